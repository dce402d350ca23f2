package main

import "maps"

// A style is a way in which code meets OpenSSL.
type style struct {
	dir      string // below testdata/src
	doc      string
	preamble string
	macros   map[string]string
}

var styles = []*style{
	{
		dir: "cgo",
		doc: "through cgo",
		preamble: `// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

`,
		macros: map[string]string{
			"T":    "*C.SSL_SESSION",
			"CONN": "*C.SSL",
			"CTX":  "*C.SSL_CTX",
			"GET0": "C.SSL_get0_session(@)",
			// GET1 declares s; REGET1 assigns it.
			"GET1": "s := C.SSL_get1_session(c)",
			"REFILL": `if s == nil {
					s = C.SSL_get1_session(c)
				}`,
			"REGET1":   "s = C.SSL_get1_session(c)",
			"TIME":     "C.SSL_SESSION_get_time(@)",
			"CRASH":    "C.SSL_SESSION_is_resumable(@)",
			"FREE":     "C.SSL_SESSION_free(@)",
			"FREECONN": "C.SSL_free(@)",
			"DROP":     "C.SSL_set_session(c, nil)",
			"REMOVE":   "C.SSL_CTX_remove_session(@)",
			"NIL":      "@ == nil",
			"NOTNIL":   "@ != nil",
			"NONE":     "var t *C.SSL_SESSION",
			"GIVE1":    "t = C.SSL_get1_session(c)",
			"FREET":    "$FREE(t)",
			"GUARD":    "", // after a helper that gives nil for no session
			"CONTEXTS": `a, b := newContext(), newContext()
				defer C.SSL_CTX_free(a)
				defer C.SSL_CTX_free(b)
				c := connect(a)
				defer C.SSL_free(c)`,
			"FAR1":  "cgofar",
			"FAR2":  "cgofarther",
			"FARS":  "unsafe.Pointer(s)",
			"FARC":  "unsafe.Pointer(c)",
			"FARX":  "unsafe.Pointer(@)",
			"FROM":  "(*C.SSL_SESSION)(@)",
			"OWN":   "o := newOwner($OWNARGS)",
			"OWNED": "*owner",
			"TRY1": `s := C.SSL_get1_session(c)
				if s == nil {
					return nil, errFailed
				}`,
			"TRY0": `s := C.SSL_get0_session(c)
				if s == nil {
					return nil, errFailed
				}`,
			"GIVE0": "C.SSL_get0_session(c)",
			"NEWOWNER": `func newOwner(c *C.SSL) *owner {
				return &owner{s: C.SSL_get1_session(c)}
			}`,
			"NEWOWNERX": `func newOwner(x *C.SSL_CTX, c *C.SSL) *owner {
				return &owner{x: x, s: C.SSL_get1_session(c)}
			}`,
			"ACQUIRE1": "return C.SSL_get1_session(c)",
		},
	},
	{
		dir: "wrapped",
		doc: "through a Go wrapper in another package",
		macros: map[string]string{
			"T":    "*wrap.Session",
			"CONN": "*wrap.Conn",
			"CTX":  "*wrap.Ctx",
			"GET0": "@.Get0()",
			"GET1": `s, err := c.Get1()
				if err != nil {
					return
				}`,
			"REGET1": `s, err = c.Get1()
				if err != nil {
					return
				}`,
			"TIME":     "@.Time()",
			"CRASH":    "@.Resumable()",
			"FREE":     "@.Free()",
			"FREECONN": "@.Free()",
			"DROP":     "c.DropSession()",
			"REMOVE":   "@1.Remove(@2)",
			"REFILL": `if s == nil {
					var err error
					if s, err = c.Get1(); err != nil {
						return
					}
				}`,
			"NIL":    "@.Nil()",
			"NOTNIL": "!@.Nil()",
			"NONE":   "t := new(wrap.Session)",
			"GIVE1": `t, failure = c.Get1()
				if failure != nil {
					return
				}`,
			"FREET": `if t != nil {
					$FREE(t)
				}`,
			"GUARD": `
				if s == nil {
					return
				}`,
			"CONTEXTS": `a, b := wrap.MustCtx(), wrap.MustCtx()
				defer a.Free()
				defer b.Free()
				c := a.MustDial()
				defer c.Free()`,
			"FAR1":  "far",
			"FAR2":  "farther",
			"FARS":  "s",
			"FARC":  "c",
			"FARX":  "@",
			"FROM":  "@",
			"OWNED": "(*owner, error)",
			"OWN": `o, err := newOwner($OWNARGS)
				if err != nil {
					return
				}`,
			"TRY1": `s, err := c.Get1()
				if err != nil {
					return nil, err
				}`,
			"TRY0": `s, err := c.Peek()
				if err != nil {
					return s, err
				}`,
			"GIVE0": "c.Get0()",
			"NEWOWNER": `func newOwner(c *wrap.Conn) (*owner, error) {
				s, err := c.Get1()
				if err != nil {
					return nil, err
				}
				return &owner{s: s}, nil
			}`,
			"NEWOWNERX": `func newOwner(x *wrap.Ctx, c *wrap.Conn) (*owner, error) {
				s, err := c.Get1()
				if err != nil {
					return nil, err
				}
				return &owner{x: x, s: s}, nil
			}`,
			"ACQUIRE1": `s, err := c.Get1()
				if err != nil {
					return nil
				}
				return s`,
		},
	},
}

