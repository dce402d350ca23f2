package transfer

import (
	"go/token"

	"github.com/refvet/refvet/analyzer/internal/state"
)

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
	if x.Kind == state.Ref && y.Kind == state.Ref && y.ID < x.ID { // one question, however it is put
		x, y, op = y, x, mirror(op)
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
			return x.N == y.N, o == nil || !o.Weak
		}
		ox, oy := st.Obj(x.ID), st.Obj(y.ID)
		if x.Path == "" && y.Path == "" && distinct(m, x.ID, ox, y.ID, oy) &&
			ox.Mask&oy.Mask&state.Mask0 == 0 {
			return false, true
		}
		if m.isAnother(st, x, y) || m.isAnother(st, y, x) {
			return false, true
		}
	}
	if y.IsInt(0) && st.Mask(x)&state.Mask0 == 0 || x.IsInt(0) && st.Mask(y)&state.Mask0 == 0 {
		return false, true
	}
	return false, false
}

// isAnother reports whether x was found equal to another constant than k is.
func (m *Machine) isAnother(st *state.State, x, k state.Value) bool {
	if o := st.Obj(k.ID); o == nil || !o.Const {
		return false
	}
	for _, t := range st.Truths {
		if t.Cond.Op != token.EQL || !t.Holds {
			continue
		}
		for i, v := range t.Cond.Sub {
			if w := t.Cond.Sub[1-i]; v.Equal(x) && w.Kind == state.Ref && w.ID != k.ID && st.Obj(w.ID) != nil && st.Obj(w.ID).Const {
				return true
			}
		}
	}
	return false
}

// Distinct reports whether two objects are provably not the same one.
func (m *Machine) Distinct(st *state.State, a, b state.ID) bool {
	return distinct(m, a, st.Obj(a), b, st.Obj(b))
}

// distinct reports whether two objects are provably not the same one: each was
// made on this path, or one was and the other was there on entry.
func distinct(m *Machine, a state.ID, x *state.Object, b state.ID, y *state.Object) bool {
	if a == b || x == nil || y == nil || x.Weak || y.Weak || x.Const != y.Const {
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
