// Package contract is the vocabulary in which refvet says what a function does
// to references. A row of the embedded catalog, a directive in a user's source
// and what the engine inferred for a function body are all a [Contract].
//
// It is plain data: what enters is decided by package catalog (text) and by
// package summary (inference), what leaves is applied by package transfer.
// Do not import go/ssa or go/analysis here: contracts are gob-encoded facts and
// must not depend on the program that they were inferred from.
package contract

// A Contract says what a call of one function does: exactly one of its rows
// happens. A contract without rows belongs to a function that does not return.
type Contract struct {
	Name    string // as the catalog or the source names the function
	Params  []Var  // the receiver, if there is one, comes first
	Results []Var
	Rows    []Row
	Objects []Object // what is known to be an OpenSSL object on entry
	Source  Source
	Pos     string // file:line of the text that it was read from; "" when inferred
	// Partial reports that rows were dropped for want of budget: what the rows
	// say happens is one possibility, and nothing follows from what they omit.
	Partial bool
	// Pure reports that equal arguments give equal results, so that a second
	// call tells nothing new (errors.Is).
	Pure bool
	// Blocks reports that the call may wait for what another goroutine does, such
	// as for a lock. Of an inferred contract: or calls what may, for all one knows.
	Blocks bool
}

// An Object says that the value at Path on entry is a handle of kind Kind.
type Object struct {
	Path Path
	Kind string
}

// A Source is where a contract comes from.
type Source uint8

const (
	FromInference Source = iota
	FromCatalog
	FromStub
	FromDirective
	FromConvention // of an interface method, by its implementations or its name, or resting on one: findings are possible
)

// A Var is a receiver, parameter or result.
type Var struct {
	Name string // "" when unnamed
	Kind string // the Name of the object kind that it is a handle of, or ""
}

// A Row is one way in which a call can go.
type Row struct {
	If      []Cond   // what held on entry
	On      []Cond   // what holds of the results and the out-values
	Effects []Effect // in order; every Path in them names an entry value
	Results []Val    // one per result; missing ones are unknown
	// Fail marks the rows of a catalog contract that stand for the complement
	// of an "on" clause: a caller that ignores the result is taken to succeed.
	Fail bool
}
