package solve

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

func (b *bodyRun) unop(st *state.State, instr *ssa.UnOp) []*state.State {
	x := b.value(st, instr.X)
	reg := b.reg(instr)
	switch instr.Op {
	case token.MUL:
		if !b.m.Deref(st, x) {
			return nil // a nil pointer: no way past it
		}
		if id, ok := x.Object(); ok {
			if o := st.Obj(id); o != nil && o.Lender != 0 {
				b.m.Touch(st, x, &transfer.Site{Pos: b.pos(instr), Args: []string{b.s.Pkg.Expr(instr.X)}}, 0)
			}
		}
		if v, ok := b.someElem(st, x, instr); ok {
			st.Regs[reg] = v
			break
		}
		if at, ok := instr.X.(*ssa.IndexAddr); ok && x.Kind == state.Ref {
			if _, ok := at.Index.(*ssa.Const); ok {
				st.Regs[reg] = st.LoadAt(b.u, x.ID, x.Path, instr.Type())
				break
			}
		}
		v := b.load(st, x, instr.Type())
		if _, basic := instr.Type().Underlying().(*types.Basic); basic && v.Kind == state.Unknown {
			v = b.symbol(st, instr) // it is one value, whatever it is
		}
		st.Regs[reg] = v
	case token.NOT:
		st.Regs[reg] = b.m.Compare(st, token.EQL, x, state.IntVal(0))
		if x.Kind == state.Cond {
			st.Regs[reg] = state.Value{Kind: state.Cond, Op: token.EQL, Sub: []state.Value{x, state.IntVal(0)}}
		}
	case token.SUB:
		if x.Kind == state.Int {
			st.Regs[reg] = state.IntVal(-x.N)
			break
		}
		st.Regs[reg] = b.symbol(st, instr)
	case token.ARROW:
		return b.receive(st, instr)
	default:
		st.Regs[reg] = b.symbol(st, instr)
	}
	return []*state.State{st}
}
