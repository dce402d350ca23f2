// Package state is the abstract state of one path through a function: values,
// objects with their reference counts and slots, and what is known of symbols.
// A State stands for one disjunct; package solve keeps a bounded set of them.
//
// It knows neither SSA nor the analysis framework: registers are numbers, and
// functions are opaque comparable identities. It must not import go/ssa or
// go/analysis.
package state

import (
	"go/token"
	"go/types"
)

// An ID names an object or an opaque symbol; the two are the same thing: an
// opaque value that is used as a pointer has its pointee under its own ID.
// 0 is no ID.
type ID int32

// Unbound is the home of a session that no context has been chosen for yet.
const Unbound ID = -1

// A Kind is the kind of a Value.
type Kind uint8

const (
	Unknown Kind = iota // nothing is known, not even its identity
	Int                 // the integer N; nil and false are 0, true is 1
	Ref                 // the symbol ID; as a pointer, the address of Path in object ID; as an integer, plus N
	Struct              // a struct or array by value: Sub, by field or element
	Iface               // an interface that holds Sub[0], of dynamic type Type
	Func                // the function Fn with Sub as captured values
	Cond                // the outcome of Sub[0] Op Sub[1], not decided yet
	Tuple               // several results: Sub
)

// A Value is what a register or a cell holds. Values are immutable: Sub is
// never written after the Value is made.
type Value struct {
	Kind     Kind
	N        int64
	ID       ID
	Path     string // iff Ref: ".f", "[0]", ".f.g"; "" for the object itself
	Borrowed bool   // iff Ref: the handle came without a reference
	Op       token.Token
	Type     types.Type
	Fn       any
	Sub      []Value
}

// IntVal returns the integer n; nil pointers and false are IntVal(0).
func IntVal(n int64) Value { return Value{Kind: Int, N: n} }

// Nil is the nil pointer, interface, map, func or slice.
var Nil = IntVal(0)

// RefVal returns the symbol id.
func RefVal(id ID) Value { return Value{Kind: Ref, ID: id} }

// IsInt reports whether v is the integer n.
func (v Value) IsInt(n int64) bool { return v.Kind == Int && v.N == n }

// Inner returns the value that v holds if v is an interface, else v.
func (v Value) Inner() Value {
	for v.Kind == Iface && len(v.Sub) == 1 {
		v = v.Sub[0]
	}
	return v
}

// MaxPlus is how far an integer may be from the symbol that it is named by.
const MaxPlus = 2

// Plus returns the integer v+n, Unknown where that has no name.
func (v Value) Plus(n int64) Value {
	switch {
	case v.Kind == Int:
		return IntVal(v.N + n)
	case v.Kind == Ref && v.Path == "" && -MaxPlus <= v.N+n && v.N+n <= MaxPlus:
		v.N += n
		return v
	}
	return Value{}
}

// Object reports whether v is the whole of an object (not an interior address),
// and which.
func (v Value) Object() (ID, bool) {
	v = v.Inner()
	if v.Kind == Ref && v.Path == "" {
		return v.ID, true
	}
	return 0, false
}

// Wrap returns n as an integer of type t holds it; ok is false if t is no integer
// type, or if that is more than an int64 holds.
func Wrap(n int64, t types.Type) (wrapped int64, ok bool) {
	b, isBasic := under(t).(*types.Basic)
	if !isBasic || b.Info()&types.IsInteger == 0 {
		return 0, false
	}
	switch b.Kind() {
	case types.Int8:
		return int64(int8(n)), true
	case types.Int16:
		return int64(int16(n)), true
	case types.Int32, types.UntypedRune:
		return int64(int32(n)), true
	case types.Uint8:
		return int64(uint8(n)), true
	case types.Uint16:
		return int64(uint16(n)), true
	case types.Uint32:
		return int64(uint32(n)), true
	case types.Uint, types.Uint64, types.Uintptr:
		return n, n >= 0
	}
	return n, true
}

// Refs calls f for each ID that v mentions.
func (v Value) Refs(f func(ID)) {
	if v.Kind == Ref {
		f(v.ID)
	}
	for _, sub := range v.Sub {
		sub.Refs(f)
	}
}

// Map returns v with every ID replaced by f's result.
func (v Value) Map(f func(ID) ID) Value {
	if v.Kind == Ref {
		v.ID = f(v.ID)
	}
	if len(v.Sub) > 0 {
		sub := make([]Value, len(v.Sub))
		for i := range v.Sub {
			sub[i] = v.Sub[i].Map(f)
		}
		v.Sub = sub
	}
	return v
}

// Equal reports whether v and w are the same abstract value.
func (v Value) Equal(w Value) bool {
	if v.Kind != w.Kind || v.N != w.N || v.ID != w.ID || v.Path != w.Path ||
		v.Borrowed != w.Borrowed || v.Op != w.Op || v.Fn != w.Fn || len(v.Sub) != len(w.Sub) {
		return false
	}
	if v.Type != w.Type && (v.Type == nil || w.Type == nil || !types.Identical(v.Type, w.Type)) {
		return false
	}
	for i := range v.Sub {
		if !v.Sub[i].Equal(w.Sub[i]) {
			return false
		}
	}
	return true
}
