package transfer

import (
	"go/token"
	"strconv"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

func itoa(n int) string { return strconv.Itoa(n) }

// home returns the context that id belongs to; 0 if that is not known.
func (m *Machine) home(st *state.State, id state.ID) state.ID {
	o := st.Obj(id)
	if o == nil {
		return 0
	}
	k := m.Kind(o.Kind)
	if k.Slot(homeSlot) != nil {
		if v := m.Slot(st, id, homeSlot); v.Kind == state.Ref {
			return v.ID
		}
		return 0
	}
	if k != nil && k.Home {
		return id
	}
	return o.Home
}

func (m *Machine) setHome(op operand, y state.Value) {
	id, o, ok := op.object()
	if !ok {
		return
	}
	m.log(op, y)
	home := state.Unbound
	if y.Kind == state.Ref {
		if home = m.home(op.f.st, y.ID); home == 0 {
			return
		}
	} else if op.e.Y.Kind != contract.Nil {
		return
	}
	if m.Kind(o.Kind).Slot(homeSlot) != nil {
		op.f.st.Edit(id).SetCell("#"+homeSlot, state.Value{Kind: state.Ref, ID: home, Borrowed: true}, 0)
		return
	}
	op.f.st.Edit(id).Home = home
}

// sameHome needs op and y to belong to one context, and binds op if it belongs
// to none yet: rule 5.
func (m *Machine) sameHome(op operand, y state.Value, yName string) {
	id, o, ok := op.object()
	if !ok || y.Kind != state.Ref {
		return
	}
	st, site := op.f.st, op.f.site
	other := operand{f: op.f, e: op.e, v: y, name: yName, kind: op.f.kindOf(op.e.Y)}
	if _, _, ok := other.object(); !ok {
		return
	}
	m.log(op, y)
	if weak(st, id) || weak(st, y.ID) {
		return
	}
	hx, hy := m.home(st, id), m.home(st, y.ID)
	switch {
	case hy == 0 || hy == state.Unbound:
		if hx > 0 && hy == state.Unbound {
			st.Edit(y.ID).Home = hx
		}
	case hx == 0 || hx == state.Unbound:
		if m.Kind(o.Kind).Slot(homeSlot) == nil {
			st.Edit(id).Home = hy
			step(st, id, finding.Step{Kind: finding.Bound, Pos: site.Pos, Call: site.Call, Object: op.name, Count: -1})
		}
	case hx != hy && m.differ(st, hx, hy) && !st.Obj(id).Reported:
		m.report(op, id, finding.Finding{Class: finding.CrossContext, Other: yName})
	}
}

// differ reports whether two contexts are provably not the same: distinct
// objects, or two parameters, which are not aliases of one another unless the
// body shows otherwise.
func (m *Machine) differ(st *state.State, a, b state.ID) bool {
	if distinct(m, a, st.Obj(a), b, st.Obj(b)) {
		return true
	}
	x, isX := m.U.Root(a)
	y, isY := m.U.Root(b)
	if !isX || !isY || x.Root != contract.Param || y.Root != contract.Param || len(x.Elems)+len(y.Elems) > 0 || x.Index == y.Index {
		return false
	}
	for _, t := range st.Truths {
		if t.Cond.Op == token.EQL && t.Cond.Sub[0].ID+t.Cond.Sub[1].ID == a+b {
			return false
		}
	}
	return true
}

// endHome ends the borrows of all sessions that may belong to context op. What
// the slots hold are the same objects still, so that releases and leaks of them
// are judged where the flush ended nothing.
func (m *Machine) endHome(op operand) {
	id, _, ok := op.object()
	if !ok {
		return
	}
	st := op.f.st
	m.log(op, state.Value{})
	flushed := m.flushed(st, id)
	m.unseen(op, id)
	if op.e.May && len(flushed) == 1 { // where there was none, nothing happened
		m.AssumeMask(st, flushed[0].cell.Val, state.MaskNonNil)
	}
	for _, f := range flushed {
		st.Edit(f.holder).DropCell(f.cell.Path)
		m.endBorrows(op, f.cell.Val.ID, finding.HomeFlushed, op.e.May)
		if slot := m.Kind(st.Obj(f.holder).Kind).Slot(f.cell.Path[1:]); slot != nil {
			occupant := st.Edit(m.occupy(st, f.holder, slot, op.f.site))
			if c, ok := st.Obj(f.holder).Cell(f.cell.Path); ok && st.Obj(f.cell.Val.ID) != nil && c.Val.ID != f.cell.Val.ID {
				occupant.Was = f.cell.Val.ID
			}
			if op.e.May {
				occupant.Kept, occupant.Mask = maxOwed, st.Obj(f.cell.Val.ID).Mask
			}
		}
	}
}

// A filled is a slot of holder that is filled.
type filled struct {
	holder state.ID
	cell   state.Cell
}

// flushed returns the slots whose borrows a flush of context ctx may end.
func (m *Machine) flushed(st *state.State, ctx state.ID) []filled {
	var out []filled
	for _, holder := range m.holdersOf(st, ctx) {
		for _, c := range st.Obj(holder).Cells {
			if !state.IsSlot(c.Path) || c.Val.Kind != state.Ref {
				continue
			}
			occ := st.Obj(c.Val.ID)
			if occ == nil || occ.Owed > 0 || occ.Caller > 0 || occ.Lost || occ.Mask == state.Mask0 || occ.Kind == st.Obj(ctx).Kind {
				continue // there is no borrow, or a reference of the code keeps it
			}
			out = append(out, filled{holder, c})
		}
	}
	return out
}

// holdersOf returns the objects with slots that may belong to context ctx.
func (m *Machine) holdersOf(st *state.State, ctx state.ID) []state.ID {
	var out []state.ID
	for _, id := range st.IDs() {
		if m.Kind(st.Obj(id).Kind).Slot(homeSlot) == nil {
			continue
		}
		if h := m.home(st, id); h == ctx || h == 0 || !m.differ(st, h, ctx) {
			out = append(out, id)
		}
	}
	return out
}

// unseen notes that what a flush of ctx leaves in a slot that nobody looked at is
// not what a caller may have borrowed from there.
func (m *Machine) unseen(op operand, ctx state.ID) {
	st := op.f.st
	for _, holder := range m.holdersOf(st, ctx) {
		k := m.Kind(st.Obj(holder).Kind)
		for i := range k.Slots {
			slot := &k.Slots[i]
			if !slot.Many && !slot.NonNull && slot.Kind != st.Obj(ctx).Kind && !hasCell(st.Obj(holder), "#"+slot.Name) {
				m.occupy(st, holder, slot, op.f.site)
			}
		}
	}
}
