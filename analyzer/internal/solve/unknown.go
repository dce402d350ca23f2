package solve

import (
	"go/types"
	"strconv"

	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// foreign calls a function of a package that has no contract to offer: it can
// neither release nor end anything, but it may keep what it is given.
func (r *run) foreign(st *state.State, args []state.Value, site *transfer.Site) []transfer.Outcome {
	for i, a := range args {
		if f := a.Inner(); f.Kind == state.Func {
			r.later(st, f, nil, site)
			continue
		}
		r.m.Keep(st, a)
		r.scribble(st, a, isSlice(a, site, i))
	}
	return r.opaque(st, site)
}

// scribble forgets the plain values in what a points to: they may have been
// written. Handles stay: who knows nothing of them does not replace them. So does
// the length of a list, which belongs to the slice that was copied.
func (r *run) scribble(st *state.State, a state.Value, list bool) {
	a = a.Inner()
	if a.Kind != state.Ref {
		return
	}
	o := st.Obj(a.ID)
	if o == nil || o.Kind != "" {
		return
	}
	for _, c := range o.Cells {
		v := st.Obj(c.Val.ID)
		if c.Val.Kind == state.Ref && v != nil && (v.Kind != "" || v.Owed > 0 || len(v.Cells) > 0) || c.Val.Kind == state.Iface {
			continue
		}
		if a.Path != "" && c.Path != a.Path || list && c.Path == state.LenCell {
			continue
		}
		st.Edit(a.ID).SetCell(c.Path, state.Value{}, int(c.Pos))
	}
}

// isSlice reports whether a, argument i at site, is a slice.
func isSlice(a state.Value, site *transfer.Site, i int) bool {
	var t types.Type
	switch {
	case a.Kind == state.Iface:
		t = a.Type
	case i < len(site.Types):
		t = site.Types[i]
	}
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// unknown calls code of which nothing is known.
func (r *run) unknown(st *state.State, fn state.Value, args []state.Value, site *transfer.Site) []transfer.Outcome {
	if r.handedIn(fn) {
		return r.callback(st, fn, args, site)
	}
	for _, a := range args {
		r.m.Havoc(st, a)
	}
	if fn.Kind == state.Func {
		for _, s := range fn.Sub {
			r.m.Share(st, s)
		}
	}
	return r.opaque(st, site)
}

// unknownC calls a C function without a contract: it may free, keep or replace
// what it is given, slots and all.
func (r *run) unknownC(st *state.State, args []state.Value, site *transfer.Site) []transfer.Outcome {
	for i, a := range args {
		r.m.Touch(st, a, site, i)
		r.m.Havoc(st, a)
	}
	return r.opaque(st, site)
}

// opaque makes results of which nothing is known.
func (r *run) opaque(st *state.State, site *transfer.Site) []transfer.Outcome {
	res := make([]state.Value, len(site.Results))
	for i, t := range site.Results {
		res[i] = r.m.Symbol(st, site.Key+" result "+strconv.Itoa(i), t)
	}
	return []transfer.Outcome{{State: st, Results: res}}
}

// handedIn reports whether fn is a function value that the caller passed.
func (r *run) handedIn(fn state.Value) bool {
	if fn.Kind != state.Ref || fn.Path != "" {
		return false
	}
	_, ok := r.u.Root(fn.ID)
	return ok
}

// callback calls a function value that the caller passed: what it does is the
// caller's to know, who runs it when this function's contract is applied there.
// Here it is taken to leave handles where they are.
func (r *run) callback(st *state.State, fn state.Value, args []state.Value, site *transfer.Site) []transfer.Outcome {
	for i, a := range args {
		r.m.Entrust(st, a)
		r.scribble(st, a, isSlice(a, site, i))
	}
	out := r.opaque(st, site)
	for _, v := range out[0].Results {
		if v.Kind == state.Ref {
			o := st.Edit(v.ID)
			o.Full = o.Mask
		}
	}
	r.m.LogCall(st, fn, args, out[0].Results, site)
	return out
}
