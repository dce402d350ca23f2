package solve

import "golang.org/x/tools/go/ssa"

// A liveness tells which values of a function are read at or after the start
// of each block (the block's own phis not counted).
type liveness struct {
	in []map[ssa.Value]bool // by block index
}

func (r *run) liveness(fn *ssa.Function) *liveness {
	if l := r.live[fn]; l != nil {
		return l
	}
	l := &liveness{in: make([]map[ssa.Value]bool, len(fn.Blocks))}
	for i := range l.in {
		l.in[i] = map[ssa.Value]bool{}
	}
	for changed := true; changed; {
		changed = false
		for i := len(fn.Blocks) - 1; i >= 0; i-- {
			b := fn.Blocks[i]
			live := map[ssa.Value]bool{}
			for _, succ := range b.Succs {
				for v := range l.in[succ.Index] {
					if phi, ok := v.(*ssa.Phi); !ok || phi.Block() != succ {
						live[v] = true
					}
				}
				for j, pred := range succ.Preds {
					if pred != b {
						continue
					}
					for _, instr := range succ.Instrs {
						phi, ok := instr.(*ssa.Phi)
						if !ok {
							break
						}
						addLive(live, phi.Edges[j])
					}
				}
			}
			for j := len(b.Instrs) - 1; j >= 0; j-- {
				instr := b.Instrs[j]
				if v, ok := instr.(ssa.Value); ok {
					if _, isPhi := instr.(*ssa.Phi); !isPhi {
						delete(live, v)
					} else {
						continue
					}
				}
				if _, ok := instr.(*ssa.DebugRef); ok {
					continue
				}
				for _, op := range instr.Operands(nil) {
					addLive(live, *op)
				}
			}
			if len(live) != len(l.in[i]) {
				l.in[i], changed = live, true
			}
		}
	}
	r.live[fn] = l
	return l
}

func addLive(live map[ssa.Value]bool, v ssa.Value) {
	switch v.(type) {
	case nil, *ssa.Const, *ssa.Function, *ssa.Builtin, *ssa.Global:
		return
	}
	live[v] = true
}

func (l *liveness) has(b *ssa.BasicBlock, v ssa.Value) bool { return l.in[b.Index][v] }

// loops reports whether blk can be reached from itself.
func (r *run) loops(blk *ssa.BasicBlock) bool {
	known, ok := r.looping[blk]
	if ok {
		return known
	}
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		for _, succ := range b.Succs {
			if succ == blk {
				return true
			}
			if !seen[succ] {
				seen[succ] = true
				if visit(succ) {
					return true
				}
			}
		}
		return false
	}
	r.looping[blk] = visit(blk)
	return r.looping[blk]
}