// A check says what fills the holes.
//
// Variants of control order two events: $E makes the state in which $V is a
// violation. In a bad body $V always runs, and $E runs before it on some path.
// In a good one exactly one of them runs on each path, so that the same body
// serves the checks in which both give back a reference. $C closes what is still
// open after $V. A leak is neither: it has a body of its own.
//
// Variants that move the handle, or act on it in an odd way, start with $ACQ and
// end with $TAIL(t), or with $PRE, an action marked $W and $POST.
type check struct {
	name      string
	macros    map[string]string // both
	bad, good map[string]string
	prelude   map[string]string // by style: what the functions need
}

// macros returns what fills the holes of one function.
func macros(c *check, s *style, bad bool) map[string]string {
	m := map[string]string{"OWNPRE": "", "HERE": "", "MAYBE": ""}
	if bad {
		m["HERE"], m["MAYBE"] = here, maybe
	}
	maps.Copy(m, s.macros)
	maps.Copy(m, c.macros)
	if bad {
		maps.Copy(m, c.bad)
	} else {
		maps.Copy(m, c.good)
	}
	if over := overrides[s.dir+" "+c.name]; over != nil {
		maps.Copy(m, over)
	}
	return m
}

// overrides are macros for one check in one style.
var overrides = map[string]map[string]string{
	"wrapped nullresult":      {"OWN": "o := newOwner($OWNARGS)", "GUARD": ""},
	"wrapped useafterrelease": {"OWN": "o := newOwner($OWNARGS)", "GUARD": ""},
	"wrapped borrowescape":    {"OWN": "o := newOwner($OWNARGS)", "GUARD": ""},
}

// typestate are the macros of checks where E, then V is wrong.
var (
	typestateBad = map[string]string{
		"ACQ":  "$START",
		"PRE":  "$E",
		"W":    here,
		"POST": "",
		"TAIL": "$E\n$V!(@)",
	}
	typestateGood = map[string]string{
		"ACQ":  "$START",
		"PRE":  "",
		"W":    "",
		"POST": "$C",
		"TAIL": "$V(@)\n$C",
	}
)

// ownerOfConn is an owner type that lends the session of its connection.
const ownerOfConn = `
type owner struct {
	c $CONN
	s $T
}

func newOwner(c $CONN) *owner {
	return &owner{c, $GET0(c)}
}

func (o *owner) has() bool { return $NOTNIL(o.s) }

// Close must be called once.
func (o *owner) Close() { $FREECONN(o.c) }

// Shut may be called again.
func (o *owner) Shut() {
	if o.c != nil {
		$FREECONN(o.c)
		o.c = nil
	}
}

func release(c $CONN) { $FREECONN(c) }
`

