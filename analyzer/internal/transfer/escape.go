package transfer

import (
	"go/token"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// Keep notes that v was put in a place that is not known. Each handle that can be
// reached from it carries one reference there, which is no one's debt any more.
func (m *Machine) Keep(st *state.State, v state.Value) {
	handles := map[state.ID]int{}
	count := func(id state.ID) { handles[id]++ }
	v.Refs(count)
	for id := range st.Reach([]state.Value{v}, false) {
		if o := st.Obj(id); o != nil {
			for _, c := range o.Cells {
				if !state.IsSlot(c.Path) {
					c.Val.Refs(count)
					for _, key := range state.KeysIn(c.Path) {
						count(key)
					}
				}
			}
		}
	}
	for id, n := range handles {
		if o := st.Obj(id); o != nil {
			if kept := min(o.Kept+n, max(1, o.Owed)); kept > o.Kept {
				st.Edit(id).Kept = kept
			}
		}
	}
}

// Entrust notes that v was handed to a function that the caller passed: whether
// it gives references back or keeps them is seen where that function is known.
func (m *Machine) Entrust(st *state.State, v state.Value) {
	for id := range st.Reach([]state.Value{v}, false) {
		if o := st.Obj(id); o != nil && !o.Entrusted {
			st.Edit(id).Entrusted = true
			m.refill(st, id)
		}
	}
}

// Havoc notes that what can be reached from v may have been read, kept and
// written by code that is not known.
func (m *Machine) Havoc(st *state.State, v state.Value) {
	m.Keep(st, v)
	for id := range st.Reach([]state.Value{v}, false) {
		o := st.Obj(id)
		if o == nil {
			continue
		}
		e := st.Edit(id)
		e.Cells = slices.DeleteFunc(e.Cells, func(c state.Cell) bool { return true })
		if e.Kind == "" {
			e.Init = state.Opaque
		}
		m.refill(st, id)
	}
}

// refill notes that the slots of id may hold anything now, if it has any.
func (m *Machine) refill(st *state.State, id state.ID) {
	k := m.Kind(st.Obj(id).Kind)
	if k == nil {
		return
	}
	for i := range k.Slots {
		slot := &k.Slots[i]
		if slot.Many || slot.NonNull {
			continue
		}
		m.occupy(st, id, slot, &Site{Key: "any" + itoa(int(id))})
		e := contract.Effect{Op: contract.OpEnd, Slot: slot.Name, May: true}
		m.append(st, state.Entry{Op: e.Op, X: state.RefVal(id), Effect: e}, &Site{})
	}
}

// Share notes that another goroutine, or a function that is called at any time,
// reads and writes what v points to.
func (m *Machine) Share(st *state.State, v state.Value) {
	m.Keep(st, v)
	if v.Kind == state.Ref && st.Obj(v.ID) != nil {
		o := st.Edit(v.ID)
		o.Shared = true
	}
}

// Escape notes that the handles in v leave the function, in the way that how
// says, at pos: if the function ends what they borrow, it must not. Of a handle
// with a reference, that it lies somewhere is no use of it; a goroutine uses it.
func (m *Machine) Escape(st *state.State, v state.Value, how finding.Reason, pos int) {
	for id := range st.Reach([]state.Value{v}, false) {
		o := st.Obj(id)
		if o == nil || o.Kind == "" && !(o.Init == state.Lazy && near(st, v, id)) { // what came from outside may turn out to be an object
			continue
		}
		borrowed := borrowedIn(st, v, id)
		if how != finding.InGoroutine && !borrowed {
			m.Dead(st, state.RefVal(id), how, token.Pos(pos))
			continue
		}
		e := state.Escaped{Val: state.Value{Kind: state.Ref, ID: id, Borrowed: borrowed}, Pos: pos, How: uint8(how)}
		if len(st.Escapes) < maxLog && !slices.ContainsFunc(st.Escapes, func(x state.Escaped) bool {
			return x.Val.Equal(e.Val) && x.Pos == e.Pos
		}) {
			st.Escapes = append(slices.Clip(st.Escapes), e)
		}
	}
}

// near reports whether v is id, or the address of a variable that holds it.
func near(st *state.State, v state.Value, id state.ID) bool {
	if v.ID == id || v.Kind != state.Ref || st.Obj(v.ID) == nil {
		return true
	}
	c, ok := st.Obj(v.ID).Cell(v.Path)
	return ok && c.Val.ID == id
}

// borrowedIn reports whether the handle of id that v leads to is a borrow.
func borrowedIn(st *state.State, v state.Value, id state.ID) bool {
	borrowed := false
	var look func(v state.Value, depth int)
	look = func(v state.Value, depth int) {
		if v.Kind == state.Ref {
			if v.ID == id {
				borrowed = borrowed || v.Borrowed
				return
			}
			if o := st.Obj(v.ID); o != nil && depth < 4 {
				for _, c := range o.Cells {
					look(c.Val, depth+1)
				}
			}
		}
		for _, s := range v.Sub {
			look(s, depth)
		}
	}
	look(v, 0)
	return borrowed
}

// Sync forgets what other goroutines hold, which were waited for; a borrow that
// ended before that escaped to them.
func (m *Machine) Sync(st *state.State) {
	for _, e := range st.Escapes {
		if finding.Reason(e.How) == finding.InGoroutine {
			m.Dead(st, e.Val, finding.InGoroutine, token.Pos(e.Pos))
		}
	}
	st.Escapes = slices.DeleteFunc(slices.Clone(st.Escapes), func(e state.Escaped) bool {
		return finding.Reason(e.How) == finding.InGoroutine
	})
}
