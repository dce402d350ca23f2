package state

import (
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
)

// An Init says what a cell of an object holds that was never written here.
type Init uint8

const (
	Zero   Init = iota // the zero value: the object was allocated on this path
	Lazy               // a symbol of its own, named by the object and the cell
	Opaque             // nothing known: someone else may have written it at any time
)

// A Cell is one variable, field, element or slot inside an object.
type Cell struct {
	Path string // "", ".f", "[2]", "#session"
	Val  Value
	Pos  Pos // where it was written on this path; 0 if it was not
}

// Pos is a token.Pos.
type Pos = int

// An Object is a piece of Go memory, an OpenSSL object, or just a symbol.
type Object struct {
	Cells []Cell // sorted by Path
	Init  Init
	Mask  Mask // what the symbol may be as an integer; bit 0: whether it may be nil

	Full Mask // Mask on entry, iff a caller knows the symbol: narrowing it is a condition

	Kind     string // the contract kind, or "" where none is known yet
	Owed     int    // references that the code must give back
	Caller   int    // references that a caller may own, and the code may give back
	Kept     int    // how many of them lie in places that are not known: no leak duty
	Counted  bool   // a reference was ever owned here: a handle is not a mere borrow
	Moved    bool   // its reference was moved into a slot: handles are borrows now
	Lost     bool   // a reference of it leaked: nothing ends it any more
	Weak     bool   // stands for several objects of older iterations
	Fresh    bool   // made on this path, hence distinct from all others
	Possible bool   // known by a naming convention, or by what implementations agree on
	Nullable bool   // the result of something that can return NULL
	Reported bool   // its first violation has been reported (rule 7)
	Slotted  bool   // first seen as what a slot of an OpenSSL object held
	Const    bool   // a string constant: another one is another string, any other string may be it
	Sentinel bool   // a package-level error: made once, to be compared with
	// Excused: that the object may have ended was reported; on the paths where it
	// did not, what else is wrong with it is news.
	Excused    bool
	Entrusted  bool // handed to a function of the caller's, who will see what it does
	Finalizing bool // a finalizer that may run at any time gives back what is owed
	Listed     bool // an unknown number of its references went into lists: one more release may be of those
	Beyond     bool // what lies behind it, further than paths are followed, was gone into
	Shared     bool // another goroutine or an escaped closure may write it

	Lender         ID // the object lies within Lender and is good while that is
	LenderBorrowed bool
	Home           ID // the home context; 0 not known, Unbound: none yet
	Was            ID // the same object before a flush that may have ended its borrows

	Final []Finalizer // functions that run when the object becomes unreachable
	Ended *End        // the release of the last reference that the code owed
	Lapse *End        // why borrowed handles are no longer good
	Trace *Trace      // what happened to it, last first
}

// Walk returns what the cell path of object id leads to, through pointers.
func (s *State) Walk(id ID, path string) (Value, bool) {
	if path == "" {
		return RefVal(id), true
	}
	o := s.objs[id]
	if o == nil {
		return Value{}, false
	}
	if c, ok := o.Cell(path); ok {
		return s.Resolve(c.Val), true
	}
	for i := len(path) - 1; i > 0; i-- {
		if path[i] != '.' {
			continue
		}
		if c, ok := o.Cell(path[:i]); ok && c.Val.Kind == Ref && c.Val.Path == "" {
			return s.Walk(c.Val.ID, path[i:])
		}
	}
	return Value{}, false
}

// A Finalizer is a release that happens when its object becomes unreachable.
type Finalizer struct {
	Path     string // what it releases, from the object (or from Arg)
	Arg      Value  // what the cleanup is called with, or a variable that the function captured
	Cleanup  bool
	Captured bool   // Arg is a variable, and Path leads on from what it holds
	Late     bool   // what it releases was dead already when it was set
	Call     string // the call that set it, as written
	Pos      Pos    // and where
}

// Releases returns what a finalizer of object id will release.
func (s *State) Releases(id ID, f Finalizer) (Value, bool) {
	if f.Captured {
		v := s.objs[f.Arg.ID]
		if v == nil || v.Shared {
			return Value{}, false
		}
		c, ok := v.Cell(f.Arg.Path)
		held := s.Resolve(c.Val).Inner()
		if f.Path == "" || !ok {
			return held, ok
		}
		if held.Kind != Ref || held.Path != "" {
			return Value{}, false
		}
		return s.Walk(held.ID, f.Path)
	}
	if !f.Cleanup {
		return s.Walk(id, f.Path)
	}
	if arg := f.Arg.Inner(); arg.Kind == Ref && arg.Path == "" {
		if f.Path == "" {
			return arg, true
		}
		return s.Walk(arg.ID, f.Path)
	}
	return Value{}, false
}

// An End says why and where the handles of an object went bad.
type End struct {
	Reason   finding.Reason
	Possible bool
	By       string // the call, as written
	Pos      Pos
}

// A Trace is a list of steps, last first.
type Trace struct {
	Step finding.Step
	Prev *Trace
}

// Steps returns the steps of t in order.
func (t *Trace) Steps() []finding.Step {
	var n int
	for u := t; u != nil; u = u.Prev {
		n++
	}
	steps := make([]finding.Step, n)
	for u := t; u != nil; u = u.Prev {
		n--
		steps[n] = u.Step
	}
	return steps
}

// First returns the oldest step of t.
func (t *Trace) First() *finding.Step {
	if t == nil {
		return nil
	}
	for t.Prev != nil {
		t = t.Prev
	}
	return &t.Step
}

// A Root is the name that an object had on entry, for contracts.
type Root = contract.Path
