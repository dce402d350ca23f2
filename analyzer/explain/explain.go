// Package explain is what the engine tells of a package when it is asked to
// ("refvet explain"): line by line, what it knows of objects and references, which
// contract each call used, and why it says nothing.
//
// It is plain data, which travels as JSON from the tool that analyses a package to
// the command that was asked; no prose, that is the command's. Positions are texts
// ("file:line:column"), those of the source as it was written. It must not import
// go/ssa or go/analysis.
package explain

import "github.com/refvet/refvet/analyzer/finding"

// A Package is all that is known of one package.
type Package struct {
	Path string `json:"path"`
	// Analysed is false where the package has nothing to do with any contract, so
	// that nothing was looked at.
	Analysed  bool       `json:"analysed"`
	Functions []Function `json:"functions,omitempty"` // in source order, literals apart
	Lines     []Line     `json:"lines,omitempty"`     // by file and line; those with code only
	Findings  []Finding  `json:"findings,omitempty"`
}

// A Function is one function of the package.
type Function struct {
	Name     string `json:"name"` // "F", "(*T).M"
	File     string `json:"file"`
	First    int    `json:"first"`
	Last     int    `json:"last"`
	Contract string `json:"contract,omitempty"` // in short: what its callers are told
	Source   Source `json:"source,omitempty"`
	Budget   bool   `json:"budget,omitempty"` // it was given up
}

// A Line is what is known of one line of one function (or function literal).
type Line struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func"`
	// Before has the states in which the line's code starts, After those in which
	// it ends. No states at all: no path leads here.
	Before States `json:"before"`
	After  States `json:"after"`
	Calls  []Call `json:"calls,omitempty"`
	// Withheld are the findings here that may rest on a path which cannot be taken.
	Withheld []Withheld `json:"withheld,omitempty"`
}

// States are the abstract states at one place, equal ones merged.
type States struct {
	List []State `json:"list,omitempty"`
	More int     `json:"more,omitempty"` // that were too many to keep
}

// A State is what is known on some paths.
type State struct {
	Facts   []string `json:"facts,omitempty"` // "err == nil": what holds on all of these paths
	Objects []Object `json:"objects,omitempty"`
	// Doubt: a branch was taken on something that was forgotten, so that the path
	// may not exist; nothing is reported from there on.
	Doubt bool `json:"doubt,omitempty"`
}

// An Object is one OpenSSL object, or one that has to do with references.
type Object struct {
	Name     string   `json:"name,omitempty"` // a variable that leads to it, or how it was called
	Kind     string   `json:"kind,omitempty"` // "session"
	Null     Null     `json:"null,omitempty"`
	Owed     int      `json:"owed,omitempty"`   // references that the code must give back
	Caller   bool     `json:"caller,omitempty"` // a caller may own a reference, and let it be given back here
	Lost     int      `json:"lost,omitempty"`   // references that nothing can give back any more
	Handles  []Handle `json:"handles,omitempty"`
	Holders  []Holder `json:"holders,omitempty"`
	Home     string   `json:"home,omitempty"`     // its context
	Ended    *Event   `json:"ended,omitempty"`    // what made its handles bad
	Possible bool     `json:"possible,omitempty"` // iff Ended: it may have failed to
	Notes    []Note   `json:"notes,omitempty"`
	History  []Event  `json:"history,omitempty"`
}

// Null says whether an object may be missing.
type Null string

const (
	MaybeNull Null = "maybe"
	IsNull    Null = "is"
)

// A Handle is a variable, field or element that holds an object's address.
type Handle struct {
	Name  string `json:"name"`
	Right Right  `json:"right"`
	From  string `json:"from,omitempty"` // iff Borrowed: what lends it
}

// A Right is what a handle may do.
type Right string

const (
	Owned    Right = "owned"    // with a reference that the code owes
	Borrowed Right = "borrowed" // without
	Lent     Right = "lent"     // the caller's, who may have a reference or not
	Dead     Right = "dead"
)

// A Holder is a slot of an object that holds a reference of its own.
type Holder struct {
	Object string `json:"object"` // "" where it has no name
	Slot   string `json:"slot"`
	Dead   bool   `json:"dead,omitempty"` // the holder itself is gone
}

// An Event is something that happened to an object.
type Event struct {
	Kind  finding.StepKind `json:"kind"`
	Call  string           `json:"call,omitempty"`
	At    string           `json:"at,omitempty"`
	Count int              `json:"count"` // references owed after it; -1 where that means nothing
}

// A Note is a reason for which less is reported of an object.
type Note struct {
	Why Why    `json:"why"`
	By  string `json:"by,omitempty"` // the call
	At  string `json:"at,omitempty"`
}

// A Why is the reason of a Note.
type Why string

const (
	Kept      Why = "kept"      // something that is not followed has it: no leak
	Entrusted Why = "entrusted" // handed to a function value that comes from outside
	Reported  Why = "reported"  // its first violation was reported
	Excused   Why = "excused"   // that it may be gone was reported
	Several   Why = "several"   // stands for the objects of earlier rounds of a loop
	Finalizer Why = "finalizer" // a finalizer gives it back
	Shared    Why = "shared"    // another goroutine may write it
)

// A Withheld is a finding that was not reported.
type Withheld struct {
	Class  finding.Class `json:"class"`
	Object string        `json:"object,omitempty"`
	Call   string        `json:"call,omitempty"`
}
