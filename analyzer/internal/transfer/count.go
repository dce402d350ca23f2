package transfer

import (
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// maxOwed is the largest number of references that is counted exactly.
const maxOwed = 6

// use needs a good handle: rules 1 and 2, and NULL where the callee crashes on it.
func (m *Machine) use(op operand) {
	st := op.f.st
	if op.v.IsInt(0) {
		if op.e.Crash {
			op.f.crashed = true
			if k := m.Kind(op.kind); k != nil && k.Optional {
				m.report(op, 0, finding.Finding{Class: finding.NullResult, Reason: finding.KnownNull})
			}
		}
		return
	}
	id, o, ok := op.object()
	if !ok {
		return
	}
	logged := op
	if op.e.Crash && o.Mask&state.Mask0 == 0 { // the code knows that it is not nil: no caller need care
		e := *op.e
		e.Crash = false
		logged.e = &e
	}
	if op.e.Crash && o.Mask&state.Mask0 != 0 {
		if k := m.Kind(o.Kind); o.Nullable && !o.Reported && !o.Weak && k != nil && k.Optional {
			m.report(op, id, finding.Finding{Class: finding.NullResult, Reason: finding.Unchecked})
		}
		NotNil(st, id) // it did not crash
	}
	if !o.Lost || o.Owed > 0 { // one that leaked here is good, but the caller hears of no reference that makes it so
		m.log(logged, state.Value{})
	}
	if st.Good(id, op.v.Borrowed) || st.Obj(id).Reported || st.Obj(id).Excused || op.f.releases(op.e) {
		return
	}
	m.reportBad(op, id, finding.UseAfterRelease)
}

// releases reports whether the row goes on to release what e uses: then that is
// what is wrong with a dead handle (rule 7).
func (f *frame) releases(e *contract.Effect) bool {
	for _, later := range f.row.Effects {
		v := later.X
		if later.Op == contract.OpSet && later.How == contract.Move {
			v = later.Y
		} else if later.Op != contract.OpRelease {
			continue
		}
		if v.Kind == contract.At && v.Path.Equal(e.X.Path) {
			return true
		}
	}
	return false
}

// retain gives the code one more reference.
func (m *Machine) retain(op operand) {
	id, _, ok := op.object()
	if !ok {
		return
	}
	st, site := op.f.st, op.f.site
	if !st.Good(id, op.v.Borrowed) && !st.Obj(id).Reported && !st.Obj(id).Excused {
		m.reportBad(op, id, finding.UseAfterRelease)
	}
	o := st.Edit(id)
	if o.Weak {
		return
	}
	acquired := o.Owed == 0
	o.Owed++
	o.Counted = true
	o.Possible = o.Possible || op.f.c.Source == contract.FromConvention
	if o.Owed > maxOwed {
		o.Owed, o.Weak = maxOwed, true // too many to count: nothing is claimed
	}
	kind := finding.Retained
	name := op.name
	if acquired && (op.f.givesResult(op.e) || slotted(st, id) && op.f.site.Target != "") {
		kind, name = finding.Acquired, op.f.site.Target
	}
	step(st, id, finding.Step{Kind: kind, Pos: site.Pos, Call: site.Call, Object: name, Count: o.Owed})
	op.f.inside(id, op.e)
	m.log(op, state.Value{})
}

// givesResult reports whether what e retains is also a result of the call.
func (f *frame) givesResult(e *contract.Effect) bool {
	for _, r := range f.row.Results {
		if r.Kind == contract.At && r.Path.Equal(e.X.Path) {
			return true
		}
	}
	return false
}

// release takes one reference: rule 3.
func (m *Machine) release(op operand) {
	id, o, ok := op.object()
	if !ok {
		return
	}
	st, site := op.f.st, op.f.site
	m.log(op, state.Value{})
	if o.Owed == 0 && o.Caller == 0 && st.PayLoss(id) {
		return
	}
	o = st.Edit(id)
	switch {
	case o.Weak || o.Reported:
		return
	case takes(o):
	case o.Listed:
		return
	case o.Lapse != nil && o.Lapse.Reason == finding.HomeFlushed:
		return // judged where the flush did not end it: there it is the slot's object still
	default:
		m.reportSurplus(op, id)
		return
	}
	o.Counted, o.Kept = true, min(o.Kept, max(1, o.Owed))
	step(st, id, finding.Step{Kind: finding.Released, Pos: site.Pos, Call: site.Call, Object: op.name, Count: o.Owed})
	op.f.inside(id, op.e)
	if o.Owed == 0 && o.Caller == 0 {
		o.Ended = &state.End{Reason: finding.LastReleased, By: site.Call, Pos: int(site.Pos), Possible: op.e.May}
		if o.Lapse != nil { // our reference was what kept borrows good
			lapse := *o.Ended
			lapse.Possible = lapse.Possible || o.Lapse.Possible
			o.Lapse = &lapse
		}
		m.lost(op, id)
	}
}

// takes takes one of the references of o that the code may give away, and reports
// whether there is one.
func takes(o *state.Object) bool {
	switch {
	case o.Owed > 1 || o.Owed == 1 && !o.Finalizing: // else a finalizer will give that one back
		o.Owed--
	case o.Caller > 0:
		o.Caller--
	default:
		return false
	}
	return true
}

// lost ends the borrows from the slots of id, if nothing holds id any more.
func (m *Machine) lost(op operand, id state.ID) {
	st := op.f.st
	if st.Live(id) {
		return
	}
	var occupants []state.ID
	for _, c := range st.Obj(id).Cells {
		if state.IsSlot(c.Path) && c.Val.Kind == state.Ref {
			occupants = append(occupants, c.Val.ID)
		}
	}
	for _, occ := range occupants {
		m.endBorrows(op, occ, finding.LenderFreed, false)
	}
}

// endBorrows notes why borrowed handles of id went bad, if they did.
func (m *Machine) endBorrows(op operand, id state.ID, reason finding.Reason, possible bool) {
	st, site := op.f.st, op.f.site
	o := st.Obj(id)
	if o == nil || o.Mask == state.Mask0 || st.Live(id) && o.Owed == 0 {
		return
	}
	o = st.Edit(id)
	o.Lapse = &state.End{Reason: reason, Possible: possible, By: site.Call, Pos: int(site.Pos)}
	kind := finding.Ended
	if possible {
		kind = finding.MayEnd
	}
	step(st, id, finding.Step{Kind: kind, Pos: site.Pos, Call: site.Call, Object: op.name, Count: -1})
	op.f.inside(id, op.e)
	if o.Owed == 0 {
		m.lost(op, id)
	}
}

func slotted(st *state.State, id state.ID) bool {
	o := st.Obj(id)
	return o != nil && o.Slotted
}