// ownerOfSession is an owner type that owns a session.
const ownerOfSession = `
// Close must be called once.
func (o *owner) Close() { $FREE(o.s) }

// Shut may be called again.
func (o *owner) Shut() {
	if o.s != nil {
		$FREE(o.s)
		o.s = nil
	}
}

func release(s $T) { $FREE(s) }
`

// lenders are helpers that lend a session.
const lenders = `
func acquire1(c $CONN) $T { return $GET0(c) }
func acquire2(c $CONN) $T { return acquire1(c) }
func acquire3(c $CONN) $T { return acquire2(c) }
func acquire4(c $CONN) $T { return acquire3(c) }
func acquire5(c $CONN) $T { return acquire4(c) }

func fetch(c $CONN) ($T, error) {
	$TRY0
	return s, nil
}

func lookup(c $CONN) ($T, bool) {
	s := $GET0(c)
	return s, $NOTNIL(s)
}
`

// givers are helpers that give a reference.
const givers = `
func acquire1(c $CONN) $T {
	$ACQUIRE1
}
func acquire2(c $CONN) $T { return acquire1(c) }
func acquire3(c $CONN) $T { return acquire2(c) }
func acquire4(c $CONN) $T { return acquire3(c) }
func acquire5(c $CONN) $T { return acquire4(c) }

func fetch(c $CONN) ($T, error) {
	$TRY1
	return s, nil
}

func lookup(c $CONN) ($T, bool) {
	s, err := fetch(c)
	return s, err == nil
}
`

// enders are helpers that free the connection.
const enders = `
func end1(c $CONN) { $FREECONN(c) }
func end2(c $CONN) { end1(c) }
func end3(c $CONN) { end2(c) }
func end4(c $CONN) { end3(c) }
func end5(c $CONN) { end4(c) }

// tryEnd ends it unless it fails.
func tryEnd(c $CONN) error {
	if isOn() {
		return errFailed
	}
	$E
	return nil
}

// mayEnd reports whether it did.
func mayEnd(c $CONN) bool {
	if isOn() {
		return false
	}
	$E
	return true
}

// endOrBusy gives errEnded or errBusy.
func endOrBusy(c $CONN) error {
	if isOn() {
		return errBusy
	}
	$E
	return errEnded
}
`

// freers are helpers that free the session.
const freers = `
func use1(s $T) { $FREE(s) }
func use2(s $T) { use1(s) }
func use3(s $T) { use2(s) }
func use4(s $T) { use3(s) }
func use5(s $T) { use4(s) }

// tryEnd ends it unless it fails.
func tryEnd(s $T) error {
	if isOn() {
		return errFailed
	}
	$E
	return nil
}

// mayEnd reports whether it did.
func mayEnd(s $T) bool {
	if isOn() {
		return false
	}
	$E
	return true
}

// endOrBusy gives errEnded or errBusy.
func endOrBusy(s $T) error {
	if isOn() {
		return errBusy
	}
	$E
	return errEnded
}
`

// holders act on a session through a method.
const holders = `
type holder struct{ s $T }

func (h *holder) act() { $V(h.s) }

func act(s $T) { $V(s) }

type task struct{ do func($T) }
`

func both(text string) map[string]string {
	return map[string]string{"cgo": text, "wrapped": text}
}

func merge(ms ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range ms {
		maps.Copy(all, m)
	}
	return all
}

