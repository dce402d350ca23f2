package solve

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

func (b *bodyRun) binop(st *state.State, instr *ssa.BinOp) state.Value {
	x, y := b.value(st, instr.X), b.value(st, instr.Y)
	tainted := st.IsTainted(x) || st.IsTainted(y)
	v := b.operate(st, instr, x, y)
	if tainted && v.Kind == state.Ref {
		st.Taint(v)
	}
	return v
}

func (b *bodyRun) operate(st *state.State, instr *ssa.BinOp, x, y state.Value) state.Value {
	switch instr.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		x, y = b.counted(x), b.counted(y)
		if v := b.m.Compare(st, instr.Op, x, y); v.Kind != state.Unknown {
			return v
		}
		return b.symbol(st, instr)
	case token.ADD, token.SUB, token.MUL, token.QUO, token.REM, token.AND, token.OR, token.XOR, token.AND_NOT:
		if x.Kind == state.Int && y.Kind == state.Int {
			if n, ok := arith(instr.Op, x.N, y.N); ok {
				if n, ok = state.Wrap(n, instr.Type()); ok {
					return b.small(st, instr, n)
				}
			}
		}
		if n, _, ok := b.u.Least(x); ok && instr.Op == token.ADD && y.Kind == state.Int && y.N > 0 {
			v := b.symbol(st, instr)
			b.u.SetLeast(v.ID, n, false)
			return v
		}
		if v := plus(instr, x, y); v.Kind != state.Unknown {
			return v
		}
	}
	if v, ok := b.computed(st, instr.Op.String(), x, y); ok {
		return v
	}
	return b.symbol(st, instr)
}

// plus returns x+y or x-y where y is known, and x has a name: so "n--; if n == 0"
// asks whether n was 1.
func plus(instr *ssa.BinOp, x, y state.Value) state.Value {
	if !isInteger(instr.Type().Underlying()) || x.Kind != state.Ref || y.Kind != state.Int {
		return state.Value{}
	}
	switch instr.Op {
	case token.ADD:
		return x.Plus(y.N)
	case token.SUB:
		return x.Plus(-y.N)
	}
	return state.Value{}
}

// arith returns x op y; ok is false where that panics.
func arith(op token.Token, x, y int64) (n int64, ok bool) {
	switch op {
	case token.ADD:
		return x + y, true
	case token.SUB:
		return x - y, true
	case token.MUL:
		return x * y, true
	case token.AND:
		return x & y, true
	case token.OR:
		return x | y, true
	case token.XOR:
		return x ^ y, true
	case token.AND_NOT:
		return x &^ y, true
	}
	if y == 0 {
		return 0, false
	}
	if op == token.QUO {
		return x / y, true
	}
	return x % y, true
}

// countTo returns the number up to which the result of instr is told apart. A
// counter that is compared with something that is not known need not be known
// for long, and one that goes through a list of unknown length only until a round
// has seen what the one before left; one that is compared with a number must be.
func (b *bodyRun) countTo(st *state.State, instr ssa.Value) int64 {
	limit := int64(state.MaxElems + 1)
	var see func(v ssa.Value, depth int)
	see = func(v ssa.Value, depth int) {
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Phi:
				if depth == 0 {
					see(ref, 1)
				}
			case *ssa.BinOp:
				other := ref.X
				if other == v {
					other = ref.Y
				}
				if isComparison(ref.Op) && b.value(st, other).Kind != state.Int {
					limit = maxLazyElems + 1
					if isLen(other) {
						limit = 1
					}
				}
			}
		}
	}
	see(instr, 0)
	return limit
}

// isLen reports whether v is the length of something.
func isLen(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	if !ok {
		return false
	}
	builtin, ok := call.Call.Value.(*ssa.Builtin)
	return ok && builtin.Name() == "len"
}

func isComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// small is the number n, the result of instr, while it is small enough to be told
// from others.
func (b *bodyRun) small(st *state.State, instr ssa.Value, n int64) state.Value {
	limit := b.countTo(st, instr)
	if -limit <= n && n <= limit {
		return state.IntVal(n)
	}
	v := b.m.Symbol(st, b.key(instr)+" first", instr.Type())
	if n > limit && v.Kind == state.Ref {
		b.u.SetLeast(v.ID, n, true)
	}
	return v
}

// counted returns what a comparison of the counter v compares. The loop ends at
// the first value that is not followed, or some elements later: what it does with
// those is told of all of them (see contract.Rest).
func (b *bodyRun) counted(v state.Value) state.Value {
	if n, exact, ok := b.u.Least(v); ok && exact {
		return state.IntVal(n)
	}
	return v
}
