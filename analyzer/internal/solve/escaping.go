package solve

import "golang.org/x/tools/go/ssa"

// findEscaping notes the function literals that someone else may call: those
// that are used other than by calling, deferring or starting them on the spot.
func (s *Solver) findEscaping() {
	s.escaping = map[*ssa.Function]bool{}
	for _, list := range [][]*ssa.Function{s.Pkg.Funcs, s.Pkg.Instances} {
		for _, fn := range list {
			if fn.Parent() == nil {
				continue
			}
			s.escaping[fn] = escapes(fn)
		}
	}
}

// escapes reports whether the literal fn is used other than by calling or
// deferring it in its parent. One that stands where nothing gets is not used.
func escapes(fn *ssa.Function) bool {
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			mc, isClosure := instr.(*ssa.MakeClosure)
			if isClosure && mc.Fn == fn {
				for _, ref := range *mc.Referrers() {
					if !callsOnly(ref, mc) {
						return true
					}
				}
				continue
			}
			for _, op := range instr.Operands(nil) {
				if *op == ssa.Value(fn) && !callsOnly(instr, fn) {
					return true
				}
			}
		}
	}
	return false
}

func callsOnly(instr ssa.Instruction, fn ssa.Value) bool {
	switch instr := instr.(type) {
	case *ssa.DebugRef:
		return true
	case *ssa.Call:
		return instr.Call.Value == fn
	case *ssa.Defer:
		return instr.Call.Value == fn
	}
	return false
}
