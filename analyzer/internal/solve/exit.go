package solve

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// leave ends a path at a return. A result that is the outcome of a comparison
// is split into its two cases, so that ok results and errors correlate; likewise
// one that was stored where a caller will find it.
func (b *bodyRun) leave(instr *ssa.Return, st *state.State) {
	states := []*state.State{st}
	for _, res := range instr.Results {
		for range maxStoredConds {
			states = b.splitAll(states, func(s *state.State) state.Value { return condIn(b.value(s, res)) })
		}
	}
	for range maxStoredConds {
		states = b.splitAll(states, b.storedCond)
	}
	for _, s := range states {
		vals := make([]state.Value, len(instr.Results))
		for i, res := range instr.Results {
			vals[i] = b.value(s, res)
		}
		b.exit(s, vals, b.end(instr))
	}
}

// maxStoredConds is how many stored comparisons a return decides.
const maxStoredConds = 2

// splitAll splits states on the outcome of the comparison that pick finds in them.
func (b *bodyRun) splitAll(states []*state.State, pick func(*state.State) state.Value) []*state.State {
	var next []*state.State
	for _, s := range states {
		v := pick(s)
		if v.Kind != state.Cond {
			next = append(next, s)
			continue
		}
		for i, holds := range []bool{true, false} {
			if t := s.Clone(); b.m.Assume(t, v, holds) {
				t.Decide(v, state.IntVal(int64(1-i)))
				next = append(next, t)
			}
		}
	}
	return next
}

// condIn returns the outcome of a comparison that is v, or lies in the struct v.
func condIn(v state.Value) state.Value {
	if v.Kind == state.Struct {
		for _, f := range v.Sub {
			if c := condIn(f); c.Kind == state.Cond {
				return c
			}
		}
	}
	return v
}

// storedCond returns the outcome of a comparison that lies in memory.
func (b *bodyRun) storedCond(st *state.State) state.Value {
	for _, id := range st.IDs() {
		for _, c := range st.Obj(id).Cells {
			if c.Val.Kind == state.Cond {
				return c.Val
			}
		}
	}
	return state.Value{}
}

// end returns where a return stands: at the closing brace, if nobody wrote it.
func (b *bodyRun) end(instr *ssa.Return) token.Pos {
	if instr.Pos().IsValid() {
		return b.pos(instr)
	}
	switch syntax := b.fn.Syntax().(type) {
	case *ast.FuncDecl:
		return b.here(syntax.Body.Rbrace)
	case *ast.FuncLit:
		return b.here(syntax.Body.Rbrace)
	}
	return token.NoPos
}

func (b *bodyRun) exit(st *state.State, vals []state.Value, pos token.Pos) {
	for reg := range st.Regs {
		if b.owner[reg] == b.fn {
			delete(st.Regs, reg)
		}
	}
	if len(b.stack) == 1 {
		b.abandon(st)
	}
	b.collect(st, vals, pos)
	b.rec.exit(b, st, vals, pos)
	b.exits = append(b.exits, exit{st, vals, pos})
}

// panics runs the deferred calls of a panicking path. It is an exit only if one
// of them recovers.
func (b *bodyRun) panics(instr *ssa.Panic, st *state.State) {
	was := st.Panicking
	st.Panicking, st.Recovered = true, false
	for _, s := range b.runDefers(st, instr.Pos()) {
		if !s.Recovered {
			continue
		}
		s.Panicking, s.Recovered = was, false
		if b.fn.Recover != nil {
			b.add(b.fn.Recover, s)
			continue
		}
		vals := make([]state.Value, b.fn.Signature.Results().Len())
		b.exit(s, vals, instr.Pos())
	}
}
