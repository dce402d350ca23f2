package contract

import "slices"

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

// Equal reports whether p and q are the same path.
func (p Path) Equal(q Path) bool {
	return p.Root == q.Root && p.Index == q.Index && p.Name == q.Name && slices.Equal(p.Elems, q.Elems)
}

// Len is the element of a Path that is the length of a slice, written len(path). It
// is stored with the elements of a slice that a function makes.
const Len = "|len"

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
	Sum    // of the two integers in Fields
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
	Add    int64 // iff At: the value is an integer, that at Path plus Add
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
