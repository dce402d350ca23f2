package solve

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

func (b *bodyRun) length(st *state.State, x state.Value) (int64, bool) {
	if x.IsInt(0) {
		return 0, true
	}
	if x.Kind != state.Ref || x.Path != "" {
		return 0, false
	}
	o := st.Obj(x.ID)
	if o == nil {
		return 0, false
	}
	c, ok := o.Cell(state.LenCell)
	n := st.Resolve(c.Val)
	return n.N, ok && n.Kind == state.Int
}

// keepElems notes that the elements of x were taken out in an order that is not
// known.
func (b *bodyRun) keepElems(st *state.State, x state.Value) {
	b.m.KeepRest(st, x, 0, &transfer.Site{}) // and those that only the caller knows
}

// listed notes that a list of unknown length has references of what x holds, of
// which there may be any number by now.
func listed(st *state.State, x state.Value) {
	for id := range st.Reach([]state.Value{x}, false) {
		if o := st.Obj(id); o != nil && o.Owed > 0 {
			st.Edit(id).Listed = true
		}
	}
}

func (b *bodyRun) makeSlice(st *state.State, instr *ssa.MakeSlice) state.Value {
	v := b.m.Fresh(st, b.key(instr), &state.Object{Init: state.Zero, Mask: state.MaskNonNil, Fresh: true})
	if n := b.value(st, instr.Len); n.Kind == state.Int || n.Kind == state.Ref {
		st.Edit(v.ID).SetCell(state.LenCell, n, 0)
	}
	return v
}

// slice makes x[low:high]. The whole of an array or slice keeps its identity;
// a part with known bounds is a copy; anything else is not known.
func (b *bodyRun) slice(st *state.State, instr *ssa.Slice) state.Value {
	x := b.value(st, instr.X)
	if p, ok := instr.X.Type().Underlying().(*types.Pointer); ok {
		if arr, ok := p.Elem().Underlying().(*types.Array); ok && x.Kind == state.Ref && x.Path == "" {
			if _, known := b.length(st, x); !known && st.Obj(x.ID) != nil {
				st.Edit(x.ID).SetCell(state.LenCell, state.IntVal(arr.Len()), 0)
			}
		}
	}
	if instr.Low == nil && instr.High == nil || x.IsInt(0) {
		return x
	}
	low, high := int64(0), int64(-1)
	n, known := b.length(st, x)
	high = n
	if instr.Low != nil {
		l := b.value(st, instr.Low)
		low, known = l.N, known && l.Kind == state.Int
	}
	if instr.High != nil {
		h := b.value(st, instr.High)
		high, known = h.N, known && h.Kind == state.Int
	}
	if !known || low < 0 || high < low || high-low > state.MaxElems {
		if l := b.lowest(st, instr); l > 0 && x.Kind == state.Ref {
			b.m.KeepRest(st, x, l, &transfer.Site{Pos: b.pos(instr)})
		} else {
			b.m.Vague = true
			b.m.Keep(st, x)
		}
		return b.symbol(st, instr)
	}
	if low == 0 && high == n && x.Kind == state.Ref && x.Path == "" {
		return x
	}
	elem := sliceElem(instr.X.Type())
	v := b.m.Fresh(st, b.key(instr), &state.Object{Init: state.Zero, Mask: state.MaskNonNil, Fresh: true})
	for i := low; i < high; i++ {
		e := st.Load(b.u, x.ID, x.Path+state.ElemPath(i), elem)
		st.Store(v.ID, state.ElemPath(i-low), elem, e, int(b.pos(instr)))
	}
	st.Edit(v.ID).SetCell(state.LenCell, state.IntVal(high-low), 0)
	st.Edit(v.ID).SetCell(partCell, state.IntVal(1), 0)
	return v
}

// partCell marks the copy that stands for a part of an array or slice.
const partCell = "|part"

// lowest returns the number below which no element of the result of instr lies.
func (b *bodyRun) lowest(st *state.State, instr *ssa.Slice) int64 {
	if instr.Low == nil {
		return 0
	}
	if l := b.value(st, instr.Low); l.Kind == state.Int {
		return l.N
	}
	return 0
}

func sliceElem(t types.Type) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	case *types.Pointer:
		return sliceElem(t.Elem())
	}
	return nil
}

// appendTo models append(x, y...).
func (b *bodyRun) appendTo(st *state.State, call *ssa.Call) state.Value {
	x, y := b.value(st, call.Call.Args[0]), b.value(st, call.Call.Args[1])
	nx, okx := b.length(st, x)
	ny, oky := b.length(st, y)
	if !okx || !oky || nx+ny > state.MaxElems || nx > maxLazyElems && b.loops(call.Block()) {
		b.keepElems(st, x)
		b.keepElems(st, y)
		b.m.Keep(st, y)
		if b.loops(call.Block()) {
			listed(st, x)
			listed(st, y)
		}
		v := b.m.Fresh(st, b.key(call), &state.Object{Init: state.Opaque, Mask: state.MaskNonNil, Fresh: true})
		for i := range ny { // what it holds, wherever in it
			e := st.Load(b.u, y.ID, y.Path+state.ElemPath(i), sliceElem(call.Type()))
			st.Edit(v.ID).SetCell(state.KeptElem(i), e, int(b.pos(call)))
		}
		return v
	}
	elem := sliceElem(call.Type())
	cells := make([]state.Value, 0, nx+ny)
	for i := range nx {
		cells = append(cells, st.Load(b.u, x.ID, x.Path+state.ElemPath(i), elem))
	}
	for i := range ny {
		cells = append(cells, st.Load(b.u, y.ID, y.Path+state.ElemPath(i), elem))
	}
	v := b.m.Fresh(st, b.key(call), &state.Object{Init: state.Zero, Mask: state.MaskNonNil, Fresh: true})
	for i, c := range cells {
		st.Store(v.ID, state.ElemPath(int64(i)), elem, c, int(b.pos(call)))
	}
	st.Edit(v.ID).SetCell(state.LenCell, state.IntVal(nx+ny), 0)
	return v
}
