package solve

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/lower"
)

// blocks reports whether a call of f may wait for what another goroutine does:
// then not all that it does can happen at once. Where that is not known, it may.
func (s *Solver) blocks(f *ssa.Function) bool {
	seen := map[*ssa.Function]bool{}
	if s.waitsIn(f, seen) {
		s.waits[f] = true // of the others in seen, not all need to
		return true
	}
	for g := range seen {
		s.waits[g] = false
	}
	return false
}

// waitsIn looks into f and what it calls, once into each: a function that is in
// seen adds nothing.
func (s *Solver) waitsIn(f *ssa.Function, seen map[*ssa.Function]bool) bool {
	if known, ok := s.waits[f]; ok {
		return known
	}
	if _, _, isC := lower.CFunc(f); isC || seen[f] {
		return false
	}
	seen[f] = true
	for _, b := range f.Blocks {
		for i, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					return true
				}
			case *ssa.Select:
				return true
			case *ssa.Send:
				if !last(b.Instrs[i+1:]) {
					return true
				}
			case *ssa.Go: // runs beside f
			case ssa.CallInstruction:
				if s.callBlocks(instr.Common(), seen) {
					return true
				}
			}
		}
	}
	return false
}

// last reports whether nothing that matters follows in a block: a send that
// waits there delays nothing.
func last(rest []ssa.Instruction) bool {
	for _, instr := range rest {
		switch instr.(type) {
		case *ssa.Return, *ssa.RunDefers, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

func (s *Solver) callBlocks(c *ssa.CallCommon, seen map[*ssa.Function]bool) bool {
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return false
	}
	if c.IsInvoke() {
		row := s.Declared(c.Method.Origin())
		return row == nil || row.Blocks || syncs(row)
	}
	f := c.StaticCallee()
	if f == nil {
		return true // a function value
	}
	obj, _ := f.Object().(*types.Func)
	if obj != nil {
		if row := s.Declared(obj.Origin()); row != nil {
			return row.Blocks || syncs(row)
		}
	}
	if _, _, isC := lower.CFunc(f); isC || f.Blocks != nil {
		return s.waitsIn(f, seen)
	}
	if obj != nil {
		if row := s.Fact(obj.Origin()); row != nil {
			return row.Blocks || syncs(row)
		}
	}
	return true // of a package that says nothing
}

// syncs reports whether a call waits for goroutines to end.
func syncs(c *contract.Contract) bool {
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			if e.Op == contract.OpSync {
				return true
			}
		}
	}
	return false
}
