// Package finding holds what the engine found, typed and without prose: package
// report words it, and no one else does. It must not import go/ssa, go/analysis.
package finding

import "go/token"

// A Class is the kind of a violation; each is the name of a check.
type Class string

const (
	UseAfterRelease Class = "useafterrelease"
	Leak            Class = "leak"
	OverRelease     Class = "overrelease"
	CrossContext    Class = "crosscontext"
	NullResult      Class = "nullresult"
	Contract        Class = "contract"
	BorrowEscape    Class = "borrowescape"
)

// Classes lists all classes, in the order in which they are documented.
var Classes = []Class{UseAfterRelease, Leak, OverRelease, CrossContext, NullResult, Contract, BorrowEscape}

// A Finding is one violation: the first of its class and object.
type Finding struct {
	Class    Class
	Pos      token.Pos // where the user wrote it, per the table of the checks
	Possible bool      // rests on an effect that may fail to happen
	Object   string    // the object as the user wrote it ("s", "c.ssl"); may be ""
	Kind     string    // what it is: "session", "connection", "context", ...
	Call     string    // the call at Pos as written ("C.SSL_SESSION_free"), or ""
	Reason   Reason
	Other    string // the second party: what ended it, the other context, the lender
	Steps    []Step // in order; the last one is usually at Pos
	Detail   string // for class Contract: what is wrong and the remedy
}

// A Reason says which rule was broken, where a class has several.
type Reason uint8

const (
	NoReason Reason = iota
	// useafterrelease, borrowescape, overrelease of a dead handle
	LenderFreed  // the lender was freed
	SlotReplaced // the lender holds another object now (clear, set_session, read)
	HomeFlushed  // the home context was flushed
	LastReleased // its last reference was given back
	// leak
	NeverReleased // no release on this path
	Discarded     // the result was not even stored
	Overwritten   // the only handle was overwritten
	// overrelease
	NotOwned      // freed though only borrowed
	ReleasedTwice // freed more often than owned
	FinalizerToo  // a finalizer will release it again
	// nullresult
	Unchecked // may be NULL
	KnownNull // is NULL on this path
	// borrowescape: how it escapes
	Returned
	StoredGlobal
	StoredLonger
	Sent
	InGoroutine
)

// A StepKind says what happens at a step.
type StepKind uint8

const (
	Acquired StepKind = iota // a reference is taken: Count is the code's debt after it
	Borrow                   // lent, without a reference
	Retained                 // up_ref
	Released                 // a reference is given back
	Ended                    // the borrow ends here
	MayEnd                   // the borrow may end here
	Moved                    // the reference moves to another owner
	Stored                   // stored somewhere that outlives this function
	Used                     // the use that is reported
	Lost                     // the exit or overwrite after which it cannot be reached
	Bound                    // bound to its home context
	Branch                   // a condition that holds on this path
	Inside                   // in a callee: what happens there
)

// A Step is one event on the way to a finding.
type Step struct {
	Kind   StepKind
	Pos    token.Pos // token.NoPos iff the step lies in another package
	At     string    // file:line:col, iff Pos is not valid
	Call   string    // the function called there, as written; may be ""
	Object string    // whose event it is, as written; may be ""
	Count  int       // references owed after the step; -1 where it means nothing
	Depth  int       // 0 in the reported function, 1 in its callee, ...
}
