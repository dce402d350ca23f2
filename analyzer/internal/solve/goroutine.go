package solve

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// maxGos is the number of goroutines that are followed at a time.
const maxGos = 4

// goes starts a goroutine. It may run to its end at once, if it waits for nothing;
// else it is run where it is waited for: until then it may be anywhere, so what it
// was lent must not end.
//
// One that gets a handle which is dead already is run at once only: whenever it
// runs, it is wrong.
func (b *bodyRun) goes(st *state.State, instr *ssa.Go) []*state.State {
	fn, args := b.callee(st, &instr.Call)
	if len(st.Gos) >= maxGos || fn.Kind != state.Func {
		b.later(st, fn, args, b.site(instr))
		return []*state.State{st}
	}
	started := state.Deferred{Site: instr, Fn: fn, Args: args}
	if b.getsDead(st, append(append([]state.Value(nil), args...), fn.Sub...)) {
		return b.atOnce(st, started)
	}
	var states []*state.State
	if f, ok := fn.Fn.(*ssa.Function); ok && !b.s.blocks(f) {
		before, owed := st.Resources(), holdsOwed(st, append(append([]state.Value(nil), args...), fn.Sub...))
		for _, s := range b.atOnce(st.Clone(), started) {
			if owed || s.Resources() != before { // else it makes no difference
				states = append(states, s)
			}
		}
	}
	for _, v := range args {
		b.m.Escape(st, v, finding.InGoroutine, int(b.pos(instr)))
	}
	for _, v := range fn.Sub { // captured variables: the handle is in the cell
		b.m.Escape(st, v, finding.InGoroutine, int(b.pos(instr)))
	}
	st.Gos = append(st.Gos[:len(st.Gos):len(st.Gos)], started)
	return append(states, st)
}

// atOnce runs the goroutine g, and none of those that st has.
func (r *run) atOnce(st *state.State, g state.Deferred) []*state.State {
	instr := g.Site.(*ssa.Go)
	b := &bodyRun{run: r, fn: instr.Parent()}
	kept := st.Clone()
	var states []*state.State
	for _, o := range b.dispatch(st, instr, g.Fn, g.Args) {
		states = append(states, o.State)
	}
	if len(states) == 0 { // it never ends: it goes on beside this function
		r.later(kept, g.Fn, g.Args, b.site(instr))
		return []*state.State{kept}
	}
	return states
}

// holdsOwed reports whether vals lead to a reference that is owed: a goroutine that
// has ended holds it no more.
func holdsOwed(st *state.State, vals []state.Value) bool {
	for id := range st.Reach(vals, false) {
		if o := st.Obj(id); o != nil && o.Owed > 0 {
			return true
		}
	}
	return false
}

// getsDead reports whether one of vals leads to a handle that is not good.
func (b *bodyRun) getsDead(st *state.State, vals []state.Value) bool {
	var bad func(v state.Value, depth int) bool
	bad = func(v state.Value, depth int) bool {
		v = v.Inner()
		if v.Kind != state.Ref || depth > 2 || st.Obj(v.ID) == nil {
			return false
		}
		o := st.Obj(v.ID)
		if o.Kind != "" {
			return o.Mask != state.Mask0 && !o.Reported && !st.Good(v.ID, v.Borrowed)
		}
		for _, c := range o.Cells {
			if bad(c.Val, depth+1) {
				return true
			}
		}
		return false
	}
	for _, v := range vals {
		if bad(v, 0) {
			return true
		}
	}
	return false
}

// wait runs the goroutines of st to their end.
func (r *run) wait(st *state.State) []*state.State {
	r.m.Sync(st)
	states := []*state.State{st}
	for len(states[0].Gos) > 0 {
		var next []*state.State
		for _, s := range states {
			g := s.Gos[0]
			s.Gos = s.Gos[1:len(s.Gos):len(s.Gos)]
			next = append(next, r.atOnce(s, g)...)
		}
		if states = next; len(states) == 0 {
			return nil
		}
	}
	return states
}

// abandon gives the goroutines that nobody waits for what they hold.
func (b *bodyRun) abandon(st *state.State) {
	gos := st.Gos
	st.Gos = nil
	for _, g := range gos {
		for _, v := range append(append([]state.Value(nil), g.Args...), g.Fn.Sub...) {
			b.m.Keep(st, v)
		}
	}
}

// capCell holds how many values a channel has room for.
const capCell = "|cap"

// send puts a value into a channel. One that this function made and knows all
// about is a queue; else the value has left.
func (b *bodyRun) send(st *state.State, ch, v state.Value, pos int) {
	if n, ok := b.queue(st, ch); ok && n < state.MaxElems {
		st.Store(ch.ID, state.ElemPath(n), nil, v, pos)
		st.Edit(ch.ID).SetCell(state.LenCell, state.IntVal(n+1), 0)
		return
	}
	b.m.Escape(st, v, finding.Sent, pos)
	b.m.Keep(st, v)
}

// queue returns the number of values in a channel, if it is known.
func (b *bodyRun) queue(st *state.State, ch state.Value) (int64, bool) {
	n, ok := b.length(st, ch)
	if !ok || ch.Kind != state.Ref {
		return 0, false
	}
	o := st.Obj(ch.ID)
	return n, o.Init == state.Zero && o.Kept == 0 && !o.Shared && !o.Weak
}

// receive takes a value from a channel, once all that sends to it was run.
func (b *bodyRun) receive(st *state.State, instr *ssa.UnOp) []*state.State {
	var out []*state.State
	for _, s := range b.wait(st) {
		ch := b.value(s, instr.X)
		var v state.Value
		ok := b.m.Symbol(s, b.key(instr)+" ok", types.Typ[types.Bool])
		if n, known := b.queue(s, ch); known && n > 0 {
			v, ok = b.pop(s, ch, n), state.IntVal(1)
		} else if known && instr.CommaOk { // drained, and closed: else it would block for good
			v, ok = state.Nil, state.IntVal(0)
		} else if b.keepElems(s, ch); instr.CommaOk {
			v = b.m.Symbol(s, b.key(instr)+" v", tupleType(instr.Type(), 0))
		} else {
			v = b.symbol(s, instr)
		}
		if instr.CommaOk {
			v = state.Value{Kind: state.Tuple, Sub: []state.Value{v, ok}}
		}
		s.Regs[b.reg(instr)] = v
		out = append(out, s)
	}
	return out
}

func (b *bodyRun) pop(st *state.State, ch state.Value, n int64) state.Value {
	o := st.Edit(ch.ID)
	first, _ := o.Cell(state.ElemPath(0))
	for i := int64(1); i < n; i++ {
		c, _ := o.Cell(state.ElemPath(i))
		o.SetCell(state.ElemPath(i-1), c.Val, c.Pos)
	}
	o.DropCell(state.ElemPath(n - 1))
	o.SetCell(state.LenCell, state.IntVal(n-1), 0)
	return st.Resolve(first.Val)
}