var checks = []*check{
	{
		name: "useafterrelease",
		macros: map[string]string{
			"P":       "c $CONN",
			"P0":      "c $CONN",
			"START":   "s := $GET0(c)",
			"E":       "$FREECONN(c)",
			"V":       "$TIME(@)",
			"VCALL":   "$V(@)",
			"C":       "$E",
			"LIT":     "holder{s: s}",
			"ARGS":    "s",
			"EARGS":   "c",
			"OWNARGS": "c",
			"CLARG":   "o.c",
		},
		bad: merge(typestateBad, map[string]string{
			"LPRE":    "$START",
			"L":       "$V!(s)\n$DROP",
			"CHAIN":   "s := acquire@(c)\nend@(c)\nuse@(s)" + here,
			"FARAWAY": "s := $FROM(@.Get0($FARC))\n@.FreeConn($FARC)\n@.Use($FARS)" + here,
		}),
		good: merge(typestateGood, map[string]string{
			"LPRE":    "",
			"L":       "$START\n$V(s)\n$DROP",
			"CHAIN":   "s := acquire@(c)\nuse@(s)\nend@(c)",
			"FARAWAY": "s := $FROM(@.Get0($FARC))\n@.Use($FARS)\n@.FreeConn($FARC)",
		}),
		prelude: both(holders + lenders + enders + ownerOfConn + `
func (o *owner) use() { $TIME(o.s) }

func use1(s $T) { $TIME(s) }
func use2(s $T) { use1(s) }
func use3(s $T) { use2(s) }
func use4(s $T) { use3(s) }
func use5(s $T) { use4(s) }
`),
	},
	{
		name: "leak",
		macros: map[string]string{
			"P":       "c $CONN",
			"P0":      "c $CONN",
			"START":   "$GET1",
			"E":       "$FREE(s)",
			"V":       "$FREE(@)",
			"VCALL":   "$V(@)",
			"C":       "",
			"LIT":     "holder{s: s}",
			"ARGS":    "s",
			"EARGS":   "s",
			"OWNARGS": "c",
			"CLARG":   "o.s",
		},
		bad: map[string]string{
			"ACQ":     "$START!",
			"PRE":     "if isOn() {\nreturn\n}",
			"W":       "",
			"POST":    "",
			"TAIL":    "$TIME(@)",
			"LPRE":    "",
			"L":       "$START!\n$TIME(s)",
			"CHAIN":   "s := acquire@(c)" + here + "$GUARD\n$TIME(s)",
			"FARAWAY": "s := $FROM(@.Get1($FARC))" + here + "$GUARD\n@.Use($FARS)",
		},
		good: merge(typestateGood, map[string]string{
			"LPRE":    "",
			"L":       "$START\n$TIME(s)\n$FREE(s)",
			"CHAIN":   "s := acquire@(c)$GUARD\nuse@(s)",
			"FARAWAY": "s := $FROM(@.Get1($FARC))$GUARD\n@.Use($FARS)\n@.FreeSession($FARS)",
		}),
		prelude: both(holders + givers + freers + `
type owner struct{ s $T }

$NEWOWNER

func (o *owner) use() { $TIME(o.s) }
` + ownerOfSession),
	},
	{
		name: "overrelease",
		macros: map[string]string{
			"P":       "c $CONN",
			"P0":      "c $CONN",
			"START":   "$GET1",
			"E":       "$FREE(s)",
			"V":       "$FREE(@)",
			"VCALL":   "$V(@)",
			"C":       "",
			"LIT":     "holder{s: s}",
			"ARGS":    "s",
			"EARGS":   "s",
			"OWNARGS": "c",
			"CLARG":   "o.s",
			"LPRE":    "var s $T",
		},
		bad: merge(typestateBad, map[string]string{
			"L":       "$REFILL\n$FREE!(s)",
			"CHAIN":   "s := acquire@(c)$GUARD\nuse@(s)\nuse@(s)" + here,
			"FARAWAY": "s := $FROM(@.Get1($FARC))$GUARD\n@.FreeSession($FARS)\n@.FreeSession($FARS)" + here,
		}),
		good: merge(typestateGood, map[string]string{
			"L":       "$REFILL\n$FREE(s)\ns = nil",
			"CHAIN":   "s := acquire@(c)$GUARD\nuse@(s)",
			"FARAWAY": "s := $FROM(@.Get1($FARC))$GUARD\n@.Use($FARS)\n@.FreeSession($FARS)",
		}),
		prelude: both(holders + givers + freers + `
type owner struct{ s $T }

$NEWOWNER

func (o *owner) use() { $TIME(o.s) }
` + ownerOfSession),
	},
	{
		name: "crosscontext",
		macros: map[string]string{
			"P":      "",
			"P0":     "",
			"OWNPRE": "$CONTEXTS",
			"GIVEN":  "$CONTEXTS\n$GET1\ndefer $FREE(s)",
			"START":  "$GIVEN\nx := a",
			"ACQ":    "$GIVEN",
			"E":      "x = b",
			"V":      "$REMOVE(x, @)",
			"VCALL":  "$V(@)",
			"C":      "",
			"EARGS":  "b, &x",
			"CLARG":  "o.s",
			"LPRE":   "$START",
			"PRE":    "",
			"POST":   "",
		},
		bad: map[string]string{
			"W":       here,
			"TAIL":    "$REMOVE!(b, @)",
			"LIT":     "holder{s: s, x: b}",
			"ARGS":    "b, s",
			"OWNARGS": "b, c",
			"L":       "$V!(s)\nx = b",
			"CHAIN":   "$CONTEXTS\ns := acquire@(c)$GUARD\ndefer $FREE(s)\nuse@(b, s)" + here,
			"FARAWAY": "$CONTEXTS\ns := $FROM(@.Get1($FARC))$GUARD\ndefer $FREE(s)\n@.Remove($FARX(b), $FARS)" + here,
		},
		good: map[string]string{
			"W":       "",
			"TAIL":    "$REMOVE(a, @)",
			"LIT":     "holder{s: s, x: a}",
			"ARGS":    "a, s",
			"OWNARGS": "a, c",
			"L":       "x = a\n$V(s)\nx = b",
			"CHAIN":   "$CONTEXTS\ns := acquire@(c)$GUARD\ndefer $FREE(s)\nuse@(a, s)",
			"FARAWAY": "$CONTEXTS\ns := $FROM(@.Get1($FARC))$GUARD\ndefer $FREE(s)\n@.Remove($FARX(a), $FARS)",
		},
		prelude: map[string]string{
			"cgo": `
// newContext makes a context.
func newContext() *C.SSL_CTX {
	x := C.SSL_CTX_new(C.TLS_method())
	if x == nil {
		log.Fatal("no context")
	}
	return x
}

// connect makes a connection of context x.
func connect(x *C.SSL_CTX) *C.SSL {
	c := C.SSL_new(x)
	if c == nil || C.SSL_connect(c) != 1 {
		log.Fatal("no connection")
	}
	return c
}
` + crossPrelude,
			"wrapped": crossPrelude,
		},
	},
	{
		name: "nullresult",
		macros: map[string]string{
			"P":       "c $CONN, s $T",
			"P0":      "c $CONN",
			"START":   "",
			"E":       "s = $GET0(c)",
			"V":       "$CRASH(@)",
			"VCALL":   "$V(@)",
			"C":       "",
			"LIT":     "holder{s: s}",
			"ARGS":    "s",
			"EARGS":   "c, &s",
			"OWNARGS": "c",
			"CLARG":   "o.c",
			"ACQ":     "s := $GET0(c)",
			"LPRE":    "",
			"POST":    "",
		},
		bad: map[string]string{
			"PRE":     "",
			"W":       here,
			"TAIL":    "$V!(@)",
			"L":       "$V!(s)\n$E",
			"CHAIN":   "s := acquire@(c)\nuse@(s)" + here,
			"FARAWAY": "s := $FROM(@.Get0($FARC))\n@.Resumable($FARS)" + here,
		},
		good: map[string]string{
			"PRE":     "if $NIL(s) {\nreturn\n}",
			"W":       "",
			"TAIL":    "if $NOTNIL(@) {\n$V(@)\n}",
			"L":       "$V(s)\nif t := $GET0(c); $NOTNIL(t) {\ns = t\n}",
			"CHAIN":   "s := acquire@(c)\nif $NIL(s) {\nreturn\n}\nuse@(s)",
			"FARAWAY": "s := $FROM(@.Get0($FARC))\nif $NIL(s) {\nreturn\n}\n@.Resumable($FARS)",
		},
		prelude: both(holders + lenders + ownerOfConn + `
func (o *owner) use() { $CRASH(o.s) }

func use1(s $T) { $CRASH(s) }
func use2(s $T) { use1(s) }
func use3(s $T) { use2(s) }
func use4(s $T) { use3(s) }
func use5(s $T) { use4(s) }

// tryEnd sets *p unless it fails.
func tryEnd(c $CONN, p *$T) error {
	if isOn() {
		return errFailed
	}
	*p = $GET0(c)
	return nil
}

// mayEnd reports whether it set *p.
func mayEnd(c $CONN, p *$T) bool {
	if isOn() {
		return false
	}
	*p = $GET0(c)
	return true
}

// endOrBusy gives errEnded if it set *p, or errBusy.
func endOrBusy(c $CONN, p *$T) error {
	if isOn() {
		return errBusy
	}
	*p = $GET0(c)
	return errEnded
}
`),
	},
	{
		name: "borrowescape",
		macros: map[string]string{
			"P":       "c $CONN",
			"P0":      "c $CONN",
			"START":   "s := $GET0(c)",
			"E":       "$FREECONN(c)",
			"V":       "kept = @",
			"VCALL":   "use1(@)",
			"C":       "",
			"LIT":     "holder{s: s}",
			"ARGS":    "s",
			"EARGS":   "c",
			"OWNARGS": "c",
			"CLARG":   "o.c",
		},
		bad: merge(typestateBad, map[string]string{
			"LPRE":    "$START",
			"L":       "$V!(s)\n$DROP",
			"CHAIN":   "s := acquire@(c)\nend@(c)\nuse@(s)" + here,
			"FARAWAY": "s := $FROM(@.Get0($FARC))\n@.FreeConn($FARC)\n@.Keep($FARS)" + here,
		}),
		good: merge(typestateGood, map[string]string{
			"LPRE":    "",
			"L":       "$START\n$V(s)",
			"CHAIN":   "s := acquire@(c)\nuse@(s)",
			"FARAWAY": "s := $FROM(@.Get0($FARC))\n@.Keep($FARS)",
		}),
		prelude: both(`
// kept outlives every function.
var kept $T
` + holders + lenders + enders + ownerOfConn + `
func (o *owner) use() { $TIME(o.s) }

func use1(s $T) { kept = s }
func use2(s $T) { use1(s) }
func use3(s $T) { use2(s) }
func use4(s $T) { use3(s) }
func use5(s $T) { use4(s) }
`),
	},
}

