package state

import (
	"slices"
	"strconv"
)

// Join returns a state that covers both s and t, which must have equal
// Resources: what they know of plain values is weakened to what both say, and
// the symbols of which something was forgotten are tainted, so that a later
// branch on one of them raises Doubt instead of reporting what cannot be.
//
// Laws (tested): Join covers both arguments; it is idempotent; it is commutative
// up to the choice of traces.
func (s *State) Join(t *State, fresh func(name string) ID) *State {
	j := s.Clone()
	taint := map[ID]bool{}
	for _, id := range append(slices.Clone(s.Tainted), t.Tainted...) {
		taint[id] = true
	}
	// differ returns a symbol for a value that is one thing in s and another in t.
	differ := func(name string, v, w Value) Value {
		id := fresh(name)
		// As of any handle that comes from somewhere, one reference may be given back.
		j.Put(id, &Object{Init: Opaque, Mask: s.Mask(v) | t.Mask(w), Caller: 1})
		taint[id] = true
		return RefVal(id)
	}
	for _, id := range t.IDs() {
		j.joinObject(s.objs[id], t.objs[id], id, differ, taint)
	}
	for _, id := range s.IDs() {
		if t.objs[id] == nil {
			j.unseen(id, s.objs[id], taint)
		}
	}
	for _, truth := range append(slices.Clone(s.Truths), t.Truths...) {
		if !slices.ContainsFunc(s.Truths, truth.same) || !slices.ContainsFunc(t.Truths, truth.same) {
			truth.Cond.Refs(func(id ID) { taint[id] = true })
			j.Truths = slices.DeleteFunc(slices.Clone(j.Truths), truth.same)
		}
	}
	for _, r := range s.sortedRegs() {
		w, ok := t.Regs[r]
		if v := s.Regs[r]; !ok || !v.Equal(w) {
			j.Regs[r] = differ("reg "+strconv.Itoa(int(r)), v, w)
		}
	}
	j.Doubt = s.Doubt || t.Doubt
	j.Tainted = j.Tainted[:0:0]
	for id := range taint {
		if j.objs[id] != nil {
			j.Tainted = append(j.Tainted, id)
		}
	}
	slices.Sort(j.Tainted)
	return j
}

// unseen puts object o, which one of the states never looked at: what the other
// learned of it by branching does not hold.
func (j *State) unseen(id ID, o *Object, taint map[ID]bool) {
	j.objs[id] = o
	delete(j.own, id)
	if o.Full != 0 && o.Mask != o.Full {
		j.Edit(id).Mask = o.Full
		taint[id] = true
	}
}

// joinObject makes object id of j cover both o, its own, and p.
func (j *State) joinObject(o, p *Object, id ID, differ func(string, Value, Value) Value, taint map[ID]bool) {
	if o == nil { // only seen in the other state
		j.unseen(id, p, taint)
		return
	}
	if o == p {
		return
	}
	if o.Init != p.Init {
		j.Edit(id).Init = Opaque
	}
	if p.Shared && !o.Shared {
		j.Edit(id).Shared = true
	}
	if o.Mask != p.Mask {
		j.Edit(id).Mask |= p.Mask
		taint[id] = true
	}
	for _, c := range p.Cells {
		mine, ok := o.Cell(c.Path)
		switch {
		case !ok && c.Pos == 0: // first read there
			j.Edit(id).SetCell(c.Path, c.Val, 0)
		case ok && mine.Val.Equal(c.Val):
		default:
			v := differ("cell "+strconv.Itoa(int(id))+c.Path, mine.Val, c.Val)
			j.Edit(id).SetCell(c.Path, v, max(mine.Pos, c.Pos))
		}
	}
	for _, c := range o.Cells {
		if _, ok := p.Cell(c.Path); !ok && c.Pos != 0 {
			j.Edit(id).SetCell(c.Path, differ("cell "+strconv.Itoa(int(id))+c.Path, c.Val, Value{}), c.Pos)
		}
	}
}

func (t Truth) same(u Truth) bool { return t.Holds == u.Holds && t.Cond.Equal(u.Cond) }

// IsTainted reports whether v rests on a symbol of which a join forgot something.
func (s *State) IsTainted(v Value) bool {
	found := false
	if len(s.Tainted) > 0 {
		v.Refs(func(id ID) {
			_, ok := slices.BinarySearch(s.Tainted, id)
			found = found || ok
		})
	}
	return found
}
