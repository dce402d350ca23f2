package solve

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// block runs one state through a block and queues what comes out of it.
func (b *bodyRun) block(blk *ssa.BasicBlock, st *state.State) {
	b.instrs(blk, 0, st)
}

// instrs runs the instructions of blk from i on; calls fork.
func (b *bodyRun) instrs(blk *ssa.BasicBlock, i int, st *state.State) {
	for ; i < len(blk.Instrs); i++ {
		b.rec.step(b, blk, i, st)
		switch instr := blk.Instrs[i].(type) {
		case *ssa.If:
			b.branch(blk, instr, st)
		case *ssa.Jump:
			b.edge(blk, blk.Succs[0], st)
		case *ssa.Return:
			b.leave(instr, st)
		case *ssa.Panic:
			b.panics(instr, st)
		case *ssa.RunDefers:
			for _, next := range b.runDefers(st, instr.Pos()) {
				b.instrs(blk, i+1, next)
			}
			return
		default:
			states := b.instr(instr, st)
			if len(states) == 1 {
				st = states[0]
				continue
			}
			for _, next := range states {
				if b.steps--; b.steps < 0 {
					b.out = true
					return
				}
				b.instrs(blk, i+1, next)
			}
			return
		}
	}
}

func (b *bodyRun) branch(blk *ssa.BasicBlock, instr *ssa.If, st *state.State) {
	cond := b.value(st, instr.Cond)
	for i, holds := range []bool{true, false} {
		next := st
		if i == 0 {
			next = st.Clone()
		}
		if b.m.Assume(next, cond, holds) {
			b.edge(blk, blk.Succs[i], next)
		}
	}
}

// edge moves st from blk to its successor: phis, then what is dead is dropped,
// and references that cannot be reached any more are noted as lost.
func (b *bodyRun) edge(from, to *ssa.BasicBlock, st *state.State) {
	b.phis(from, to, st)
	for reg := range st.Regs {
		if b.owner[reg] == b.fn && !b.live.has(to, b.valueOf(reg)) {
			delete(st.Regs, reg)
		}
	}
	pos := token.NoPos
	if len(from.Instrs) > 0 {
		pos = b.here(lastPos(from))
	}
	b.collect(st, nil, pos)
	b.rec.edge(b, from, to, st)
	b.add(to, st)
}

func (b *bodyRun) phis(from, to *ssa.BasicBlock, st *state.State) {
	var regs []state.Reg
	var vals []state.Value
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		for i, pred := range to.Preds {
			if pred == from {
				regs = append(regs, b.reg(phi))
				vals = append(vals, b.value(st, phi.Edges[i]))
				break
			}
		}
	}
	for i := range regs {
		st.Regs[regs[i]] = vals[i]
	}
}

func lastPos(b *ssa.BasicBlock) token.Pos {
	for i := len(b.Instrs) - 1; i >= 0; i-- {
		if pos := b.Instrs[i].Pos(); pos.IsValid() {
			return pos
		}
	}
	return token.NoPos
}
