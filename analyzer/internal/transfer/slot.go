package transfer

import (
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// Slot returns a borrowed handle of what slot name of object id holds. Two
// loads give the same object.
func (m *Machine) Slot(st *state.State, id state.ID, name string) state.Value {
	o := st.Obj(id)
	if o == nil || o.Weak || !st.Live(id) { // what comes out of a dead object may be anything
		return state.Value{}
	}
	if c, ok := o.Cell("#" + name); ok {
		v := st.Resolve(c.Val)
		v.Borrowed = true
		return v
	}
	slot := m.Kind(o.Kind).Slot(name)
	if slot == nil || slot.Many {
		return state.Value{}
	}
	if _, entry := m.U.Root(id); entry && m.flushedBefore(st, id, slot) {
		v := state.RefVal(m.occupy(st, id, slot, &Site{Key: "flushed" + itoa(int(id))}))
		v.Borrowed = true
		return v
	}
	child := m.U.Child(id, "#"+name)
	if _, entry := m.U.Root(child); st.Obj(child) != nil && !entry { // of the object that had this name a round ago
		st.Rename(child, m.U.Older(child))
	}
	if st.Obj(child) == nil {
		st.Put(child, &state.Object{Init: state.Lazy, Mask: state.MaskAll, Full: state.MaskAll, Kind: slot.Kind,
			Slotted: true, Nullable: !slot.NonNull, Home: m.lentHome(st, id, slot)})
		if slot.NonNull {
			o := st.Edit(child)
			o.Mask, o.Full = state.MaskNonNil, state.MaskNonNil
		}
	}
	st.Edit(id).SetCell("#"+name, state.Value{Kind: state.Ref, ID: child, Borrowed: true}, 0)
	return state.Value{Kind: state.Ref, ID: child, Borrowed: true}
}

// flushedBefore reports whether what slot of id holds may not be what it held on
// entry, since its home was flushed before anybody looked.
func (m *Machine) flushedBefore(st *state.State, id state.ID, slot *contract.Slot) bool {
	if slot.NonNull {
		return false
	}
	for _, e := range st.Log {
		if e.Op != contract.OpEndHome || e.X.Kind != state.Ref || st.Obj(e.X.ID) == nil {
			continue
		}
		if h := m.home(st, id); h == e.X.ID || h == 0 || !m.differ(st, h, e.X.ID) {
			return true
		}
	}
	return false
}

// lentHome returns the home of what slot of id holds: id's own home.
func (m *Machine) lentHome(st *state.State, id state.ID, slot *contract.Slot) state.ID {
	kind := m.Kind(st.Obj(id).Kind)
	if own := m.Kind(slot.Kind); kind.Slot(homeSlot) == nil || own == nil || own.Home {
		return 0 // a context is its own home
	}
	return m.home(st, id)
}

// homeSlot is the name of the slot that holds the creating context; a kind that
// has one belongs to that context, and so does what it holds.
const homeSlot = "home"

// set puts y into a slot of op: set1 (Hold), set0 (Move) or a mere assignment.
func (m *Machine) set(op operand, y state.Value) {
	id, _, ok := op.object()
	if op.e.How == contract.Move {
		m.move(op, y)
	}
	if !ok {
		m.Keep(op.f.st, y)
		return
	}
	if op.e.Slot == "" {
		m.log(op, y)
		return
	}
	m.setSlot(op, id, "#"+op.e.Slot, y)
}

func (m *Machine) setSlot(op operand, id state.ID, cell string, y state.Value) {
	st := op.f.st
	m.logSlot(op, cell, y)
	slot := m.Kind(st.Obj(id).Kind).Slot(cell[1:])
	if op.e.May && slot != nil && !slot.Many && !hasCell(st.Obj(id), cell) {
		m.occupy(st, id, slot, op.f.site) // nobody has looked: what is there now, or not
		return
	}
	if slot != nil && slot.Many {
		if y.Kind == state.Ref { // one cell for each occupant
			cell = state.ManySlot(cell, y.ID)
		}
	} else if old, ok := st.Obj(id).Cell(cell); ok && old.Val.Kind == state.Ref && !sameObject(old.Val, y) {
		st.Edit(id).DropCell(cell)
		if cell != "#"+homeSlot {
			m.endBorrows(op, old.Val.ID, finding.SlotReplaced, op.e.May)
		}
	}
	if y.Kind == state.Ref && y.Path == "" {
		if o := st.Obj(y.ID); o != nil && o.Kind == "" && slot != nil {
			st.Edit(y.ID).Kind = slot.Kind
		}
		y.Borrowed = true
	}
	st.Edit(id).SetCell(cell, y, int(op.f.site.Pos))
}

func sameObject(a, b state.Value) bool {
	return a.Kind == state.Ref && b.Kind == state.Ref && a.ID == b.ID
}

// move takes the caller's reference of y: a transfer to another owner.
func (m *Machine) move(op operand, y state.Value) {
	if y.Kind != state.Ref || y.Path != "" {
		return
	}
	st, site := op.f.st, op.f.site
	given := op
	given.v, given.name, given.kind = y, op.f.name(op.e.Y.Path), op.f.kindOf(op.e.Y)
	id, _, ok := given.object()
	if !ok {
		return
	}
	o := st.Edit(id)
	if o.Weak || o.Reported {
		return
	}
	if !takes(o) && !o.Listed {
		m.reportSurplus(given, id)
		return
	}
	o.Moved, o.Counted = true, true
	if op.e.Slot == "" {
		o.Caller++ // somewhere in the new owner: good as long as nothing else is known
		o.Kept = min(o.Kept+1, max(1, o.Owed))
	}
	step(st, id, finding.Step{Kind: finding.Moved, Pos: site.Pos, Call: site.Call, Object: given.name, Count: o.Owed})
}

// end replaces the occupant of a slot by one that is not known.
func (m *Machine) end(op operand) {
	id, o, ok := op.object()
	if !ok {
		return
	}
	st := op.f.st
	cell := "#" + op.e.Slot
	m.logSlot(op, cell, state.Value{})
	old, had := o.Cell(cell)
	if !had { // nobody borrowed from it here, but the next load is of another object
		if slot := m.Kind(o.Kind).Slot(op.e.Slot); slot != nil && slot.Many {
			return
		}
	}
	st.Edit(id).DropCell(cell)
	if had && old.Val.Kind == state.Ref {
		m.endBorrows(op, old.Val.ID, finding.SlotReplaced, op.e.May)
	}
	slot := m.Kind(o.Kind).Slot(op.e.Slot)
	if slot == nil || slot.Many {
		return
	}
	m.occupy(st, id, slot, op.f.site)
}

// occupy puts an object of which nothing is known into a slot. It is named after
// the slot, so that paths on which the slot was refilled in different places can
// be joined; an earlier occupant that anyone still holds is named after the call
// at site from then on.
func (m *Machine) occupy(st *state.State, id state.ID, slot *contract.Slot, site *Site) state.ID {
	occupant := m.U.ID("slot" + itoa(int(id)) + " " + slot.Name)
	st.Edit(id).DropCell("#" + slot.Name)
	if st.Obj(occupant) != nil && st.Mentions(occupant) {
		was := m.U.ID(site.Key + " was " + itoa(int(occupant)))
		if st.Obj(was) != nil {
			was = m.U.Older(was)
		}
		st.Rename(occupant, was)
	}
	st.Put(occupant, &state.Object{Init: state.Lazy, Mask: state.MaskAll, Kind: slot.Kind, Slotted: true,
		Nullable: !slot.NonNull, Home: m.lentHome(st, id, slot)})
	st.Edit(id).SetCell("#"+slot.Name, state.Value{Kind: state.Ref, ID: occupant, Borrowed: true}, int(site.Pos))
	return occupant
}

// lend makes op's object lie within lender.
func (m *Machine) lend(op operand, lender state.Value) {
	lender = lender.Inner()
	id, _, ok := op.object()
	if !ok || lender.Kind != state.Ref {
		return
	}
	o := op.f.st.Edit(id)
	o.Lender, o.LenderBorrowed, o.Owed, o.Caller = lender.ID, lender.Borrowed, 0, 0
	m.log(op, lender)
}
