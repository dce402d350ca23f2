package state

import (
	"slices"
	"strconv"
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
	s.dropKeyed(old)
	o := s.objs[old]
	delete(s.objs, old)
	if o != nil {
		c := *o
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
		if x := s.objs[id]; x != nil && !x.Loose {
			s.Edit(id).Loose = true
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

// dropKeyed forgets the elements that were picked by the index id, which is
// about to be another one.
func (s *State) dropKeyed(id ID) {
	key := "[$" + strconv.Itoa(int(id)) + "]"
	for obj, o := range s.objs {
		if slices.ContainsFunc(o.Cells, func(c Cell) bool { return strings.Contains(c.Path, key) }) {
			s.loosen(o) // one of its elements, no one knows which
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

func (s *State) mapIDs(f func(ID) ID) {
	for r, v := range s.Regs {
		s.Regs[r] = v.Map(f)
	}
	for id, o := range s.objs {
		if !o.mentions(f) {
			continue
		}
		e := s.Edit(id)
		for i := range e.Cells {
			e.Cells[i].Val = e.Cells[i].Val.Map(f)
		}
		e.Lender, e.Home = f(e.Lender), f(e.Home)
		e.Final = slices.Clone(e.Final)
		for i := range e.Final {
			e.Final[i].Arg = e.Final[i].Arg.Map(f)
		}
	}
	s.Defers = slices.Clone(s.Defers)
	for i, d := range s.Defers {
		s.Defers[i] = Deferred{d.Site, d.Fn.Map(f), mapAll(d.Args, f)}
	}
	s.Pins = mapAll(s.Pins, f)
	s.Gos = slices.Clone(s.Gos)
	for i, d := range s.Gos {
		s.Gos[i] = Deferred{d.Site, d.Fn.Map(f), mapAll(d.Args, f)}
	}
	s.Log = slices.Clone(s.Log)
	for i, e := range s.Log {
		e.X, e.Y, e.Args, e.Res = e.X.Map(f), e.Y.Map(f), mapAll(e.Args, f), mapAll(e.Res, f)
		e.Held = mapHeld(e.Held, f)
		s.Log[i] = e
	}
	s.Escapes = slices.Clone(s.Escapes)
	for i := range s.Escapes {
		s.Escapes[i].Val = s.Escapes[i].Val.Map(f)
	}
	s.Truths = slices.Clone(s.Truths)
	for i := range s.Truths {
		s.Truths[i].Cond = s.Truths[i].Cond.Map(f)
	}
}

// Mentions reports whether anything in s names id.
func (s *State) Mentions(id ID) bool {
	found := false
	see := func(x ID) { found = found || x == id }
	s.eachValue(func(v Value) { v.Refs(see) })
	for _, o := range s.objs {
		found = found || o.Lender == id || o.Home == id
	}
	return found
}

// eachValue calls f for every value that s holds.
func (s *State) eachValue(f func(Value)) {
	all := func(vs []Value) {
		for _, v := range vs {
			f(v)
		}
	}
	for _, v := range s.Regs {
		f(v)
	}
	for _, o := range s.objs {
		for _, c := range o.Cells {
			f(c.Val)
		}
		for _, fin := range o.Final {
			f(fin.Arg)
		}
	}
	for _, d := range append(slices.Clone(s.Defers), s.Gos...) {
		f(d.Fn)
		all(d.Args)
	}
	all(s.Pins)
	for _, e := range s.Log {
		f(e.X)
		f(e.Y)
		all(e.Args)
		all(e.Res)
	}
	for _, e := range s.Escapes {
		f(e.Val)
	}
}

func mapHeld(held []Held, f func(ID) ID) []Held {
	out := slices.Clone(held)
	for i, h := range out {
		cells := slices.Clone(h.Cells)
		for j := range cells {
			cells[j].Val = cells[j].Val.Map(f)
		}
		out[i] = Held{f(h.ID), cells}
	}
	return out
}

func mapAll(vs []Value, f func(ID) ID) []Value {
	if len(vs) == 0 {
		return vs
	}
	out := make([]Value, len(vs))
	for i, v := range vs {
		out[i] = v.Map(f)
	}
	return out
}

// mentions reports whether f would change an ID that o holds.
func (o *Object) mentions(f func(ID) ID) bool {
	found := f(o.Lender) != o.Lender || f(o.Home) != o.Home
	see := func(id ID) { found = found || f(id) != id }
	for _, c := range o.Cells {
		c.Val.Refs(see)
	}
	for _, fin := range o.Final {
		fin.Arg.Refs(see)
	}
	return found
}
