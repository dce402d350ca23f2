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
			s.escaping[fn] = !calledOnly(fn)
		}
	}
}

// calledOnly reports whether the literal fn is only called or deferred by its
// parent.
func calledOnly(fn *ssa.Function) bool {
	found := false
	for _, b := range fn.Parent().Blocks {
		for _, instr := range b.Instrs {
			mc, isClosure := instr.(*ssa.MakeClosure)
			if isClosure && mc.Fn == fn {
				found = true
				for _, ref := range *mc.Referrers() {
					if !callsOnly(ref, mc) {
						return false
					}
				}
				continue
			}
			for _, op := range instr.Operands(nil) {
				if *op == ssa.Value(fn) {
					found = true
					if !callsOnly(instr, fn) {
						return false
					}
				}
			}
		}
	}
	return found
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
