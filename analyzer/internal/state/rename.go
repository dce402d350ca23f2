package state

import (
	"slices"
	"strings"
)

// Rename replaces the ID old by new everywhere. Where new exists already the
// two become one object that stands for both, of which nothing is claimed.
func (s *State) Rename(old, new ID) {
	f := func(id ID) ID {
		if id == old {
			return new
		}
		return id
	}
	o := s.objs[old]
	if o != nil && o.Kind != "" && s.objs[new] == nil { // a handle that is a key is one still
		s.renameKeys(old, new)
	} else {
		s.dropKeyed(old)
	}
	delete(s.objs, old)
	if o != nil {
		c := *o
		c.Cells = slices.Clone(o.Cells) // o is in other states too
		if have := s.objs[new]; have != nil {
			s.loosen(have)
			s.loosen(o)
			c.Cells, c.Init = nil, Opaque
			c.Fresh, c.Weak = false, true
			c.Mask |= have.Mask
			c.Full |= have.Full
		}
		s.Put(new, &c)
	}
	s.mapIDs(f)
	if i, ok := slices.BinarySearch(s.Tainted, old); ok {
		s.Tainted = slices.Delete(slices.Clone(s.Tainted), i, i+1)
		s.Taint(RefVal(new))
	}
}

// loosen drops the leak duty of what o leads to: o is about to be one of several.
func (s *State) loosen(o *Object) {
	var roots []Value
	for _, c := range o.Cells {
		roots = append(roots, c.Val)
		if x := s.objs[c.Val.ID]; IsSlot(c.Path) && c.Val.Kind == Ref && x != nil {
			s.Edit(c.Val.ID).Weak = true // one of several objects holds it, or none
		}
	}
	for id := range s.Reach(roots, false) {
		if x := s.objs[id]; x != nil && x.Kept < max(1, x.Owed) {
			s.Edit(id).Kept = max(1, x.Owed)
		}
	}
}

// Age makes the objects that site made before older ones. It must be called
// before the operands of what runs at site again are read: they may be the
// objects of the last round.
func (s *State) Age(u *Universe, site string) {
	for _, id := range u.sites[site] {
		if s.objs[id] != nil {
			s.Rename(id, u.Older(id))
		}
	}
}

// written returns a copy of o that has none but the cells whose path contains key
// and that were written here: what others put there is there still.
func (o *Object) written(key string) *Object {
	c := *o
	c.Cells = slices.DeleteFunc(slices.Clone(o.Cells), func(c Cell) bool {
		return !strings.Contains(c.Path, key) || o.Init == Lazy && c.Pos == 0
	})
	return &c
}

// renameKeys renames the index old of elements.
func (s *State) renameKeys(old, new ID) {
	was, is := KeyPath(old), KeyPath(new)
	for id, o := range s.objs {
		if !slices.ContainsFunc(o.Cells, func(c Cell) bool { return strings.Contains(c.Path, was) }) {
			continue
		}
		e := s.Edit(id)
		for i := range e.Cells {
			e.Cells[i].Path = strings.ReplaceAll(e.Cells[i].Path, was, is)
		}
		slices.SortFunc(e.Cells, func(a, b Cell) int { return strings.Compare(a.Path, b.Path) })
	}
}

// dropKeyed forgets the elements that were picked by the index id, which is
// about to be another one.
func (s *State) dropKeyed(id ID) {
	key := KeyPath(id)
	for obj, o := range s.objs {
		if slices.ContainsFunc(o.Cells, func(c Cell) bool { return strings.Contains(c.Path, key) }) {
			s.loosen(o.written(key)) // one of its elements, no one knows which
			if x := s.objs[id]; x != nil && x.Kept < max(1, x.Owed) {
				s.Edit(id).Kept = max(1, x.Owed)
			}
			e := s.Edit(obj)
			e.Cells = slices.DeleteFunc(e.Cells, func(c Cell) bool { return strings.Contains(c.Path, key) })
			if e.Init == Zero {
				e.Init = Opaque
			}
		}
	}
	for r, v := range s.Regs {
		if v.Kind == Ref && strings.Contains(v.Path, key) {
			s.Regs[r] = Value{}
		}
	}
}
