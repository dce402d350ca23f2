package solve

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// value returns what v holds in st.
func (r *run) value(st *state.State, v ssa.Value) state.Value {
	switch v := v.(type) {
	case *ssa.Const:
		return r.constant(st, v)
	case *ssa.Function:
		return state.Value{Kind: state.Func, Fn: v}
	case *ssa.Global:
		return r.m.Global(st, globalName(v))
	case *ssa.Builtin:
		return state.Value{}
	}
	val, ok := st.Regs[r.reg(v)]
	if !ok {
		return state.Value{}
	}
	return st.Resolve(val)
}

func globalName(g *ssa.Global) string { return g.Pkg.Pkg.Path() + "." + g.Name() }

func (r *run) constant(st *state.State, c *ssa.Const) state.Value {
	if c.Value == nil {
		if isComposite(c.Type()) {
			return state.Nil // Field gives the zero value of each part
		}
		return state.Nil
	}
	switch c.Value.Kind() {
	case constant.Bool:
		if constant.BoolVal(c.Value) {
			return state.IntVal(1)
		}
		return state.IntVal(0)
	case constant.Int:
		if n, ok := constant.Int64Val(c.Value); ok {
			return state.IntVal(n)
		}
	case constant.String: // an identity of its own, as a map key or a case
		id := r.u.ID("const " + c.Value.ExactString())
		if st.Obj(id) == nil {
			st.Put(id, &state.Object{Init: state.Opaque, Mask: state.MaskNonNil, Fresh: true, Const: true})
		}
		return state.RefVal(id)
	}
	return state.Value{}
}

func tupleType(t types.Type, i int) types.Type {
	if tup, ok := t.(*types.Tuple); ok && i < tup.Len() {
		return tup.At(i).Type()
	}
	return nil
}

// load reads through a pointer.
func (b *bodyRun) load(st *state.State, x state.Value, t types.Type) state.Value {
	if x.Kind != state.Ref {
		return state.Value{}
	}
	v := st.Load(b.u, x.ID, x.Path, t)
	if v.Kind == state.Ref && v.Path == "" {
		if root, ok := b.u.Root(v.ID); ok && root.Name != "" && len(root.Elems) == 0 && isError(t) {
			// Package-level errors are made once and compared with: they are not nil.
			transfer.NotNil(st, v.ID)
			st.Edit(v.ID).Sentinel = true
		}
	}
	return v
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// isPointerLike reports whether values of type t carry addresses: cgo code
// sends them through unsafe.Pointer and uintptr.
func isPointerLike(t types.Type) bool {
	switch t := t.(type) {
	case *types.Pointer:
		return true
	case *types.Basic:
		return t.Kind() == types.UnsafePointer || t.Kind() == types.Uintptr
	}
	return false
}

func isInteger(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsBoolean) != 0
}

func isComposite(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

func elemOf(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return nil
}
