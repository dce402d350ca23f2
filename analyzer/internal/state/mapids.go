package state

import "slices"

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
		e.Lender, e.Home, e.Was = f(e.Lender), f(e.Home), f(e.Was)
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
	var lost []Loss
	for _, l := range s.Lost {
		l.ID = f(l.ID)
		if !slices.ContainsFunc(lost, func(m Loss) bool { return m.ID == l.ID }) {
			lost = append(lost, l)
		}
	}
	s.Lost = lost
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
		found = found || o.Lender == id || o.Home == id || o.Was == id
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
	found := f(o.Lender) != o.Lender || f(o.Home) != o.Home || f(o.Was) != o.Was
	see := func(id ID) { found = found || f(id) != id }
	for _, c := range o.Cells {
		c.Val.Refs(see)
	}
	for _, fin := range o.Final {
		fin.Arg.Refs(see)
	}
	return found
}