// crossPrelude is what the functions about contexts need in both styles.
const crossPrelude = `
type holder struct {
	s $T
	x $CTX
}

func (h *holder) act() { $REMOVE(h.x, h.s) }

func act(x $CTX, s $T) { $REMOVE(x, s) }

type task struct{ do func($CTX, $T) }
` + givers + `
func use1(x $CTX, s $T) { $REMOVE(x, s) }
func use2(x $CTX, s $T) { use1(x, s) }
func use3(x $CTX, s $T) { use2(x, s) }
func use4(x $CTX, s $T) { use3(x, s) }
func use5(x $CTX, s $T) { use4(x, s) }

// tryEnd sets *p to x unless it fails.
func tryEnd(x $CTX, p *$CTX) error {
	if isOn() {
		return errFailed
	}
	*p = x
	return nil
}

// mayEnd reports whether it set *p to x.
func mayEnd(x $CTX, p *$CTX) bool {
	if isOn() {
		return false
	}
	*p = x
	return true
}

// endOrBusy gives errEnded if it set *p to x, or errBusy.
func endOrBusy(x $CTX, p *$CTX) error {
	if isOn() {
		return errBusy
	}
	*p = x
	return errEnded
}

type owner struct {
	x $CTX
	s $T
}

$NEWOWNERX

func (o *owner) use() { $REMOVE(o.x, o.s) }
` + ownerOfSession

// common is what the functions of every check need.
const common = `
const (
	enabled  = true
	disabled = false
)

// Verbose is set by other packages.
var Verbose bool

var (
	errFailed = errors.New("failed")
	errBusy   = errors.New("busy")
	errEnded  = errors.New("ended")
)

// isOn is not known to be true or false.
func isOn() bool { return len(os.Args) > 1 }

func note() {}

// upTo yields 0 to n-1.
func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func call(f func()) { f() }

type actor interface{ act() }

func run[A actor](a A) { a.act() }

func identity[X any](x X) X { return x }

type box[X any] struct{ v X }

func (b box[X]) get() X { return b.v }

type outer struct{ holder }

// current is empty but for a moment.
var current $T

func same(s $T) $T { return s }

func put(s $T, to *$T) { *to = s }
`
