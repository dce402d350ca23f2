package solve

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// worthInlining reports whether f, run on args, can tell more than its contract c:
// because it goes through a list or map of which all is known here, or chooses by a
// constant what no contract can say.
func (r *run) worthInlining(st *state.State, f *ssa.Function, args []state.Value, c *contract.Contract) bool {
	done := r.s.done[f]
	if done == nil || done.contract != c || f.Syntax() == nil || len(f.Blocks) > maxInlineSize ||
		len(r.inlines) >= maxInlined || r.steps < minSteps || slices.Contains(r.s.active, f) || slices.Contains(r.stack, f) {
		return false
	}
	small := len(f.Blocks) <= smallSize
	less := done.less
	return (less.vague || c.Partial) && knowsMemory(st, f, args, leadsToMany) ||
		small && (c.Partial || less.unsaid || less.dynamic || invokes(f, args)) || // of a partial one, nothing else is known
		small && less.ambiguous && knowsMemory(st, f, args, nil) ||
		(less.ambiguous || c.Partial) && choosesBy(st, f, args) ||
		(less.calls || c.Partial) && slices.ContainsFunc(args, isFunc)
}

// knowsMemory reports whether one of args of a type that may lead to memory of which
// all is known does.
func knowsMemory(st *state.State, f *ssa.Function, args []state.Value, may func(types.Type, []types.Type) bool) bool {
	var many []state.Value
	for i, p := range f.Params {
		if i < len(args) && (may == nil || may(p.Type(), nil)) {
			if may != nil && args[i].IsInt(0) {
				return true
			}
			many = append(many, args[i])
		}
	}
	for id := range st.Reach(many, false) {
		if o := st.Obj(id); o != nil && o.Fresh && o.Init == state.Zero && o.Kind == "" && !o.Weak && !o.Shared && !o.Const {
			return true
		}
	}
	return false
}

// leadsToMany reports whether values of type t lead to lists, maps, or objects of
// a type within itself; above are the types that t lies in.
func leadsToMany(t types.Type, above []types.Type) bool {
	if slices.ContainsFunc(above, func(u types.Type) bool { return types.Identical(t, u) }) {
		return true
	}
	if _, ok := t.(*types.Named); ok {
		above = append(above, t)
	}
	switch t := t.Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map, *types.Interface, *types.Chan:
		return true
	case *types.Pointer:
		return leadsToMany(t.Elem(), above)
	case *types.Struct:
		for i := range t.NumFields() {
			if leadsToMany(t.Field(i).Type(), above) {
				return true
			}
		}
	}
	return false
}

// choosesBy reports whether f looks at a parameter whose argument is a constant.
func choosesBy(st *state.State, f *ssa.Function, args []state.Value) bool {
	for i, p := range f.Params {
		if i >= len(args) {
			break
		}
		v := st.Resolve(args[i])
		o := st.Obj(v.ID)
		if !(v.Kind == state.Int && !isPointerLike(p.Type().Underlying()) || v.Kind == state.Ref && o != nil && o.Const) {
			continue
		}
		for _, ref := range *p.Referrers() {
			switch ref.(type) {
			case *ssa.BinOp, ssa.CallInstruction:
				return true
			}
		}
	}
	return false
}

// invokes reports whether f calls a method of a parameter, or asks for its type,
// where the argument's is known.
func invokes(f *ssa.Function, args []state.Value) bool {
	for i, p := range f.Params {
		if i >= len(args) || args[i].Kind != state.Iface {
			continue
		}
		for _, ref := range *p.Referrers() {
			switch ref := ref.(type) {
			case *ssa.TypeAssert:
				return true
			case ssa.CallInstruction:
				if ref.Common().IsInvoke() && ref.Common().Value == p {
					return true
				}
			}
		}
	}
	return false
}

func isFunc(v state.Value) bool { return v.Inner().Kind == state.Func }
