package state

import (
	"fmt"
	"testing"
)

// TestCloneIsIndependent checks that nothing done to a clone is seen in the state
// that it was made of, and the other way round: both share objects until one of
// them writes.
func TestCloneIsIndependent(t *testing.T) {
	for seed := range uint64(500) {
		m := newMaker(seed)
		s := m.base()
		m.vary(s)
		for round := range 6 {
			c := s.Clone()
			before := c.Dump(m.u)
			m.change(s)
			if after := c.Dump(m.u); after != before {
				t.Fatalf("seed %d, round %d: changing a state changed its clone\n%s\nbecame\n%s", seed, round, before, after)
			}
			kept := s.Dump(m.u)
			m.change(c)
			if after := s.Dump(m.u); after != kept {
				t.Fatalf("seed %d, round %d: changing a clone changed its state\n%s\nbecame\n%s", seed, round, kept, after)
			}
		}
	}
}

// change does what the solver does to a state: all that vary does, names objects
// anew, and forgets some.
func (m *maker) change(s *State) {
	for range 4 {
		m.vary(s)
		ids := s.IDs()
		id := ids[m.rand.IntN(len(ids))]
		switch m.rand.IntN(4) {
		case 0:
			s.Rename(id, m.u.Older(id))
		case 1:
			s.Edit(id).SetCell(".f", RefVal(ids[m.rand.IntN(len(ids))]), 1)
		case 2:
			s.Decide(RefVal(id), IntVal(1))
		case 3:
			next := m.u.ID(fmt.Sprint("next ", m.rand.IntN(3)))
			if s.Obj(next) == nil {
				s.Put(next, &Object{Init: Lazy, Mask: MaskAll})
			}
			s.Edit(id).SetCell(KeyPath(next), RefVal(next), 2)
		}
	}
}
