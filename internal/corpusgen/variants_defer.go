package main

// defers run $V or $E at the exits.
var defers = []variant{
	{
		name: "deferPlain",
		good: "$START\ndefer $VCALL",
		leak: "$START!\nif isOn() {\nreturn\n}\ndefer $VCALL",
		only: map[string]bodies{
			"useafterrelease": {bad: "$START\ndefer $V!\n$E", good: "$START\ndefer $E\n$V"},
			"overrelease":     {bad: "$START\ndefer $V!\n$E"},
			"crosscontext":    {bad: "$START\n$E\ndefer $V!\nx = a", good: "$START\ndefer $V\n$E"},
			"nullresult":      {bad: "$E\ndefer $V!", good: "$E\nif $NIL(s) {\nreturn\n}\ndefer $V"},
			"borrowescape": {
				sign: sig{result: "(t $T)"},
				bad:  "$START\ndefer $E\nreturn s$W",
				good: "$GET1\ndefer $E\nreturn s",
			},
		},
	},
	{
		name: "deferClosure",
		bad:  "$START\ndefer func() { $V }()$W\n$E",
		good: "$START\ndefer func() { $C }()\ndefer func() { $V }()\nnote()",
		leak: "$START!\nif isOn() {\nreturn\n}\ndefer func() { $V }()",
	},
	{
		name: "deferConditional",
		sign: sig{params: "cond bool"},
		bad:  "$START\nif cond {\ndefer func() { $V }()$W\n}\n$E",
		good: "$START\nif cond {\ndefer func() { $V }()\n} else {\n$E\n}",
		leak: "$START!\nif cond {\ndefer func() { $V }()\n}",
	},
	{
		name: "deferLoop",
		sign: sig{params: "n int"},
		bad:  "$START\nfor range n {\ndefer func() { $V }()$W\n}\n$E",
		good: "$START\nfor range n {\ndefer func() { $V }()\n}",
		leak: "for range n {\n$START!\nif isOn() {\ncontinue\n}\ndefer $V\n}",
		only: map[string]bodies{
			"leak":        {good: "for range n {\n$START\ndefer $V\n}"},
			"overrelease": {good: "for range n {\n$START\ndefer $V\n}"},
		},
	},
	{
		name: "deferNamedResult",
		sign: sig{result: "(failure error)"},
		bad:  "$START\ndefer func() {$MAYBE\nif failure != nil {\n$V!\n}\n}()\n$E\nif isOn() {\nreturn errFailed\n}\nreturn nil",
		good: "$START\ndefer func() {\nif failure != nil {\n$V\n}\n}()\nif isOn() {\nreturn errFailed\n}\n$E\nreturn nil",
		only: map[string]bodies{
			"leak": {
				// The return overwrites what the deferred closure frees.
				sign: sig{result: "(t $T, failure error)"},
				bad:  "$GIVE1!\ndefer func() {\nif failure != nil {\n$FREET\n}\n}()\nif isOn() {\nreturn nil, errFailed\n}\nreturn t, nil",
				good: "$GIVE1\nu := t\ndefer func() {\nif failure != nil {\n$FREE(u)\n}\n}()\nif isOn() {\nreturn nil, errFailed\n}\nreturn t, nil",
			},
		},
	},
	{
		name: "deferOrder",
		bad:  "$START\ndefer func() { $V }()$W\ndefer func() { $E }()\nnote()",
		good: "$START\ndefer func() { $C }()\ndefer func() { $V }()\nnote()",
		leak: "$START!\ndefer note()\ndefer func() { $TIME(s) }()",
	},
	{
		// Arguments are evaluated at the defer statement.
		name: "deferArguments",
		good: "$START\ndefer $VCALL\ns = nil",
		only: map[string]bodies{
			"useafterrelease": {bad: "$START\ndefer $VCALL!\n$E\ns = nil"},
			"overrelease":     {bad: "$START\ndefer $VCALL!\n$E\ns = nil"},
			"borrowescape":    {bad: "$START\ndefer $VCALL!\n$E\ns = nil"},
			"leak":            {bad: "$START!\n$NONE\ndefer $FREE(t)\nt = s\n$TIME(t)"},
			"nullresult":      {bad: "$E\ndefer $V!\nif $NIL(s) {\nreturn\n}", good: "defer $V\n$E"},
			"crosscontext":    {bad: "$START\n$E\ndefer $V!\nx = a", good: "$START\ndefer $V\n$E"},
		},
	},
}

