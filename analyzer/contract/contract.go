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
	FromConvention // a naming convention only: its findings are possible ones
)

// A Var is a receiver, parameter or result.
type Var struct {
	Name string // "" when unnamed
	Kind string // the object kind that it is a handle of ("SSL_SESSION"), or ""
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

// A Root says what a Path starts from.
type Root uint8

const (
	Param    Root = iota // parameter Index; the receiver is 0 where there is one
	Result               // result Index
	Fresh                // the object that the row's OpNew number Index made
	Global               // the package-level variable Name ("pkg/path.Var")
	Returned             // result Name ("0") of the row's OpCall number Index
)

// A Path is a short access path from a root. Its elements are field names, slot
// names of OpenSSL objects, "*" for the value that an out-pointer points to, or
// "[n]" for an element. Pointers to structs are followed without being written,
// as in Go.
type Path struct {
	Root  Root
	Index int
	Name  string // the variable, iff Root is Global; a number, iff Returned
	Elems []string
}

// A ValKind is the kind of a Val.
type ValKind uint8

const (
	Unknown ValKind = iota
	Nil
	Int    // Int; also booleans, as 0 and 1
	At     // what Path leads to on entry (or the fresh object)
	Addr   // the address of what Path leads to
	Struct // a struct or wrapper held by value: Fields
	Func   // the function named Func, with Fields as captured cells
	NonNil // some value that is not nil (an error, say)
	Equal  // whether the values of Fields are the same: 1 or 0
)

// A Right is how a handle's holder came by it.
type Right uint8

const (
	Same     Right = iota // as the value at the path had it
	Owned                 // with a reference
	Borrowed              // without one
)

// A Val is a value as a contract can speak of it.
type Val struct {
	Kind   ValKind
	Int    int64
	Path   Path
	Right  Right
	Func   string
	Type   string // the dynamic type, for a value in an interface; else ""
	Later  bool   // iff At: Path is read when the effect is applied, not on entry
	NotNil bool   // iff At: it is known not to be nil
	// Sentinel: it is a package-level error, made once to be compared with.
	Sentinel bool
	Fields   []Field
}

// A Field is one field of a Val held by value.
type Field struct {
	Name string
	Val  Val
}

// A Cmp is a comparison with a constant.
type Cmp uint8

const (
	EQ Cmp = iota
	NE
	LT
	LE
	GT
	GE
)

// A Cond compares the value at Path with a small integer; nil and false are 0,
// true is 1, and a pointer, interface or func that is not nil is not 0.
type Cond struct {
	Path Path
	Cmp  Cmp
	Int  int64
	Nil  bool // print Int as nil
	// Is, if not "", makes the condition errors.Is(Path, Is) (Cmp EQ) or its
	// negation (NE); Is names a variable as "pkg/path.Var".
	Is string
}

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

// A Kind describes a counted (or lent) object, from a stub file's type.
type Kind struct {
	Name  string // "SSL_SESSION"
	Word  string // what messages call it: "session"
	Free  string // the function that gives a reference back, for messages
	UpRef string // the function that takes one, or ""
	Slots []Slot
	// Optional: there may be none, as an ordinary answer and not for want of
	// memory, because a slot that holds it may be empty.
	Optional bool
	// Home: the object is a context, to which others belong: the kind of a slot
	// named home of some other kind.
	Home bool
}

// A Slot is a place in an object that holds a reference of its own.
type Slot struct {
	Name string
	Kind string
	Many bool
	// NonNull: the slot of a live object is never empty.
	NonNull bool
}

// Slot returns the slot of k named name, or nil.
func (k *Kind) Slot(name string) *Slot {
	if k == nil {
		return nil
	}
	for i := range k.Slots {
		if k.Slots[i].Name == name {
			return &k.Slots[i]
		}
	}
	return nil
}
