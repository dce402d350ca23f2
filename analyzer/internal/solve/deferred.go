package solve

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// deferred notes a deferred call: callee and arguments are evaluated now, the
// captured variables when it runs.
//
// A loop that defers is followed for a few rounds: states with more deferred
// calls of one statement are like those with fewer, and are dropped.
func (b *bodyRun) deferred(st *state.State, instr *ssa.Defer) []*state.State {
	fn, args := b.callee(st, &instr.Call)
	same := 0
	for _, d := range st.Defers[b.base:] {
		if d.Site == instr {
			same++
		}
	}
	if same >= maxSameDefer {
		return nil
	}
	if len(st.Defers)-b.base >= maxDeferred {
		for _, a := range append(args, fn) {
			b.m.Havoc(st, a)
		}
		b.out = true
		return []*state.State{st}
	}
	st.Defers = append(st.Defers[:len(st.Defers):len(st.Defers)], state.Deferred{Site: instr, Fn: fn, Args: args})
	return []*state.State{st}
}

// runDefers runs the deferred calls of this function, last in, first out.
func (b *bodyRun) runDefers(st *state.State, _ token.Pos) []*state.State {
	states := []*state.State{st}
	var done []*state.State
	for len(states) > 0 {
		s := states[len(states)-1]
		states = states[:len(states)-1]
		if len(s.Defers) <= b.base {
			done = append(done, s)
			continue
		}
		d := s.Defers[len(s.Defers)-1]
		s.Defers = s.Defers[: len(s.Defers)-1 : len(s.Defers)-1]
		instr := d.Site.(*ssa.Defer)
		if _, ok := instr.Call.Value.(*ssa.Builtin); ok { // close, delete, print: nothing to see
			states = append(states, s)
			continue
		}
		if b.steps--; b.steps < 0 {
			b.out = true
			return done
		}
		for _, o := range b.dispatch(s, instr, d.Fn, d.Args) {
			states = append(states, o.State)
		}
	}
	return b.thin(done)
}
