package main

// control are guards and jumps.
var control = []variant{
	{
		name: "straight",
		bad:  "$START\n$E\n$V!",
		good: "$START\n$V\n$C",
		leak: "$START!\n$TIME(s)",
	},
	{
		name: "ifConst",
		bad:  "$START\nif enabled {\n$E\n}\n$V!",
		good: "$START\nif disabled {\n$E\n}\n$V\n$C",
		leak: "$START!\nif disabled {\n$V\n}",
	},
	{
		name: "ifVariable",
		sign: sig{params: "cond bool"},
		bad:  "$START\nif cond {\n$E\n}\n$V!",
		good: "$START\nif cond {\n$E\n} else {\n$V\n$C\n}",
		leak: "$START!\nif cond {\n$V\n}",
	},
	{
		name: "ifGlobal",
		bad:  "$START\nif Verbose {\n$E\n}\n$V!",
		good: "$START\nif Verbose {\n$E\nreturn\n}\n$V\n$C",
		leak: "$START!\nif Verbose {\n$V\n}",
	},
	{
		// No one else is known to write the global between the two guards.
		name: "ifGlobalTwice",
		bad:  "$START\nif Verbose {\n$E\n}\nif Verbose {\nnote()\n}\n$V!",
		good: "$START\nif Verbose {\n$E\n}\nif !Verbose {\n$V\n$C\n}",
		leak: "$START!\nif Verbose {\n$V\n}\nif Verbose {\nnote()\n}",
	},
	{
		name: "ifHelper",
		bad:  "$START\nif isOn() {\n$E\n}\n$V!",
		good: "$START\nif isOn() {\n$E\nreturn\n}\n$V\n$C",
		leak: "$START!\nif isOn() {\nreturn\n}\n$V",
	},
	{
		name: "flagCorrelated",
		sign: sig{params: "cond bool"},
		bad:  "$START\ndone := false\nif cond {\n$E\n}\nif !done {\n$V!\n}",
		good: "$START\ndone := false\nif cond {\n$E\ndone = true\n}\nif !done {\n$V\n$C\n}",
		leak: "$START!\nowned := false\nif cond {\nowned = true\n}\nif owned {\n$V\n}",
	},
	{
		name: "conditionTwice",
		sign: sig{params: "cond bool"},
		bad:  "$START\nif cond {\n$E\n}\nif cond {\n$V!\n} else {\n$V\n}",
		good: "$START\nif cond {\n$E\n}\nif !cond {\n$V\n$C\n}",
		leak: "$START!\nif cond {\n$V\n}\nif cond {\nnote()\n}",
	},
	{
		name: "intCorrelated",
		sign: sig{params: "n int"},
		bad:  "$START\nstate := 0\nif n > 3 {\n$E\nstate = 1\n}\nif state <= 1 {\n$V!\n}",
		good: "$START\nstate := 0\nif n > 3 {\n$E\nstate = 1\n}\nif state == 0 {\n$V\n$C\n}",
		leak: "$START!\nstate := 0\nif n > 3 {\nstate = 1\n}\nif state == 1 {\n$V\n}",
	},
	{
		name: "shortCircuit",
		sign: sig{params: "p, q bool"},
		bad:  "$START\nif p && q {\n$E\n}\nif p {\nnote()\n}\n$V!",
		good: "$START\nif p && q {\n$E\n}\nif !p || !q {\n$V\n$C\n}",
		leak: "$START!\nif p && q {\n$V\nreturn\n}\nif p {\nreturn\n}\n$V",
	},
	{
		name: "switchValue",
		sign: sig{params: "n int"},
		bad:  "$START\nswitch n {\ncase 0:\n$E\ncase 1:\nnote()\n}\n$V!",
		good: "$START\nswitch n {\ncase 0, 1:\n$E\ndefault:\n$V\n$C\n}",
		leak: "$START!\nswitch n {\ncase 0:\n$V\ncase 1:\nnote()\ndefault:\n$V\n}",
	},
	{
		name: "switchFallthrough",
		sign: sig{params: "n int"},
		bad:  "$START\nswitch {\ncase n > 0:\n$E\nfallthrough\ndefault:\n$V!\n}",
		good: "$START\nswitch {\ncase n > 0:\nnote()\nfallthrough\ncase n < -5:\n$E\ndefault:\n$V\n$C\n}",
		leak: "$START!\nswitch {\ncase n > 0:\nif n > 5 {\nbreak\n}\nfallthrough\ndefault:\n$V\n}",
	},
	{
		name: "selectCase",
		sign: sig{params: "stop chan struct{}"},
		bad:  "$START\nselect {\ncase <-stop:\n$E\ndefault:\n}\n$V!",
		good: "$START\nselect {\ncase <-stop:\n$E\ndefault:\n$V\n$C\n}",
		leak: "$START!\nselect {\ncase <-stop:\nreturn\ndefault:\n}\n$V",
	},
	{
		name: "gotoForward",
		sign: sig{params: "cond bool"},
		bad:  "$START\nif cond {\n$E\ngoto done\n}\nnote()\ndone:\n$V!",
		good: "$START\nif cond {\ngoto end\n}\n$V\n$C\nreturn\nend:\n$E",
		leak: "$START!\nif cond {\ngoto done\n}\n$V\ndone:\nnote()",
	},
}