// owners are types with a constructor and a method that gives back.
var owners = []variant{
	{
		name:  "constructorClose",
		moves: true,
		good:  "$OWNPRE\n$OWN\no.use()\no.Close()",
		only: map[string]bodies{
			"useafterrelease": {bad: "$OWN\no.Close()\no.use()$W"},
			"overrelease":     {bad: "$OWN\no.Close()\no.Close()$W"},
			"leak":            {bad: "$OWN!\no.use()"},
			"nullresult":      {bad: "$OWN\no.use()$W\no.Close()", good: "$OWN\nif o.has() {\no.use()\n}\no.Close()"},
			"crosscontext":    {bad: "$OWNPRE\n$OWN\no.use()$W\no.Close()"},
			"borrowescape":    {bad: "$OWN\no.Close()\nkept = o.s$W", good: "$OWN\nkept = o.s"},
		},
	},
	{
		name:  "constructorDeferClose",
		moves: true,
		good:  "$OWNPRE\n$OWN\ndefer o.Close()\no.use()",
		only: map[string]bodies{
			"useafterrelease": {bad: "$OWN\ndefer o.use()$W\no.Close()"},
			"overrelease":     {bad: "$OWN\ndefer o.Close()$W\no.Close()"},
			"leak":            {bad: "$OWN!\nif isOn() {\nreturn\n}\ndefer o.Close()"},
			"nullresult":      {bad: "$OWN\ndefer o.Close()\no.use()$W", good: "$OWN\ndefer o.Close()\nif o.has() {\no.use()\n}"},
			"crosscontext":    {bad: "$OWNPRE\n$OWN\ndefer o.Close()\no.use()$W"},
			"borrowescape":    {bad: "$OWN\ndefer o.Close()\nkept = o.s$W", good: "$OWN\nkept = o.s"},
		},
	},
	{
		name:  "closeIdempotent",
		moves: true,
		good:  "$OWNPRE\n$OWN\no.use()\no.Shut()\no.Shut()",
		only: map[string]bodies{
			"useafterrelease": {bad: "$OWN\no.Shut()\no.use()$W\no.Shut()"},
			"overrelease":     {bad: "$OWN\np := *o\no.Shut()\np.Shut()$W"},
			"leak":            {bad: "$OWN!\nif isOn() {\no.Shut()\n}", good: "$OWN\ndefer o.Shut()\nif isOn() {\nreturn\n}\no.use()\no.Shut()"},
			"nullresult":      {bad: "$OWN\no.use()$W\no.Shut()\no.Shut()", good: "$OWN\nif o.has() {\no.use()\n}\no.Shut()\no.Shut()"},
			"crosscontext":    {bad: "$OWNPRE\n$OWN\no.use()$W\no.Shut()\no.Shut()"},
			"borrowescape":    {bad: "$OWN\no.Shut()\nkept = o.s$W", good: "$OWN\no.Shut()\nif o.c != nil {\nkept = o.s\n}"},
		},
	},
	{
		name:  "finalizer",
		moves: true,
		good:  "$OWNPRE\n$OWN\nruntime.SetFinalizer(o, (*owner).Close)\no.use()\nruntime.KeepAlive(o)",
		only: map[string]bodies{
			"useafterrelease": {bad: "$OWN\nruntime.SetFinalizer(o, (*owner).Close)\nruntime.SetFinalizer(o, nil)\no.Close()\no.use()$W"},
			"overrelease":     {bad: "$OWN\nruntime.SetFinalizer(o, (*owner).Close)\no.Close()$W"},
			"leak":            {bad: "$OWN!\nruntime.SetFinalizer(o, (*owner).Close)\no.use()\nruntime.SetFinalizer(o, nil)"},
			"nullresult": {
				bad:  "$OWN\nruntime.SetFinalizer(o, (*owner).Close)\no.use()$W\nruntime.KeepAlive(o)",
				good: "$OWN\nruntime.SetFinalizer(o, (*owner).Close)\nif o.has() {\no.use()\n}\nruntime.KeepAlive(o)",
			},
			"crosscontext": {bad: "$OWNPRE\n$OWN\nruntime.SetFinalizer(o, (*owner).Close)\no.use()$W\nruntime.KeepAlive(o)"},
			"borrowescape": {bad: "$OWN\nruntime.SetFinalizer(o, (*owner).Close)\nruntime.SetFinalizer(o, nil)\no.Close()\nkept = o.s$W"},
		},
	},
	{
		name:  "cleanup",
		moves: true,
		good:  "$OWNPRE\n$OWN\nruntime.AddCleanup(o, release, $CLARG)\no.use()\nruntime.KeepAlive(o)",
		only: map[string]bodies{
			"useafterrelease": {bad: "$OWN\ncl := runtime.AddCleanup(o, release, $CLARG)\ncl.Stop()\no.Close()\no.use()$W"},
			"overrelease":     {bad: "$OWN\nruntime.AddCleanup(o, release, $CLARG)\no.Close()$W"},
			"leak":            {bad: "$OWN!\ncl := runtime.AddCleanup(o, release, $CLARG)\no.use()\ncl.Stop()"},
			"nullresult": {
				bad:  "$OWN\nruntime.AddCleanup(o, release, $CLARG)\no.use()$W\nruntime.KeepAlive(o)",
				good: "$OWN\nruntime.AddCleanup(o, release, $CLARG)\nif o.has() {\no.use()\n}\nruntime.KeepAlive(o)",
			},
			"crosscontext": {bad: "$OWNPRE\n$OWN\nruntime.AddCleanup(o, release, $CLARG)\no.use()$W\nruntime.KeepAlive(o)"},
			"borrowescape": {bad: "$OWN\ncl := runtime.AddCleanup(o, release, $CLARG)\ncl.Stop()\no.Close()\nkept = o.s$W"},
		},
	},
}

