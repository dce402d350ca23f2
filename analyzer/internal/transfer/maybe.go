package transfer

import (
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// maybe returns a copy of f on which the may effect e did not happen, or nil if
// that makes no difference: rule 6. OpEnd is split only where references of the
// occupant are counted: else what sits in the slot afterwards may be anything, the
// earlier occupant included.
func (f *frame) maybe(e *contract.Effect) *frame {
	if !e.May {
		return nil
	}
	switch e.Op {
	case contract.OpEndHome:
		id, ok := f.st.Resolve(f.val(e.X, nil)).Object()
		if !ok || len(f.m.flushed(f.st, id)) == 0 {
			return nil
		}
	case contract.OpStore, contract.OpSet:
		if !f.fills(e) {
			return nil
		}
	case contract.OpEnd:
		if !f.counted(e) {
			return nil
		}
	case contract.OpRelease, contract.OpRetain:
	default:
		return nil
	}
	return f.fork(f.st.Clone())
}

// fills reports whether e writes something of which anything is known.
func (f *frame) fills(e *contract.Effect) bool {
	if e.Op == contract.OpStore {
		id, cell, _, ok := f.addr(e.X.Path)
		return ok && (!state.IsSlot(cell) || hasCell(f.st.Obj(id), cell))
	}
	id, ok := f.st.Resolve(f.val(e.X, nil)).Object()
	return ok && hasCell(f.st.Obj(id), "#"+e.Slot)
}

func hasCell(o *state.Object, cell string) bool {
	if o == nil {
		return false
	}
	_, ok := o.Cell(cell)
	return ok
}

// counted reports whether the code has a reference of what e replaces: whether a
// handle that is got from there later is of the same object then matters.
func (f *frame) counted(e *contract.Effect) bool {
	id, ok := f.st.Resolve(f.val(e.X, nil)).Object()
	if !ok || f.st.Obj(id) == nil {
		return false
	}
	c, ok := f.st.Obj(id).Cell("#" + e.Slot)
	o := f.st.Obj(c.Val.ID)
	return ok && c.Val.Kind == state.Ref && o != nil && o.Owed+o.Caller > 0
}
