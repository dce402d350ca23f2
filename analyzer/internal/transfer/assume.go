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
		o.Mask = now
		if now == state.Mask0 { // there is no object after all
			o.Owed = 0
			o.Cells = nil
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

// Compare returns the outcome of "x op y": a constant, or a Cond.
func (m *Machine) Compare(st *state.State, op token.Token, x, y state.Value) state.Value {
	x, y = st.Resolve(x), st.Resolve(y)
	if x.Kind == state.Int && y.Kind == state.Int {
		return boolVal(compareInts(op, x.N, y.N))
	}
	if op == token.EQL || op == token.NEQ {
		if same, known := m.identical(st, x, y); known {
			return boolVal(same == (op == token.EQL))
		}
	}
	if y.Kind == state.Int && x.Kind != state.Cond {
		can := st.Mask(x)
		switch yes := state.Compare(op, y.N); {
		case can&yes == 0:
			return state.IntVal(0)
		case can&state.Compare(negate(op), y.N) == 0:
			return state.IntVal(1)
		}
	}
	if x.Kind == state.Int && y.Kind == state.Ref {
		return m.Compare(st, mirror(op), y, x)
	}
	if x.Kind == state.Unknown || y.Kind == state.Unknown || x.Kind == state.Tuple {
		return state.Value{}
	}
	return state.Value{Kind: state.Cond, Op: op, Sub: []state.Value{x, y}}
}

// identical reports whether x and y are the same pointer, if that is known.
func (m *Machine) identical(st *state.State, x, y state.Value) (same, known bool) {
	x, y = x.Inner(), y.Inner()
	if x.Kind == state.Func && y.IsInt(0) || y.Kind == state.Func && x.IsInt(0) {
		return false, true
	}
	if x.Kind == state.Ref && y.Kind == state.Ref {
		if x.ID == y.ID && x.Path == y.Path {
			o := st.Obj(x.ID)
			return true, o == nil || !o.Weak
		}
		ox, oy := st.Obj(x.ID), st.Obj(y.ID)
		if x.Path == "" && y.Path == "" && distinct(m, x.ID, ox, y.ID, oy) &&
			ox.Mask&oy.Mask&state.Mask0 == 0 {
			return false, true
		}
	}
	if y.IsInt(0) && st.Mask(x)&state.Mask0 == 0 || x.IsInt(0) && st.Mask(y)&state.Mask0 == 0 {
		return false, true
	}
	return false, false
}

// distinct reports whether two objects are provably not the same one: each was
// made on this path, or one was and the other was there on entry.
func distinct(m *Machine, a state.ID, x *state.Object, b state.ID, y *state.Object) bool {
	if a == b || x == nil || y == nil || x.Weak || y.Weak {
		return false
	}
	xRoot, xEntry := m.U.Root(a)
	yRoot, yEntry := m.U.Root(b)
	if xEntry && yEntry && xRoot.Name != "" && yRoot.Name != "" && x.Sentinel && y.Sentinel {
		return true // two package-level errors are two errors
	}
	return x.Fresh && (y.Fresh || yEntry) || y.Fresh && xEntry
}

func boolVal(b bool) state.Value {
	if b {
		return state.IntVal(1)
	}
	return state.IntVal(0)
}

func compareInts(op token.Token, x, y int64) bool {
	switch op {
	case token.EQL:
		return x == y
	case token.NEQ:
		return x != y
	case token.LSS:
		return x < y
	case token.LEQ:
		return x <= y
	case token.GTR:
		return x > y
	}
	return x >= y
}

func negate(op token.Token) token.Token {
	switch op {
	case token.EQL:
		return token.NEQ
	case token.NEQ:
		return token.EQL
	case token.LSS:
		return token.GEQ
	case token.GEQ:
		return token.LSS
	case token.GTR:
		return token.LEQ
	}
	return token.GTR
}

func mirror(op token.Token) token.Token {
	switch op {
	case token.LSS:
		return token.GTR
	case token.GTR:
		return token.LSS
	case token.LEQ:
		return token.GEQ
	case token.GEQ:
		return token.LEQ
	}
	return op
}
