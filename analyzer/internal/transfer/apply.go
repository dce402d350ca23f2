package transfer

import (
	"slices"
	"strconv"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// Apply calls the function of contract c on args in st, which it consumes. It
// returns one outcome for each row that can happen; none if the call does not
// return.
func (m *Machine) Apply(st *state.State, c *contract.Contract, args []state.Value, site *Site) []Outcome {
	args = m.age(st, site.Key, args)
	m.Guessed = m.Guessed || c.Source == contract.FromConvention && c.Touches()
	var frames []*frame
	succeeds := false
	for i := range c.Rows {
		row := &c.Rows[i]
		g := &frame{m: m, st: st.Clone(), site: site, c: c, args: args,
			fresh: map[int]state.Value{}, returned: map[int][]state.Value{}}
		g.know()
		if !g.enter(row.If) {
			continue
		}
		frames = append(frames, g)
		g.row = row
		succeeds = succeeds || !row.Fail
	}
	var out []Outcome
	for _, g := range frames {
		if g.row.Fail && succeeds && site.Ignored {
			continue // an unchecked call counts as a success
		}
		g.st.Failed = g.st.Failed || g.row.Fail
		for _, h := range g.run(g.row.Effects) {
			if o, ok := h.leave(); ok {
				out = append(out, o)
			}
		}
	}
	return out
}

// run applies effects in order; calls of function values may fork the frame.
func (f *frame) run(effects []contract.Effect) []*frame {
	f.readEntry(effects)
	frames := []*frame{f}
	for i := range effects {
		var next []*frame
		for _, g := range frames {
			if other := g.maybe(&effects[i]); other != nil {
				next = append(next, other)
			}
			switch effects[i].Op {
			case contract.OpCall:
				next = append(next, g.call(&effects[i])...)
				continue
			case contract.OpSync:
				for _, st := range f.m.Wait(g.st) {
					next = append(next, g.fork(st))
				}
				continue
			}
			if g.pinned(&effects[i]); !g.crashed {
				next = append(next, g)
			}
		}
		frames = next
	}
	return frames
}

// leave makes the results and assumes what the row says of them.
func (f *frame) leave() (Outcome, bool) {
	n := max(len(f.site.Results), len(f.row.Results))
	f.results = make([]state.Value, n)
	for i := range f.results {
		var v contract.Val
		if i < len(f.row.Results) {
			v = f.row.Results[i]
		}
		if v.Kind == contract.Unknown {
			f.results[i] = f.unknownResult(i)
			continue
		}
		f.results[i] = f.val(v, f.site.resultType(i))
		if v.Kind == contract.At && v.NotNil && f.st.Mask(f.results[i])&state.MaskNonNil == 0 {
			return Outcome{}, false // what happened before does not go with that
		}
		f.borrowed(v, f.results[i])
		f.handsOn(v, f.results[i])
	}
	for _, c := range f.row.On {
		if !f.assumeNow(c) {
			return Outcome{}, false
		}
	}
	return Outcome{f.st, f.results}, true
}

// assumeNow assumes c of what is there after the effects so far, and reports whether
// that can be.
func (f *frame) assumeNow(c contract.Cond) bool {
	v := f.current(c.Path)
	if c.Is != "" {
		return f.m.assumeIs(f.st, v, c)
	}
	if f.failsWith0(c) {
		return f.m.AssumeMask(f.st, v, state.Mask0)
	}
	return f.m.AssumeMask(f.st, v, MaskOf(c))
}

// failsWith0 reports whether c, that a result is not 1, is all that the row says of
// it: OpenSSL's functions give 1 for success and 0 for failure. A contract that names
// a third case is taken at its word.
func (f *frame) failsWith0(c contract.Cond) bool {
	if !f.row.Fail || f.c.Source == contract.FromInference || c.Path.Root != contract.Result || c.Cmp != contract.NE || c.Int != 1 || c.Nil {
		return false
	}
	same := func(row contract.Row) int {
		n := 0
		for _, d := range row.On {
			if d.Path.Equal(c.Path) {
				n++
			}
		}
		return n
	}
	return !slices.ContainsFunc(f.c.Rows, func(row contract.Row) bool { return same(row) > 1 })
}

// returnedOn assumes what the row says of the results of call i: what happens next
// may hang on it.
func (f *frame) returnedOn(i int) bool {
	for _, c := range f.row.On {
		if c.Path.Root == contract.Returned && c.Path.Index == i && !f.assumeNow(c) {
			return false
		}
	}
	return true
}

// borrowed notes where a result was lent.
func (f *frame) borrowed(v contract.Val, w state.Value) {
	if v.Kind != contract.At || v.Right != contract.Borrowed || w.Kind != state.Ref || w.Path != "" || v.Path.Root == contract.Fresh {
		return
	}
	if o := f.st.Obj(w.ID); o != nil && o.Slotted {
		step(f.st, w.ID, finding.Step{Kind: finding.Borrow, Pos: f.site.Pos, Call: f.site.Call, Object: f.site.Target, Count: -1})
	}
}

// handsOn checks a handle that the callee was given and returns: that it is dead
// shows here only, unless it is the callee that gave it back, and so knew.
func (f *frame) handsOn(v contract.Val, w state.Value) {
	if f.c.Source != contract.FromInference || v.Kind != contract.At || v.Later || v.Path.Root != contract.Param {
		return
	}
	if f.frees(v) {
		return
	}
	if o := f.st.Obj(w.ID); w.Kind == state.Ref && o != nil && o.Kind != "" {
		f.m.Dead(f.st, w, finding.Returned, f.site.Pos)
	}
}

// frees reports whether the row gives back what v leads to.
func (f *frame) frees(v contract.Val) bool {
	takes := func(e contract.Effect) bool {
		return (e.Op == contract.OpRetain || e.Op == contract.OpNew) && e.X.Path.Equal(v.Path)
	}
	if v.Right == contract.Owned && v.Path.Root == contract.Param && !slices.ContainsFunc(f.row.Effects, takes) {
		return true // it took one, and gave it back
	}
	return slices.ContainsFunc(f.row.Effects, func(e contract.Effect) bool {
		return e.Op == contract.OpRelease && e.X.Kind == contract.At && e.X.Path.Equal(v.Path)
	})
}

// unknownResult makes the symbol of a result that the contract says nothing of.
// A pure function gives the same symbol for the same arguments.
func (f *frame) unknownResult(i int) state.Value {
	if v, ok := f.pureResult(i); ok {
		return v
	}
	return f.m.Symbol(f.st, f.site.Key+" result "+strconv.Itoa(i), f.site.resultType(i))
}

// current reads a path after the effects.
func (f *frame) current(p contract.Path) state.Value {
	entry := f.entry
	f.entry = nil
	v := f.value(p)
	f.entry = entry
	return v
}

// call runs a function value.
func (f *frame) call(e *contract.Effect) []*frame {
	fn := f.val(e.X, nil)
	args := make([]state.Value, len(e.Args))
	for i, a := range e.Args {
		args[i] = f.val(a, nil)
	}
	if e.When == contract.Later {
		f.m.Later(f.st, fn, args, f.site)
		return []*frame{f}
	}
	var out []*frame
	if e.When == contract.Maybe {
		out = append(out, f.fork(f.st.Clone()))
	}
	pins := len(f.st.Pins)
	f.st.Pins = append(f.st.Pins[:pins:pins], f.pins()...)
	for _, o := range f.m.Invoke(f.st, fn, args, f.site) {
		g := f.fork(o.State)
		o.State.Pins = o.State.Pins[:pins:pins]
		g.returned[e.Index] = o.Results
		if g.returnedOn(e.Index) {
			out = append(out, g)
		}
	}
	return out
}
