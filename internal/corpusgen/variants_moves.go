package main

// moves take the handle somewhere and back, as t.
func moves() []variant {
	var vs []variant
	for _, m := range []struct{ name, text string }{
		{"copy", "t := s\n$TAIL(t)"},
		{"assignTwo", "t, u := s, s\n_ = u\n$TAIL(t)"},
		{"pointerToPointer", "p := &s\nt := *p\n$TAIL(t)"},
		{"pointerToPointerToPointer", "p := &s\nq := &p\nt := **q\n$TAIL(t)"},
		{"pointerWrite", "var t $T\np := &t\n*p = s\n$TAIL(t)"},
		{"structField", "h := holder{s: s}\n$TAIL(h.s)"},
		{"structPointer", "h := &holder{s: s}\nt := h.s\n$TAIL(t)"},
		{"structCopy", "h := holder{s: s}\ng := h\nh.s = nil\n$TAIL(g.s)"},
		{"embeddedStruct", "o := outer{holder{s: s}}\n$TAIL(o.s)"},
		{"arrayElement", "list := [3]$T{1: s}\n$TAIL(list[1])"},
		{"sliceElement", "list := []$T{s}\nt := list[0]\n$TAIL(t)"},
		{"sliceAppend", "var list []$T\nlist = append(list, s)\n$TAIL(list[0])"},
		{"sliceRange", "for _, t := range []$T{s} {\n$TAIL(t)\n}"},
		{"mapElement", "m := map[string]$T{\"one\": s}\nt := m[\"one\"]\n$TAIL(t)"},
		{"mapStore", "m := make(map[int]$T)\nm[1] = s\nt := m[1]\n$TAIL(t)"},
		{"global", "current = s\nt := current\ncurrent = nil\n$TAIL(t)"},
		{"interface", "var i any = s\nt := i.($T)\n$TAIL(t)"},
		{"interfaceOK", "var i any = s\nif t, ok := i.($T); ok {\n$TAIL(t)\n}"},
		{"typeSwitch", "var i any = s\nswitch t := i.(type) {\ncase $T:\n$TAIL(t)\ncase string:\nnote()\n}"},
		{"unsafePointer", "p := unsafe.Pointer(s)\nt := ($T)(p)\n$TAIL(t)"},
		{"uintptr", "n := uintptr(unsafe.Pointer(s))\nt := ($T)(unsafe.Pointer(n))\n$TAIL(t)"},
		{"result", "t := same(s)\n$TAIL(t)"},
		{"outParameter", "var t $T\nput(s, &t)\n$TAIL(t)"},
		{"closureWrites", "var t $T\nfunc() { t = s }()\n$TAIL(t)"},
		{"closureResult", "get := func() $T { return s }\nt := get()\n$TAIL(t)"},
		{"genericFunction", "t := identity(s)\n$TAIL(t)"},
		{"genericType", "bx := box[$T]{s}\nt := bx.get()\n$TAIL(t)"},
		{"channel", "ch := make(chan $T, 1)\nch <- s\nt := <-ch\n$TAIL(t)"},
	} {
		body := "$ACQ\n" + m.text
		vs = append(vs, variant{name: m.name, moves: true, bad: body, good: body})
	}
	return vs
}

// actions do $V in an odd way.
func actions() []variant {
	var vs []variant
	for _, a := range []struct{ name, before, call string }{
		{"argument", "", "act($ARGS)"},
		{"method", "h := &$LIT", "h.act()"},
		{"methodValue", "h := &$LIT\nf := h.act", "f()"},
		{"methodExpression", "f := (*holder).act\nh := &$LIT", "f(h)"},
		{"interfaceMethod", "var i actor = &$LIT", "i.act()"},
		{"embeddedMethod", "o := &outer{$LIT}", "o.act()"},
		{"functionValue", "f := act", "f($ARGS)"},
		{"functionField", "t := task{do: act}", "t.do($ARGS)"},
		{"functionTable", "table := map[string]task{\"act\": {do: act}}", "table[\"act\"].do($ARGS)"},
		{"functionArgument", "", "call(func() { act($ARGS) })"},
		{"closure", "", "func() { act($ARGS) }()"},
		{"nestedClosure", "", "func() { func() { act($ARGS) }() }()"},
		{"genericConstraint", "h := &$LIT", "run(h)"},
		{"onceDo", "var once sync.Once", "once.Do(func() { act($ARGS) })"},
	} {
		body := "$ACQ\n" + a.before + "\n$PRE\n" + a.call + "$W\n$POST"
		vs = append(vs, variant{name: a.name, moves: true, bad: body, good: body})
	}
	return append(vs,
		variant{
			name: "closureVariable",
			bad:  "$START\nend := func() {\n$E\n}\nend()\n$V!",
			good: "$START\nend := func() {\n$V\n}\nend()\n$C",
			leak: "$START!\nend := func() {\n$TIME(s)\n}\nend()",
		},
		variant{
			name: "goroutineWaitGroup",
			bad:  "$START\nvar wg sync.WaitGroup\nwg.Add(1)\ngo func() {\ndefer wg.Done()\n$E\n}()\nwg.Wait()\n$V!",
			good: "$START\nvar wg sync.WaitGroup\nwg.Add(1)\ngo func() {\ndefer wg.Done()\n$V\n}()\nwg.Wait()\n$C",
			leak: "$START!\nvar wg sync.WaitGroup\nwg.Add(1)\ngo func() {\ndefer wg.Done()\n$TIME(s)\n}()\nwg.Wait()",
		},
		variant{
			name: "goroutineChannel",
			bad:  "$START\ndone := make(chan struct{})\ngo func() {\n$E\nclose(done)\n}()\n<-done\n$V!",
			good: "$START\ndone := make(chan struct{})\ngo func() {\n$V\nclose(done)\n}()\n<-done\n$C",
			only: map[string]bodies{"leak": {
				bad: "go func() {\n$START!\n$TIME(s)\n}()",
			}},
		},
	)
}

// helpers are chains of calls.
func helpers() []variant {
	var vs []variant
	for _, c := range []struct{ name, text string }{
		{"chain1", "$CHAIN(1)"},
		{"chain2", "$CHAIN(2)"},
		{"chain3", "$CHAIN(3)"},
		{"chain4", "$CHAIN(4)"},
		{"chain5", "$CHAIN(5)"},
		{"otherPackage", "$FARAWAY($FAR1)"},
		{"twoPackages", "$FARAWAY($FAR2)"},
	} {
		vs = append(vs, variant{name: c.name, moves: true, bad: c.text, good: c.text})
	}
	return vs
}
