package solve

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// codeLines returns the lines of the instructions of fn, of code that somebody
// wrote.
func (s *Solver) codeLines(fn *ssa.Function) (lines []int) {
	if fn.Syntax() == nil {
		return nil
	}
	for _, blk := range fn.Blocks {
		for _, instr := range blk.Instrs {
			if pos := s.instrPos(instr); pos.IsValid() {
				lines = append(lines, s.Pkg.Source(pos).Line)
			}
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// instrPos returns where an instruction was written; NoPos for those that stand
// where something else does.
func (s *Solver) instrPos(instr ssa.Instruction) token.Pos {
	switch instr := instr.(type) {
	case *ssa.DebugRef: // the mention of a variable: code, if it is a statement
		if !s.startsStatement(instr) {
			return token.NoPos
		}
	case *ssa.Phi, *ssa.RunDefers:
		return token.NoPos // where the variable was declared; behind the results
	case ssa.CallInstruction:
		return s.Pkg.CallOf(instr).Pos
	case *ssa.Return:
		return (&bodyRun{run: &run{s: s}, fn: instr.Parent()}).end(instr)
	}
	return instr.Pos()
}

// startsStatement reports whether a statement starts on the line of a mention of
// a variable. "x = y" is nothing but that, and the argument on a line of its own
// belongs to its call.
func (s *Solver) startsStatement(ref *ssa.DebugRef) bool {
	fn := ref.Parent()
	if fn.Syntax() == nil {
		return false // a package's initializer, which nobody wrote
	}
	lines, ok := s.statements[fn]
	if !ok {
		lines = map[int]bool{}
		ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
			if stmt, ok := n.(ast.Stmt); ok {
				lines[s.Pkg.Source(stmt.Pos()).Line] = true
			}
			return true
		})
		if s.statements == nil {
			s.statements = map[*ssa.Function]map[int]bool{}
		}
		s.statements[fn] = lines
	}
	return lines[s.Pkg.Source(ref.Expr.Pos()).Line]
}

// linesOf returns the line of each instruction of blk. Those without one are on
// the line of the one before, or of the next; 0 in blocks that have no line.
func (rec *recorder) linesOf(blk *ssa.BasicBlock) []int {
	if lines, ok := rec.at[blk]; ok {
		return lines
	}
	lines := make([]int, len(blk.Instrs))
	next := 0
	for i, instr := range slices.Backward(blk.Instrs) {
		if pos := rec.r.s.instrPos(instr); pos.IsValid() {
			lines[i] = rec.r.s.Pkg.Source(pos).Line
			next = lines[i]
		}
		if _, ok := instr.(*ssa.RunDefers); ok {
			lines[i] = next
		}
	}
	last := rec.first(lines)
	for i := range lines {
		if lines[i] == 0 {
			lines[i] = last
		}
		last = lines[i]
	}
	rec.at[blk] = lines
	return lines
}

func (rec *recorder) first(lines []int) int {
	for _, line := range lines {
		if line != 0 {
			return line
		}
	}
	return 0
}

func (rec *recorder) lineIn(blk *ssa.BasicBlock) int { return rec.linesOf(blk)[0] }
