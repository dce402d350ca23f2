package model

// A Class is the class of a violation: the name of the check that finds it.
type Class string

const (
	UseAfterRelease Class = "useafterrelease"
	Leak            Class = "leak"
	OverRelease     Class = "overrelease"
	CrossContext    Class = "crosscontext"
	NullResult      Class = "nullresult"
	BorrowEscape    Class = "borrowescape"
)

// A Violation is one thing that the code had no right to do.
type Violation struct {
	Class    Class
	Kind     Kind
	Acquired []Stack // where the handle was got; none if the root was given it
	Stacks   []Stack // the violating call; a report at any frame of any is right
	// Later reports that it is not the object's first violation of the run, or
	// that the object came out of a violating call.
	Later bool
	// Spawned reports that a goroutine did it: where that is wrong, the class is a
	// matter of when it runs.
	Spawned bool
	// Nulls are, of a nullresult, the calls of the run that gave NULL: the first
	// violation of what they are said to give is this one.
	Nulls []Stack

	of *object
}

// Same reports whether v and w are of the same object.
func (v Violation) Same(w Violation) bool { return v.of != nil && v.of == w.of }

// A World is one run of one root.
type World struct {
	Choose     func(n int) int // answers Pick; every n is at least 2
	Watch      func(Stack)     // is shown each call of the API; or nil
	Note       func([]string)  // is told each call as an operation of package ctruth; or nil
	Violations []Violation
	Memory     []string // what the library would do to freed memory
	Stuck      bool     // the run was ended for its length
	NilParams  bool     // some field of a parameter is nil in this run

	objects []*object
	steps   int
	stack   Stack // of the API call that is number stackOf
	stackOf int
	deaths  int // events that may have ended a handle: nothing to check at 0
	sure    bool
	loops   map[int]int
	frames  []*Frame
	stores  []stored
	later   []later
	spawned []func()
	nulls   []Stack
	sent    []sent
	inside  []sent // what went into channels with room for it
	phase   *later // the later call that runs now
	muted   bool
	handles int
}

// cur is the world of the run under way: programs run one at a time.
var cur = &World{}

// Begin starts a run.
func Begin(w *World) { cur = w; w.loops = map[int]int{} }

// maxSteps bounds the calls of one run; one that makes more is Stuck.
const maxSteps = 1000

func step() {
	cur.steps++
	if cur.Watch != nil {
		cur.Watch(here())
	}
	if cur.steps > maxSteps {
		cur.muted, cur.Stuck = true, true
		Stop()
	}
}

// Turn begins a round of a loop: one without end must not go on for ever. It stands
// in instrumented programs only.
func Turn() {
	cur.steps++
	if cur.steps > maxSteps {
		cur.muted, cur.Stuck = true, true
		Stop()
	}
}

// violate notes that the code did through h what it had no right to.
func violate(c Class, h *handle, more ...Stack) {
	if cur.muted {
		return
	}
	o := h.o
	v := Violation{Class: c, Kind: o.kind, Later: o.violated, of: o}
	if h.at != nil {
		v.Acquired = []Stack{h.at}
	}
	v.Stacks = append(v.Stacks, here())
	if cur.phase != nil {
		v.Spawned = !cur.phase.final
		v.Stacks = append(v.Stacks, cur.phase.at)
		v.Stacks = append(v.Stacks, o.released...)
	}
	v.Stacks = append(v.Stacks, more...)
	if len(o.odd) > 0 && c == OverRelease {
		v.Stacks = append(v.Stacks, o.odd...)
	} else if len(o.odd) > 0 {
		v.Later = true // what released it without a right is the first
	}
	cur.Violations = append(cur.Violations, v)
	o.violated = true
}

// use checks that the code may use h.
func use(h *handle) bool {
	if h.o.mem <= 0 {
		cur.Memory = append(cur.Memory, h.o.kind.String())
	}
	if h.good() {
		return true
	}
	if cur.phase != nil && !cur.phase.final {
		violate(BorrowEscape, h, h.flushed...)
		return false
	}
	violate(UseAfterRelease, h, h.flushed...)
	return false
}

// release takes one of the code's references: rule 3.
func release(h *handle) {
	o := h.o
	if o.mem <= 0 {
		cur.Memory = append(cur.Memory, o.kind.String())
	}
	switch {
	case o.owed > 0:
		if h.borrowed && h.refs == 0 {
			o.odd = append(o.odd, here())
			if cur.phase != nil {
				o.odd = append(o.odd, cur.phase.at)
			}
		}
		h.pay()
	case o.spare > 0:
		o.spare--
	default:
		violate(OverRelease, h)
		if o.mem > 0 {
			unref(o)
		}
		return
	}
	cur.deaths++
	if len(cur.later) > 0 { // a finalizer may be there that releases it again
		o.released = append(o.released, here())
	}
	if o.mem > 0 {
		unref(o)
	}
}

// null notes that NULL was handed to a function that it crashes; the program
// ends there.
func null(k Kind) {
	if !cur.NilParams && !cur.muted && k == Session {
		cur.Violations = append(cur.Violations, Violation{Class: NullResult, Kind: k, Stacks: []Stack{here()}, Nulls: cur.nulls})
	}
	cur.Memory = append(cur.Memory, "null "+k.String())
	cur.muted = true
	Stop()
}

// gaveNull notes that the call under way gives NULL where it may give a session.
func gaveNull() { cur.nulls = append(cur.nulls, here()) }
