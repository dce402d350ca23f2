package state

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// LenCell holds the length of a slice in its backing object, where it is known.
const LenCell = contract.Len

// MaxElems is the longest array or slice whose elements are modelled one by one.
const MaxElems = 8

// SomeElem is the element that is not known. A cell of its name says that elements
// of the list have been forgotten.
const SomeElem = "[?]"

// Load returns what the memory at path of object id holds, as a value of type
// typ. Reading a cell that nobody wrote gives the cell an identity, if the
// object's kind says that it has one.
func (s *State) Load(u *Universe, id ID, path string, typ types.Type) Value {
	switch t := under(typ).(type) {
	case *types.Struct:
		sub := make([]Value, t.NumFields())
		for i := range sub {
			sub[i] = s.Load(u, id, path+FieldPath(t, i), t.Field(i).Type())
		}
		return Value{Kind: Struct, Sub: sub}
	case *types.Array:
		if t.Len() > MaxElems {
			return Value{}
		}
		sub := make([]Value, t.Len())
		for i := range sub {
			sub[i] = s.Load(u, id, path+ElemPath(int64(i)), t.Elem())
		}
		return Value{Kind: Struct, Sub: sub}
	}
	return s.loadCell(u, id, path, typ, false)
}

// LoadAt is Load for an element that the program names by a constant: what is told
// of it by one branch holds at the next.
func (s *State) LoadAt(u *Universe, id ID, path string, typ types.Type) Value {
	if _, basic := under(typ).(*types.Basic); !basic {
		return s.Load(u, id, path, typ)
	}
	return s.loadCell(u, id, path, typ, true)
}

func (s *State) loadCell(u *Universe, id ID, path string, typ types.Type, named bool) Value {
	o := s.objs[id]
	if o == nil || o.Shared {
		return Value{}
	}
	if c, ok := o.Cell(path); ok {
		return s.Resolve(c.Val)
	}
	if strings.Contains(path, SomeElem) || o.Weak {
		return Value{}
	}
	switch o.Init {
	case Zero:
		if o.Entrusted { // the function that got it may have written it: no contract says so
			s.LogFull = true
			return Value{}
		}
		if at := strings.Index(path, "["); at >= 0 && s.unsure(id, path[:at]) {
			return Value{}
		}
		return Nil
	case Opaque:
		return Value{}
	}
	if _, basic := under(typ).(*types.Basic); basic && !named && strings.HasSuffix(path, "]") {
		return Value{} // numbers and strings of a list: no one tests the same twice
	}
	if u.Beyond(id, path) {
		s.Edit(id).Beyond = true
		return Value{}
	}
	child := u.Child(id, path)
	if s.objs[child] != nil { // the cell was forgotten, its old value was not
		return Value{}
	}
	mask := MaskFor(typ)
	s.Put(child, &Object{Init: Lazy, Mask: mask, Full: mask, Caller: 1})
	s.Edit(id).SetCell(path, RefVal(child), 0)
	return RefVal(child)
}

// Store writes v, of type typ, to the memory at path of object id.
func (s *State) Store(id ID, path string, typ types.Type, v Value, pos Pos) {
	switch t := under(typ).(type) {
	case *types.Struct:
		if t.NumFields() == 0 { // of a set: it is there
			s.Edit(id).SetCell(path, Value{Kind: Struct}, pos)
			return
		}
		for i := range t.NumFields() {
			s.Store(id, path+FieldPath(t, i), t.Field(i).Type(), v.Field(i), pos)
		}
		return
	case *types.Array:
		if t.Len() <= MaxElems {
			for i := range int(t.Len()) {
				s.Store(id, path+ElemPath(int64(i)), t.Elem(), v.Field(i), pos)
			}
			return
		}
	}
	if at := strings.Index(path, "["); at >= 0 && s.objs[id] != nil && s.objs[id].Init == Zero && !strings.HasPrefix(path[at:], "[$") {
		s.unsure(id, path[:at])
	}
	s.Edit(id).SetCell(path, v, pos)
}

// unsure reports whether elements of the list at cell prefix of id are not known.
// Those that an index picked which is not known may be any: what they hold lies
// somewhere in the list from then on.
func (s *State) unsure(id ID, prefix string) bool {
	keyed := func(c Cell) bool { return strings.HasPrefix(c.Path, prefix+"[$") }
	some := Object{}
	for _, c := range s.objs[id].Cells {
		if keyed(c) {
			some.Cells = append(some.Cells, c)
		}
	}
	if len(some.Cells) > 0 {
		s.loosen(&some)
		o := s.Edit(id)
		o.Cells = slices.DeleteFunc(o.Cells, keyed)
		o.SetCell(prefix+SomeElem, Value{}, 0)
	}
	_, ok := s.objs[id].Cell(prefix + SomeElem)
	return ok
}

// Field returns field or element i of the composite v.
func (v Value) Field(i int) Value {
	switch {
	case v.Kind == Struct && i < len(v.Sub):
		return v.Sub[i]
	case v.Kind == Int && v.N == 0: // the zero value of the whole
		return v
	}
	return Value{}
}

// FieldPath returns the cell path of field i of t.
func FieldPath(t *types.Struct, i int) string { return "." + t.Field(i).Name() }

// ElemPath returns the cell path of element i.
func ElemPath(i int64) string { return "[" + strconv.FormatInt(i, 10) + "]" }

func under(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}
