package solve

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// body runs fn from st and returns its exits. It consumes st.
func (r *run) body(fn *ssa.Function, st *state.State, args, free []state.Value) []exit {
	r.stack = append(r.stack, fn)
	defer func() { r.stack = r.stack[:len(r.stack)-1] }()
	for i, p := range fn.Params {
		if i < len(args) {
			st.Regs[r.reg(p)] = args[i]
		}
	}
	for i, fv := range fn.FreeVars {
		if i < len(free) {
			st.Regs[r.reg(fv)] = free[i]
		}
	}
	b := &bodyRun{run: r, fn: fn, live: r.liveness(fn), base: len(st.Defers),
		pending: make([][]*state.State, len(fn.Blocks)), blocks: make([]blockState, len(fn.Blocks))}
	b.order = reversePostorder(fn)
	b.rec.enter(b, st)
	b.add(fn.Blocks[0], st)
	b.loop()
	return b.exits
}

// A bodyRun is the fixpoint over one body.
type bodyRun struct {
	*run
	fn      *ssa.Function
	live    *liveness
	base    int // deferred calls of callers
	order   []*ssa.BasicBlock
	pending [][]*state.State
	blocks  []blockState
	exits   []exit
}

type blockState struct {
	seen   map[string]bool
	visits int
	joined map[string]*state.State // by resources, once states are joined
}

// add queues st for block b, unless it was there already.
func (b *bodyRun) add(to *ssa.BasicBlock, st *state.State) {
	bs := &b.blocks[to.Index]
	if bs.seen == nil {
		bs.seen = map[string]bool{}
	}
	key := st.Key()
	if bs.seen[key] {
		return
	}
	bs.seen[key] = true
	b.pending[to.Index] = append(b.pending[to.Index], st)
}

// loop takes blocks in reverse postorder, so that joins see all that comes in.
func (b *bodyRun) loop() {
	for {
		i := slices.IndexFunc(b.order, func(blk *ssa.BasicBlock) bool { return len(b.pending[blk.Index]) > 0 })
		if i < 0 {
			return
		}
		blk := b.order[i]
		states := b.pending[blk.Index]
		b.pending[blk.Index] = nil
		states = b.limit(blk, states)
		for _, st := range states {
			if b.steps--; b.steps < 0 {
				b.out = true
				return
			}
			b.block(blk, st)
		}
	}
}

// limit joins states that agree on resources where there are too many, and
// drops what is still too much: silence, never a guess.
func (b *bodyRun) limit(blk *ssa.BasicBlock, states []*state.State) []*state.State {
	bs := &b.blocks[blk.Index]
	bs.visits += len(states)
	if bs.joined == nil && len(states) <= joinAbove && bs.visits <= maxVisits {
		return states
	}
	if bs.joined == nil {
		bs.joined = map[string]*state.State{}
	}
	var out []*state.State
	touched := map[string]bool{}
	var keys []string
	for _, st := range states {
		k := st.Resources()
		if have := bs.joined[k]; have != nil {
			j := have.Join(st, func(name string) state.ID {
				return b.u.ID(fmt.Sprintf("%sjoin %d %d %s", b.prefix(), len(b.stack), blk.Index, name))
			})
			if j.Key() == have.Key() {
				continue
			}
			st = j
		}
		bs.joined[k] = st
		if !touched[k] {
			touched[k] = true
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		out = append(out, bs.joined[k].Clone())
	}
	if len(out) > maxStates {
		out, b.out = out[:maxStates], true
	}
	if bs.visits > 6*maxVisits {
		b.out = true
		return nil
	}
	return out
}

func reversePostorder(fn *ssa.Function) []*ssa.BasicBlock {
	seen := make([]bool, len(fn.Blocks))
	var order []*ssa.BasicBlock
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b.Index] {
			return
		}
		seen[b.Index] = true
		for i := len(b.Succs) - 1; i >= 0; i-- {
			visit(b.Succs[i])
		}
		order = append(order, b)
	}
	visit(fn.Blocks[0])
	if fn.Recover != nil {
		visit(fn.Recover)
	}
	slices.Reverse(order)
	return order
}
