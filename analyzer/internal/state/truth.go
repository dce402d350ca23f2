package state

import "slices"

// A Truth is a decided comparison of values whose order or equality is opaque.
type Truth struct {
	Cond  Value
	Holds bool
}

// Resolve returns v with what s knows of it: a symbol that is one integer is
// that integer.
func (s *State) Resolve(v Value) Value {
	if v.Kind != Ref || v.Path != "" {
		return v
	}
	o := s.objs[v.ID]
	if o == nil {
		return v
	}
	if n, ok := o.Mask.Single(); ok {
		return IntVal(n + v.N)
	}
	return v
}

// Decide replaces the comparison cond by its outcome, wherever it is held.
func (s *State) Decide(cond, outcome Value) {
	for r, v := range s.Regs {
		if w, ok := v.decided(cond, outcome); ok {
			s.Regs[r] = w
		}
	}
	for _, id := range s.IDs() {
		for i, c := range s.objs[id].Cells {
			if w, ok := c.Val.decided(cond, outcome); ok {
				s.Edit(id).Cells[i].Val = w
			}
		}
	}
}

// decided returns v with outcome for cond, and whether cond is v or part of it.
func (v Value) decided(cond, outcome Value) (Value, bool) {
	if v.Equal(cond) {
		return outcome, true
	}
	if v.Kind != Struct {
		return v, false
	}
	found := false
	sub := slices.Clone(v.Sub)
	for i := range sub {
		w, ok := sub[i].decided(cond, outcome)
		sub[i], found = w, found || ok
	}
	v.Sub = sub
	return v, found
}

// Mask returns the integers that v may be.
func (s *State) Mask(v Value) Mask {
	switch v.Kind {
	case Int:
		m, _ := MaskOf(v.N)
		return m
	case Ref:
		if v.Path != "" {
			return MaskNonNil
		}
		if o := s.objs[v.ID]; o != nil {
			return o.Mask.Shift(v.N)
		}
		return MaskAll
	case Unknown:
		return MaskAll
	case Cond:
		return MaskBool
	case Tuple, Struct:
		return MaskAll
	}
	return MaskNonNil // Iface, Func
}

// Taint notes that what is known of v may come from a state that was joined away.
func (s *State) Taint(v Value) {
	if v.Kind != Ref {
		return
	}
	if i, ok := slices.BinarySearch(s.Tainted, v.ID); !ok {
		s.Tainted = slices.Insert(slices.Clone(s.Tainted), i, v.ID)
	}
}

// DropTruths forgets what was decided of symbols that are gone.
func (s *State) DropTruths() {
	gone := func(t Truth) bool {
		lost := false
		t.Cond.Refs(func(id ID) { lost = lost || s.objs[id] == nil })
		return lost
	}
	if slices.ContainsFunc(s.Truths, gone) {
		s.Truths = slices.DeleteFunc(slices.Clone(s.Truths), gone)
	}
	lost := func(id ID) bool { return s.objs[id] == nil }
	if slices.ContainsFunc(s.Tainted, lost) {
		s.Tainted = slices.DeleteFunc(slices.Clone(s.Tainted), lost)
	}
}
