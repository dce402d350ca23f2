package transfer

import (
	"go/token"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

var cmpToken = map[contract.Cmp]token.Token{
	contract.EQ: token.EQL, contract.NE: token.NEQ, contract.LT: token.LSS,
	contract.LE: token.LEQ, contract.GT: token.GTR, contract.GE: token.GEQ,
}

// MaskOf returns the integers that satisfy c.
func MaskOf(c contract.Cond) state.Mask { return state.Compare(cmpToken[c.Cmp], c.Int) }

// AssumeMask assumes that v is one of mask, and reports whether it can be.
func (m *Machine) AssumeMask(st *state.State, v state.Value, mask state.Mask) bool {
	v = st.Resolve(v)
	if v.Kind == state.Cond {
		switch {
		case mask&state.MaskBool == state.MaskBool:
			return true
		case mask&state.Mask1 != 0:
			return m.Assume(st, v, true)
		case mask&state.Mask0 != 0:
			return m.Assume(st, v, false)
		}
		return false
	}
	now := st.Mask(v) & mask
	if now == 0 {
		return false
	}
	if v.Kind == state.Ref && v.Path == "" && now != st.Mask(v) && !weak(st, v.ID) {
		o := st.Edit(v.ID)
		if o.Mask &= mask.Shift(-v.N); o.Mask == 0 {
			return false
		}
		if v.N == 0 && now == state.Mask0 { // there is no object after all
			o.Owed = 0
			o.Cells = nil
			st.DropLoss(v.ID)
		}
	}
	return true
}

// NotNil notes that id was dereferenced and is not nil. That no caller passes
// nil where it would crash is not a condition worth a row of the contract.
func NotNil(st *state.State, id state.ID) {
	if weak(st, id) {
		return
	}
	o := st.Edit(id)
	if o.Mask == o.Full {
		o.Full &^= state.Mask0
	}
	o.Mask &^= state.Mask0
}

// weak reports whether id stands for several objects: what holds of one of them
// need not hold of the others.
func weak(st *state.State, id state.ID) bool {
	o := st.Obj(id)
	return o != nil && o.Weak
}

// Deref assumes that the pointer v can be followed, and reports whether it can.
func (m *Machine) Deref(st *state.State, v state.Value) bool {
	v = st.Resolve(v)
	if st.Mask(v)&state.MaskNonNil == 0 {
		return false
	}
	if v.Kind == state.Ref && v.Path == "" && st.Obj(v.ID) != nil && st.Mask(v)&state.Mask0 != 0 {
		NotNil(st, v.ID)
	}
	return true
}

// Assume assumes that cond is holds, and reports whether that is possible.
func (m *Machine) Assume(st *state.State, cond state.Value, holds bool) bool {
	cond = st.Resolve(cond)
	if st.IsTainted(cond) {
		st.Doubt = true
	}
	want := state.Mask0
	if holds {
		want = state.MaskAll &^ state.Mask0
	}
	if cond.Kind != state.Cond {
		return m.AssumeMask(st, cond, want)
	}
	x, y, op := st.Resolve(cond.Sub[0]), st.Resolve(cond.Sub[1]), cond.Op
	if !holds {
		op = negate(op)
	}
	switch r := m.Compare(st, op, x, y); {
	case r.IsInt(1):
		return true
	case r.IsInt(0):
		return false
	}
	if x.Kind == state.Int {
		x, y, op = y, x, mirror(op)
	}
	if y.Kind == state.Int {
		if x.Kind == state.Cond { // a comparison of booleans
			return m.Assume(st, x, (op == token.EQL) == (y.N != 0))
		}
		if !m.AssumeMask(st, x, state.Compare(op, y.N)) {
			return false
		}
		if _, exact := state.MaskOf(y.N); exact && -1 < y.N && y.N < 8 {
			return true // the mask holds all that there is to know
		}
	}
	if op == token.EQL && x.Kind == state.Ref && y.Kind == state.Ref { // what one cannot be the other is not
		if both := st.Mask(x) & st.Mask(y); !m.AssumeMask(st, x, both) || !m.AssumeMask(st, y, both) {
			return false
		}
	}
	for _, t := range st.Truths {
		if t.Cond.Equal(state.Value{Kind: state.Cond, Op: op, Sub: []state.Value{x, y}}) {
			return t.Holds
		}
		if t.Cond.Equal(state.Value{Kind: state.Cond, Op: negate(op), Sub: []state.Value{x, y}}) {
			return !t.Holds
		}
	}
	if len(st.Truths) < maxTruths {
		st.Truths = append(slices.Clip(st.Truths),
			state.Truth{Cond: state.Value{Kind: state.Cond, Op: op, Sub: []state.Value{x, y}}, Holds: true})
	}
	return true
}

const maxTruths = 16

// assumeIs assumes errors.Is(v, c.Is) or its negation.
func (m *Machine) assumeIs(st *state.State, v state.Value, c contract.Cond) bool {
	v = st.Resolve(v)
	target := st.Resolve(m.load(st, m.Global(st, c.Is), nil))
	same := v.Equal(target)
	if c.Cmp == contract.NE {
		return !same
	}
	return same || v.Kind != state.Int && m.AssumeMask(st, v, state.MaskNonNil)
}
