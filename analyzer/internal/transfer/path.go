package transfer

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// holder returns what the last element of a path is a part of: an object's
// address, or that of a struct within it; and its type.
func (f *frame) holder(base contract.Path) (state.Value, types.Type) {
	v, t := f.root(base)
	if known, ok := f.entry[pathKey(base)]; ok && known.Kind == state.Ref {
		return known, f.typeAt(base, t)
	}
	if base.Root == contract.Global {
		return f.value(base), nil
	}
	for _, e := range base.Elems {
		if e = f.pick(v, e); isRest(e) {
			return state.Value{}, nil
		}
		v, t = f.m.elem(f.st, v, t, e, false)
	}
	return v, t
}

func (f *frame) typeAt(p contract.Path, t types.Type) types.Type {
	for _, e := range p.Elems {
		if e == "*" {
			t = elemType(t)
		} else if st, i := field(t, e); st != nil {
			t = st.Field(i).Type()
		} else {
			return nil
		}
	}
	return t
}

func (m *Machine) concrete(v state.Value, t types.Type) (state.Value, types.Type) {
	for v.Kind == state.Iface && len(v.Sub) == 1 {
		v, t = v.Sub[0], v.Type
	}
	return v, t
}

func (m *Machine) hasCell(st *state.State, v state.Value, cell string) bool {
	o := st.Obj(v.ID)
	if o == nil {
		return false
	}
	_, ok := o.Cell(cell)
	return ok
}

func (m *Machine) isSlot(st *state.State, v state.Value, name string) bool {
	if v.Kind != state.Ref || v.Path != "" {
		return false
	}
	o := st.Obj(v.ID)
	return o != nil && m.Kind(o.Kind).Slot(name) != nil
}

// elem returns element e of v, which has type t. Where more elements follow, a
// struct within a struct is returned by its address.
func (m *Machine) elem(st *state.State, v state.Value, t types.Type, e string, last bool) (state.Value, types.Type) {
	v, t = m.concrete(v, t)
	v = st.Resolve(v)
	if e == contract.Len {
		return m.Len(st, v), nil
	}
	if e == "*" {
		return m.load(st, v, elemType(t)), elemType(t)
	}
	if stt, i := field(t, e); stt != nil {
		ft := stt.Field(i).Type()
		if v.Kind == state.Struct {
			return v.Field(i), ft
		}
		if inline(ft) && !last && v.Kind == state.Ref {
			return state.Value{Kind: state.Ref, ID: v.ID, Path: v.Path + "." + e}, types.NewPointer(ft)
		}
		if v.Kind == state.Ref {
			return st.Load(m.U, v.ID, v.Path+"."+e, ft), ft
		}
		return state.Value{}, ft
	}
	if v.Kind != state.Ref {
		return state.Value{}, nil
	}
	if m.isSlot(st, v, e) {
		return m.Slot(st, v.ID, e), nil
	}
	if strings.HasPrefix(e, "[") {
		if et := listElem(t); !last && (et != nil && inline(et) || m.hasParts(st, v, e)) {
			v.Path += e
			return v, pointerTo(et)
		}
		return st.Load(m.U, v.ID, v.Path+e, nil), nil
	}
	return st.Load(m.U, v.ID, v.Path+"."+e, nil), nil
}

// hasParts reports whether element e of v is there part by part.
func (m *Machine) hasParts(st *state.State, v state.Value, e string) bool {
	o := st.Obj(v.ID)
	return o != nil && slices.ContainsFunc(o.Cells, func(c state.Cell) bool { return strings.HasPrefix(c.Path, v.Path+e+".") })
}

// listElem returns the type of the elements of t, where it is known and has some.
func listElem(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Array:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	case *types.Pointer:
		if a, ok := u.Elem().Underlying().(*types.Array); ok {
			return a.Elem()
		}
	}
	return nil
}

func pointerTo(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return types.NewPointer(t)
}

// inline reports whether a value of type t lies within what holds it, part by part.
func inline(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// Len returns the length of the slice v, Unknown where nothing gives it an identity.
func (m *Machine) Len(st *state.State, v state.Value) state.Value {
	if v.IsInt(0) {
		return v
	}
	o := st.Obj(v.ID)
	if v.Kind != state.Ref || v.Path != "" || o == nil {
		return state.Value{}
	}
	if c, ok := o.Cell(state.LenCell); ok {
		return st.Resolve(c.Val)
	}
	if root, ok := m.U.Root(v.ID); o.Init == state.Zero || o.Shared || o.Weak || ok && root.Name != "" {
		return state.Value{} // what package-level variables hold may change at any time
	}
	n := m.U.Child(v.ID, state.LenCell) // the same slice has the same length
	if st.Obj(n) != nil {
		return state.Value{}
	}
	any := state.Compare(token.GEQ, 0)
	st.Put(n, &state.Object{Init: state.Lazy, Mask: any, Full: any, Caller: 1})
	st.Edit(v.ID).SetCell(state.LenCell, state.RefVal(n), 0)
	return state.RefVal(n)
}

// load reads through the pointer v.
func (m *Machine) load(st *state.State, v state.Value, t types.Type) state.Value {
	v = st.Resolve(v)
	if v.Kind != state.Ref {
		return state.Value{}
	}
	return st.Load(m.U, v.ID, v.Path, t)
}

// field returns the struct type behind t (through pointers) and the index of
// its field name.
func field(t types.Type, name string) (*types.Struct, int) {
	if t == nil {
		return nil, 0
	}
	t = t.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	st, ok := t.(*types.Struct)
	if !ok {
		return nil, 0
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() == name {
			return st, i
		}
	}
	return nil, 0
}

func elemType(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return nil
}
