package contract

// An Op is what an Effect does.
type Op uint8

const (
	// OpUse: X must be a good handle. Crash says that NULL crashes the callee,
	// Tolerant that it is welcome; neither, that nothing is known.
	OpUse Op = iota
	// OpNew makes the fresh object that later paths call Fresh X.Path.Index: of
	// kind Kind, with Count references that the caller owes (0: Go memory, or
	// an object that is only lent), NULL possible if Nullable.
	OpNew
	// OpRetain gives the caller one reference of X; OpRelease takes one.
	OpRetain
	OpRelease
	// OpSet puts Y into slot Slot of X (Y of kind Nil clears the slot), which
	// gives up the slot's old occupant. How tells where the reference comes from.
	OpSet
	// OpEnd replaces the occupant of slot Slot of X by one that is not known:
	// what was borrowed from the slot is no longer good.
	OpEnd
	// OpEndHome ends the borrows of all sessions whose home is, or may be, X.
	OpEndHome
	// OpLend says that X (fresh) lies within Y, and is good while Y is.
	OpLend
	// OpStore writes Y to the Go variable, field or element at path X.
	OpStore
	// OpHome says that the home context of X is Y (Nil: unbound). OpSameHome:
	// the homes of X and Y (or Y itself, where it is a context) must agree; an
	// unbound X is bound by it.
	OpHome
	OpSameHome
	// OpKeep says that the callee keeps X in a place that is not known.
	OpKeep
	// OpCall calls X with Args. The result is Returned Index.
	OpCall
	// OpFinalizer makes Y (Nil: nothing) the finalizer of X; OpCleanup attaches
	// one more function Y, called with Args.
	OpFinalizer
	OpCleanup
	// OpKeepAlive keeps X reachable up to here.
	OpKeepAlive
	// OpSync waits for other goroutines: what they were lent is theirs no more.
	OpSync
	// OpHavoc: what X points to may have been written.
	OpHavoc
)

// A How says where the reference in a slot comes from.
type How uint8

const (
	Hold How = iota // the callee takes one of its own; the caller's debt stays
	Move            // the caller's reference moves into the slot
	Lent            // no reference changes hands
)

// A When says when a called function value runs.
type When uint8

const (
	Now   When = iota // during the call, once
	Maybe             // during the call, any number of times
	Later             // at a time that is not known
)

// An Effect is one step of a Row.
type Effect struct {
	Op       Op
	X, Y     Val
	Args     []Val  // iff OpCall or OpCleanup
	Index    int    // iff OpCall: the number that Returned paths use
	Slot     string // iff OpSet or OpEnd
	Kind     string // iff OpNew
	Count    int    // iff OpNew
	Nullable bool   // iff OpNew
	Zero     bool   // iff OpNew: what is not said to be stored in it is zero
	Crash    bool   // iff OpUse
	Tolerant bool   // iff OpUse
	How      How    // iff OpSet
	When     When   // iff OpCall
	May      bool   // the effect may fail to happen; findings are possible ones
	Many     bool   // iff OpSet: the slot holds any number of objects
	// Steps are the positions inside the callee where it happens, outermost
	// first, as "file:line:col"; for the steps of a finding only.
	Via []Via
}

// A Via is one frame below a call: where in its callee an effect happens.
type Via struct {
	Func string // the callee, as its package writes it
	Call string // what it calls there
	Pos  string // file:line:col
}