// loops carry the state from one turn to the next, or leave early.
func loops() []variant {
	vs := []variant{
		{
			name: "infiniteBreak",
			bad:  "$START\nfor {\nif isOn() {\n$E\nbreak\n}\nif Verbose {\nbreak\n}\n}\n$V!",
			good: "$START\nfor {\nif isOn() {\n$V\n$C\nbreak\n}\n}",
			leak: "$START!\nfor {\nif isOn() {\n$V\nbreak\n}\nif Verbose {\nbreak\n}\n}",
		},
		{
			name: "labelledContinue",
			sign: sig{params: "n int"},
			bad:  "$START\nouter:\nfor i := range n {\nfor j := range i {\nif j == 3 {\ncontinue outer\n}\n$E\nbreak outer\n}\n}\n$V!",
			good: "$START\nouter:\nfor i := range n {\nfor j := range i {\nif j == 3 {\ncontinue outer\n}\n$E\nreturn\n}\n}\n$V\n$C",
			leak: "$START!\nouter:\nfor i := range n {\nfor j := range i {\nif j == 3 {\ncontinue outer\n}\nreturn\n}\n}\n$V",
		},
	}
	for _, l := range []struct{ name, params, head, tail string }{
		{"forCondition", "", "for isOn() {", "}"},
		{"forClause", "n int", "for i := 0; i < n; i++ {", "}"},
		{"infiniteLoop", "", "for {", "if isOn() {\nbreak\n}\n}"},
		{"rangeInt", "n int", "for range n {", "}"},
		{"rangeSlice", "list []int", "for range list {", "}"},
		{"rangeMap", "table map[string]int", "for range table {", "}"},
		{"rangeFunc", "n int", "for range upTo(n) {", "}"},
		{"rangeChannel", "todo chan int", "for range todo {", "}"},
		{"loopContinue", "list []int", "for _, n := range list {\nif n == 0 {\ncontinue\n}", "}"},
		{"gotoLoop", "n int", "again:\nif n > 0 {\nn--", "goto again\n}"},
	} {
		body := "$LPRE\n" + l.head + "\n$L\n" + l.tail
		vs = append(vs, variant{name: l.name, sign: sig{params: l.params}, bad: body, good: body})
	}
	return vs
}

// exits do not return.
func exits() []variant {
	var vs []variant
	for _, e := range []struct{ name, call string }{
		{"panicExit", `panic("gone")`},
		{"logFatal", `log.Fatal("gone")`},
		{"osExit", "os.Exit(3)"},
		{"goexit", "runtime.Goexit()"},
	} {
		vs = append(vs, variant{
			name: e.name,
			sign: sig{params: "cond bool"},
			bad:  "$START\nif cond {\n$E\nif Verbose {\n" + e.call + "\n}\n}\n$V!",
			good: "$START\nif cond {\n$E\n" + e.call + "\n}\n$V\n$C",
			leak: "$START!\nif cond {\nif Verbose {\n" + e.call + "\n}\nreturn\n}\n$V",
			only: map[string]bodies{"leak": {
				good: "$START\nif cond {\n" + e.call + "\n}\n$V",
			}},
		})
	}
	return vs
}