// outcomes depend on what a call says that it did.
var outcomes = []variant{
	{
		name: "errorCorrelated",
		bad:  "$START\nif err := tryEnd($EARGS); err != nil {\nnote()\n}\n$V!",
		good: "$START\nif err := tryEnd($EARGS); err != nil {\n$V\n$C\n}",
		leak: "$START!\nif err := tryEnd($EARGS); err != nil {\nreturn\n}",
	},
	{
		name: "okCorrelated",
		bad:  "$START\nif ok := mayEnd($EARGS); !ok {\nnote()\n}\n$V!",
		good: "$START\nif ok := mayEnd($EARGS); !ok {\n$V\n$C\n}",
		leak: "$START!\nif ok := mayEnd($EARGS); ok {\nnote()\n}",
	},
	{
		name: "errorsIs",
		bad:  "$START\nif err := endOrBusy($EARGS); errors.Is(err, errBusy) {\nnote()\n}\n$V!",
		good: "$START\nif err := endOrBusy($EARGS); !errors.Is(err, errEnded) {\n$V\n$C\n}",
		leak: "$START!\nif err := endOrBusy($EARGS); errors.Is(err, errBusy) {\nreturn\n}",
	},
	{
		name:  "errorResult",
		moves: true,
		bad:   "$OWNPRE\ns, err := fetch(c)\nif err != nil {\nreturn\n}\n$TAIL(s)",
		good:  "$OWNPRE\ns, err := fetch(c)\nif err != nil {\nreturn\n}\n$TAIL(s)",
		only: map[string]bodies{
			"leak": {bad: "s, err := fetch(c)$HERE\nif err != nil {\nreturn\n}\n$TAIL(s)"},
			"crosscontext": {
				bad:  "$OWNPRE\ns, err := fetch(c)\nif err != nil {\nreturn\n}\ndefer $FREE(s)\n$TAIL(s)",
				good: "$OWNPRE\ns, err := fetch(c)\nif err != nil {\nreturn\n}\ndefer $FREE(s)\n$TAIL(s)",
			},
			"nullresult": {bad: "s, err := fetch(c)\nif err != nil {\nnote()\n}\n$V!", good: "s, err := fetch(c)\nif err != nil {\nreturn\n}\n$V"},
		},
	},
	{
		name:  "okResult",
		moves: true,
		bad:   "$OWNPRE\ns, ok := lookup(c)\nif !ok {\nreturn\n}\n$TAIL(s)",
		good:  "$OWNPRE\ns, ok := lookup(c)\nif !ok {\nreturn\n}\n$TAIL(s)",
		only: map[string]bodies{
			"leak": {bad: "s, ok := lookup(c)$HERE\nif !ok {\nreturn\n}\n$TAIL(s)"},
			"crosscontext": {
				bad:  "$OWNPRE\ns, ok := lookup(c)\nif !ok {\nreturn\n}\ndefer $FREE(s)\n$TAIL(s)",
				good: "$OWNPRE\ns, ok := lookup(c)\nif !ok {\nreturn\n}\ndefer $FREE(s)\n$TAIL(s)",
			},
			"nullresult": {bad: "s, ok := lookup(c)\nif !ok {\nnote()\n}\n$V!", good: "s, ok := lookup(c)\nif !ok {\nreturn\n}\n$V"},
		},
	},
}
