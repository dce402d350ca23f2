package solve

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// The cells of an iterator: how far it is, and what it goes over.
const (
	iterAt   = "|at"
	iterOver = "|over"
)

// rangeOver makes the iterator of a map or string. A map of which all is known
// is gone through in the order of its keys, since any order is possible; what
// another one holds is handed out, and not told apart any more.
func (b *bodyRun) rangeOver(st *state.State, instr *ssa.Range) state.Value {
	x := b.value(st, instr.X)
	if !exactMap(st, x) {
		b.keepElems(st, x)
	}
	v := b.m.Fresh(st, b.key(instr), &state.Object{Init: state.Zero, Mask: state.MaskNonNil, Fresh: true})
	o := st.Edit(v.ID)
	o.SetCell(iterAt, state.IntVal(0), 0)
	o.SetCell(iterOver, x, 0)
	return v
}

// exactMap reports whether all elements of the map x are known.
func exactMap(st *state.State, x state.Value) bool {
	if x.IsInt(0) {
		return true
	}
	if x.Kind != state.Ref || x.Path != "" {
		return false
	}
	o := st.Obj(x.ID)
	return o != nil && o.Init == state.Zero && !o.Shared && !o.Weak && len(elements(o)) <= state.MaxElems
}

// elements returns the paths of the elements of a map, in order.
func elements(o *state.Object) []string {
	var out []string
	for _, c := range o.Cells {
		if e := firstElem(c.Path); strings.HasPrefix(e, "[") && !(e == c.Path && c.Val.IsInt(0)) && !slices.Contains(out, e) { // nil: deleted
			out = append(out, e)
		}
	}
	return out
}

// keyOf returns the key that elemKey made path of.
func keyOf(path string) state.Value {
	inner := strings.Trim(path, "[]")
	if id, ok := strings.CutPrefix(inner, "$"); ok {
		if n, err := strconv.Atoi(id); err == nil {
			return state.RefVal(state.ID(n))
		}
	}
	if n, err := strconv.ParseInt(inner, 10, 64); err == nil {
		return state.IntVal(n)
	}
	return state.Value{}
}

func (b *bodyRun) next(st *state.State, instr *ssa.Next) []*state.State {
	reg := b.reg(instr)
	end := func(s *state.State) *state.State {
		s.Regs[reg] = state.Value{Kind: state.Tuple, Sub: []state.Value{state.IntVal(0), {}, {}}}
		return s
	}
	over, last, ok := iterator(st, b.value(st, instr.Iter))
	if ok && !instr.IsString && exactMap(st, over) {
		var elems []string
		if over.Kind == state.Ref {
			elems = elements(st.Obj(over.ID))
		}
		at := slices.IndexFunc(elems, func(e string) bool { return e > last })
		if at < 0 {
			return []*state.State{end(st)}
		}
		e := elems[at]
		st.Edit(b.value(st, instr.Iter).ID).SetCell(iterAt, state.Value{Kind: state.Int, Path: e}, 0)
		v := st.Load(b.u, over.ID, e, tupleType(instr.Type(), 2))
		st.Regs[reg] = state.Value{Kind: state.Tuple, Sub: []state.Value{state.IntVal(1), keyOf(e), v}}
		return []*state.State{st}
	}
	done := end(st.Clone())
	elem := b.symbols(st, b.key(instr)+" v", tupleType(instr.Type(), 2))
	key := b.m.Symbol(st, b.key(instr)+" k", tupleType(instr.Type(), 1))
	st.Regs[reg] = state.Value{Kind: state.Tuple, Sub: []state.Value{state.IntVal(1), key, elem}}
	return []*state.State{st, done}
}

// iterator returns what an iterator goes over, and the element where it is: those
// that come before, or are gone by now, do not matter.
func iterator(st *state.State, it state.Value) (over state.Value, last string, ok bool) {
	if it.Kind != state.Ref || st.Obj(it.ID) == nil {
		return state.Value{}, "", false
	}
	o := st.Obj(it.ID)
	x, hasOver := o.Cell(iterOver)
	n, hasAt := o.Cell(iterAt)
	return st.Resolve(x.Val), n.Val.Path, hasOver && hasAt && n.Val.Kind == state.Int
}
