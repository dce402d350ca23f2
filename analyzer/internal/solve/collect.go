package solve

import (
	"go/token"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// collect drops the objects that nothing can name any more. Where one of them
// has a reference that the code owes, that is lost from here on; whether it is a
// leak is decided where the function returns, since a panic is no exit.
func (r *run) collect(st *state.State, keep []state.Value, pos token.Pos) {
	roots := append(st.Roots(r.u), keep...)
	goReach := st.Reach(roots, false)
	for _, id := range st.IDs() {
		if st.Obj(id).Owed > 0 && !goReach[id] {
			r.lose(st, id, pos)
		}
	}
	for _, id := range st.IDs() { // once it is known what they have left to give back
		if len(st.Obj(id).Final) > 0 && !goReach[id] {
			r.finalize(st, id)
		}
	}
	st.Log = r.liveLog(st, roots)
	for _, e := range st.Log {
		roots = append(roots, e.X, e.Y)
		roots = append(append(roots, e.Args...), e.Res...)
	}
	for _, e := range st.Escapes {
		roots = append(roots, e.Val)
	}
	all := st.Reach(roots, true)
	r.holders(st, all)
	for _, id := range st.IDs() {
		if _, entry := r.u.Root(id); !all[id] && !entry && !st.Obj(id).Const && !r.answered(st, id, all) { // what was found equal to a constant is no other
			st.Drop(id)
		}
	}
	st.DropTruths()
}

// answered reports whether something is known of id, which was computed from what
// may be asked again.
func (r *run) answered(st *state.State, id state.ID, kept map[state.ID]bool) bool {
	from, ok := r.u.Computed(id)
	if mask := st.Obj(id).Mask; !ok || mask == state.MaskAll || mask == state.MaskBool || st.Obj(from) == nil {
		return false
	}
	_, entry := r.u.Root(from)
	return entry || kept[from]
}

// liveLog drops the entries of objects that are gone and that no caller ever
// heard of: loops would make the log longer in each round.
func (r *run) liveLog(st *state.State, roots []state.Value) []state.Entry {
	if len(st.Log) == 0 {
		return nil
	}
	for _, e := range st.Log { // what a function that the caller passed got, the caller knows
		if e.Op == contract.OpCall || r.m.Rooted(e.X) {
			roots = append(append(roots, e.Args...), e.X, e.Y)
		}
	}
	reach := st.Reach(roots, true)
	r.holders(st, reach)
	gone := func(e state.Entry) bool {
		return e.Op != contract.OpCall && e.X.Kind == state.Ref && !r.m.Rooted(e.X) && !reach[e.X.ID]
	}
	if !slices.ContainsFunc(st.Log, gone) && !repeated(st.Log) {
		return st.Log
	}
	return slices.CompactFunc(slices.DeleteFunc(slices.Clone(st.Log), gone), sameUse)
}

// repeated reports whether one use follows another of the same: two objects have
// turned out to be one.
func repeated(log []state.Entry) bool {
	for i := range log {
		if i > 0 && sameUse(log[i-1], log[i]) {
			return true
		}
	}
	return false
}

func sameUse(a, b state.Entry) bool {
	return a.Op == contract.OpUse && b.Op == contract.OpUse && a.X.Equal(b.X) && a.Effect.Crash == b.Effect.Crash
}

// holders adds to keep what holds something that is kept: whether a borrow is
// good depends on its lender.
func (r *run) holders(st *state.State, keep map[state.ID]bool) {
	for changed := true; changed; {
		changed = false
		for _, id := range st.IDs() {
			o := st.Obj(id)
			if keep[id] || o.Kind == "" || !st.Live(id) {
				continue
			}
			for _, c := range o.Cells {
				if state.IsSlot(c.Path) && c.Val.Kind == state.Ref && keep[c.Val.ID] && !keep[id] && needs(st, c.Val.ID, o) {
					keep[id], changed = true, true
				}
			}
		}
	}
}

// needs reports whether it matters to what id is that holder holds it: one that
// leaked is of interest only to what nothing else keeps alive.
func needs(st *state.State, id state.ID, holder *state.Object) bool {
	o := st.Obj(id)
	return !holder.Lost || o != nil && o.Owed == 0 && o.Caller == 0
}

// lose notes that the owed references of id cannot be given back any more.
func (r *run) lose(st *state.State, id state.ID, pos token.Pos) {
	o := st.Edit(id)
	owed := o.Owed
	final := transfer.Finalizers(st, id)
	if o.Weak || o.Reported || o.Entrusted || owed <= final+o.Kept {
		return
	}
	lost := *o
	owed -= final + o.Kept
	r.m.Forget(st, id, owed, o.Lost)
	o.Owed, o.Lost = final+o.Kept, true
	if slices.ContainsFunc(st.Lost, func(l state.Loss) bool { return l.ID == id }) {
		return
	}
	st.Lost = append(st.Lost[:len(st.Lost):len(st.Lost)], state.Loss{ID: id, Obj: &lost, Pos: int(pos), Count: owed})
}

// finalize checks an object that becomes unreachable: its finalizer will give
// back what its cells hold, which an explicit release must have cleared.
func (r *run) finalize(st *state.State, id state.ID) {
	r.borrowedFinal(st, id)
	o := st.Obj(id)
	for _, fin := range o.Final {
		v, _ := st.Releases(id, fin)
		obj := st.Obj(v.ID)
		if v.Kind == state.Ref && obj != nil && obj.Owed > 0 {
			e := st.Edit(v.ID)
			e.Kept, e.Finalizing = min(e.Kept+1, e.Owed), true // the finalizer gives it back
			continue
		}
		if v.Kind != state.Ref || obj == nil || obj.Mask == state.Mask0 || obj.Reported || obj.Weak || !obj.Counted ||
			obj.Owed > 0 || obj.Caller > 0 || obj.Moved || obj.Ended == nil {
			continue
		}
		st.Edit(v.ID).Reported = true
		f := finding.Finding{Class: finding.OverRelease, Reason: finding.FinalizerToo,
			Pos: token.Pos(obj.Ended.Pos), Call: obj.Ended.By, Object: transfer.Name(obj), Kind: r.word(obj.Kind),
			Steps: obj.Trace.Steps()}
		if fin.Late { // it is the finalizer that comes second
			f.Reason, f.Pos, f.Call = finding.ReleasedTwice, token.Pos(fin.Pos), fin.Call
			f.Steps = append(f.Steps, finding.Step{Kind: finding.Used, Pos: f.Pos, Call: f.Call, Object: f.Object, Count: -1})
		}
		r.m.Found(st, f)
	}
}

func (r *run) word(kind string) string {
	if k := r.s.Kind(kind); k != nil {
		return k.Word
	}
	return ""
}
