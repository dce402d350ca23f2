package solve

import (
	"go/token"
	"strings"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// checkExit looks for what a return of the whole function leaves behind.
func (r *run) checkExit(x exit) {
	left := r.handlesLeft(x)
	for _, l := range x.st.Lost {
		if o := x.st.Obj(l.ID); o != nil { // an owned handle that leaves without a reference of its own has this one
			l.Count -= max(0, left.owned[l.ID]-max(0, o.Owed-o.Kept)-o.Caller)
		}
		if l.Count > 0 {
			r.leak(x, l)
		}
	}
	r.surplus(x, left)
	for _, id := range x.st.IDs() {
		r.borrowedFinal(x.st, id)
	}
	for _, v := range x.res {
		r.borrowedCapture(x, v)
	}
	for _, v := range x.res {
		r.deadResult(x, v)
	}
	seen := map[state.ID]bool{}
	for id := range x.st.Reach(x.res, false) {
		if o := x.st.Obj(id); o != nil && o.Fresh {
			r.deadCells(x, id, finding.Returned, x.pos, seen)
		}
	}
	clear(seen)
	for _, id := range x.st.IDs() {
		root, ok := r.u.Root(id)
		if !ok || x.st.Obj(id).Slotted {
			continue
		}
		how := finding.StoredLonger
		if root.Name != "" {
			how = finding.StoredGlobal
		}
		r.deadCells(x, id, how, token.NoPos, seen)
	}
	for _, e := range x.st.Escapes {
		r.m.Dead(x.st, e.Val, finding.Reason(e.How), token.Pos(e.Pos))
	}
}

func (r *run) leak(x exit, l state.Loss) {
	o := l.Obj
	steps := o.Trace.Steps()
	at := acquired(steps)
	if at < 0 {
		return
	}
	reason := finding.NeverReleased
	if steps[at].Object == "" {
		reason = finding.Discarded
	}
	steps = append(steps, finding.Step{Kind: finding.Lost, Pos: x.pos, Object: steps[at].Object, Count: l.Count})
	r.m.Found(x.st, finding.Finding{Class: finding.Leak, Reason: reason, Pos: steps[at].Pos, Call: steps[at].Call,
		Object: steps[at].Object, Kind: r.word(o.Kind), Steps: steps, Possible: o.Possible})
}

// acquired returns the index of the step that took the reference that is owed
// at the end of steps, -1 if there is none.
func acquired(steps []finding.Step) int {
	at := -1
	for i, s := range steps {
		if s.Depth > 0 {
			continue
		}
		switch s.Kind {
		case finding.Acquired, finding.Retained:
			if at < 0 || s.Count <= 1 || s.Count > steps[at].Count {
				at = i
			}
		case finding.Released, finding.Moved:
			if s.Count == 0 {
				at = -1
			}
		}
	}
	return at
}

// deadResult reports a handle that is returned though it is no longer good.
func (r *run) deadResult(x exit, v state.Value) {
	v = v.Inner()
	if v.Kind == state.Ref && v.Path == "" {
		r.m.Dead(x.st, v, finding.Returned, x.pos)
		return
	}
	if v.Kind == state.Struct {
		for _, s := range v.Sub {
			r.deadResult(x, s)
		}
	}
}

// deadCells reports what is no longer good in memory that outlives the function:
// in a result (at the return), or borrowed and stored where a caller finds it (at
// the store).
func (r *run) deadCells(x exit, id state.ID, how finding.Reason, pos token.Pos, seen map[state.ID]bool) {
	if seen[id] {
		return
	}
	seen[id] = true
	o := x.st.Obj(id)
	for _, c := range o.Cells {
		if state.IsSlot(c.Path) || strings.HasPrefix(c.Path, "|") || how != finding.Returned && c.Pos == 0 {
			continue
		}
		at := pos
		if !at.IsValid() {
			at = token.Pos(c.Pos)
		}
		v := c.Val.Inner()
		if how == finding.Returned || v.Borrowed {
			r.m.Dead(x.st, v, how, at)
		}
		if inner := x.st.Obj(v.ID); v.Kind == state.Ref && inner != nil && inner.Fresh && inner.Kind == "" && how != finding.Returned {
			r.deadCells(x, v.ID, how, at, seen)
		}
	}
}

// surplus looks for objects that are reached by fewer handles than the
// references that are owed: each handle that leaves carries one.
func (r *run) surplus(x exit, left handles) {
	for _, id := range x.st.IDs() {
		o := x.st.Obj(id)
		handles, reached := left.all[id]
		n := handles + o.Kept
		if o.Owed <= n || !reached || o.Weak || o.Reported || !o.Slotted && !o.Fresh || o.Entrusted || transfer.Finalized(x.st, id) {
			continue
		}
		lost := *o
		r.leak(x, state.Loss{ID: id, Obj: &lost, Pos: int(x.pos), Count: o.Owed - n})
		r.m.Forget(x.st, id, o.Owed-n, o.Lost)
		x.st.Edit(id).Owed = n
	}
}

// handles counts the handles of objects that the caller can reach.
type handles struct{ all, owned map[state.ID]int }

func (r *run) handlesLeft(x exit) handles {
	left := handles{map[state.ID]int{}, map[state.ID]int{}}
	count := func(v state.Value, n int) {
		if id, ok := v.Object(); ok {
			left.all[id] += n
			if !v.Inner().Borrowed {
				left.owned[id] += n
			}
		}
	}
	for _, v := range x.res {
		count(v, 1)
		for _, s := range v.Sub {
			count(s, 1)
		}
	}
	for id := range x.st.Reach(append(x.st.Roots(r.u), x.res...), false) {
		if o := x.st.Obj(id); o != nil {
			for _, c := range o.Cells {
				switch {
				case state.IsSlot(c.Path):
				case state.IsKept(c.Path):
					count(c.Val, 0) // Object.Kept has it
				default:
					count(c.Val, 1)
				}
			}
		}
	}
	return left
}
