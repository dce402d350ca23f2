package state

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

const seeds = 2000

// pairs calls f with pairs of random states that may be joined.
func pairs(t *testing.T, f func(t *testing.T, m *maker, a, b *State)) {
	t.Helper()
	joinable := 0
	for seed := range uint64(seeds) {
		m := newMaker(seed)
		a := m.base()
		b := a.Clone()
		m.vary(a)
		m.vary(b)
		if a.Resources() != b.Resources() {
			continue
		}
		joinable++
		f(t, m, a, b)
		if t.Failed() {
			t.Fatalf("seed %d, where the states are (- first, + second)\n%s", seed, difference(m, a, b))
		}
	}
	if joinable < seeds*9/10 {
		t.Errorf("only %d of %d pairs have equal resources: plain values are in them", joinable, seeds)
	}
}

// TestJoinCovers checks that whatever either state stands for, the join does.
func TestJoinCovers(t *testing.T) {
	pairs(t, func(t *testing.T, m *maker, a, b *State) {
		j := a.Join(b, m.fresh)
		for _, s := range []*State{a, b} {
			if why := (covering{j: j, s: s, to: map[ID]Value{}}).fails(); why != "" {
				t.Errorf("the join does not cover a state: %s (- state, + join)\n%s", why, difference(m, s, j))
			}
		}
	})
}

// TestJoinTaints checks that a symbol of which the join forgot something is
// tainted, since what is found on a branch on it may not be feasible.
func TestJoinTaints(t *testing.T) {
	pairs(t, func(t *testing.T, m *maker, a, b *State) {
		j := a.Join(b, m.fresh)
		for _, id := range j.IDs() {
			for _, s := range []*State{a, b} {
				if o := s.Obj(id); o != nil && o.Mask != j.Obj(id).Mask && !j.IsTainted(RefVal(id)) {
					t.Errorf("symbol %d was %#x and is %#x, but is not tainted", id, o.Mask, j.Obj(id).Mask)
				}
			}
		}
		for r, v := range j.Regs {
			if (!v.Equal(a.Regs[r]) || !v.Equal(b.Regs[r])) && !j.IsTainted(v) {
				t.Errorf("register %d differs, but its new symbol is not tainted", r)
			}
		}
	})
}

func TestJoinIdempotent(t *testing.T) {
	pairs(t, func(t *testing.T, m *maker, a, _ *State) {
		if j := a.Join(a.Clone(), m.fresh); j.Key() != a.Key() {
			t.Errorf("joined with itself it is another state (- once, + joined)\n%s", difference(m, a, j))
		}
	})
}

func TestJoinCommutative(t *testing.T) {
	pairs(t, func(t *testing.T, m *maker, a, b *State) {
		ab, ba := sortTruths(a.Join(b, m.fresh)), sortTruths(b.Join(a, m.fresh))
		if ab.Key() != ba.Key() {
			t.Errorf("the order matters (- first with second, + second with first)\n%s", difference(m, ab, ba))
		}
	})
}

// sortTruths makes states comparable: the order of truths means nothing.
func sortTruths(s *State) *State {
	s.Truths = slices.Clone(s.Truths)
	slices.SortFunc(s.Truths, func(x, y Truth) int { return cmp.Compare(fmt.Sprint(x), fmt.Sprint(y)) })
	return s
}

// TestJoinAbsorbs checks that joining once more what was joined changes nothing:
// a block that sees the same states again comes to an end.
func TestJoinAbsorbs(t *testing.T) {
	pairs(t, func(t *testing.T, m *maker, a, b *State) {
		j := a.Join(b, m.fresh)
		for i, s := range []*State{a, b} {
			if again := j.Join(s, m.fresh); again.Key() != j.Key() {
				t.Errorf("joined with state %d again it is another one (- once, + twice)\n%s", i, difference(m, j, again))
			}
		}
	})
}

func TestJoinLeavesArguments(t *testing.T) {
	pairs(t, func(t *testing.T, m *maker, a, b *State) {
		ka, kb := a.Key(), b.Key()
		j := a.Join(b, m.fresh)
		m.vary(j)
		for _, id := range j.IDs() {
			j.Edit(id).Mask = Mask1
			j.Edit(id).SetCell(".new", Nil, 1)
		}
		if a.Key() != ka || b.Key() != kb {
			t.Error("writing to the join changed what was joined")
		}
	})
}

// TestJoinLoop joins, as a loop's head does, what the body made of the last
// join: each join must cover all states that came in, and soon be the last.
func TestJoinLoop(t *testing.T) {
	for seed := range uint64(seeds / 4) {
		m := newMaker(seed)
		have := m.base()
		in := []*State{have}
		changes := 0
		for range 40 {
			next := have.Clone()
			m.vary(next)
			if next.Resources() != have.Resources() {
				continue
			}
			in = append(in, next)
			j := have.Join(next, m.fresh)
			if j.Key() != have.Key() {
				changes++
			}
			for _, s := range []*State{have, next} {
				if why := (covering{j: j, s: s, to: map[ID]Value{}}).fails(); why != "" {
					t.Fatalf("seed %d: the join does not cover a state: %s (- state, + join)\n%s", seed, why, difference(m, s, j))
				}
			}
			have = j
		}
		if changes > 38 {
			t.Errorf("seed %d: %d joins, and no end", seed, changes)
		}
	}
}

// TestJoinTruths checks that only what both states decided alike stays decided.
func TestJoinTruths(t *testing.T) {
	pairs(t, func(t *testing.T, m *maker, a, b *State) {
		for _, truth := range a.Join(b, m.fresh).Truths {
			if !slices.ContainsFunc(a.Truths, truth.same) || !slices.ContainsFunc(b.Truths, truth.same) {
				t.Errorf("the join holds %v for decided, which one state does not", truth)
			}
		}
	})
}

// A covering shows that state j stands for all that s stands for: to maps the
// symbols of j to values of s.
type covering struct {
	j, s *State
	to   map[ID]Value
}

// fails returns why j does not cover s, or "".
func (c covering) fails() string {
	for _, r := range c.j.sortedRegs() {
		if why := c.value(c.j.Regs[r], c.s.Regs[r]); why != "" {
			return fmt.Sprintf("register %d: %s", r, why)
		}
	}
	for _, id := range c.j.IDs() {
		if why := c.object(id); why != "" {
			return fmt.Sprintf("object %d: %s", id, why)
		}
	}
	return ""
}

func (c covering) object(id ID) string {
	o, p := c.j.Obj(id), c.s.Obj(id)
	if to, moved := c.to[id]; moved && !to.Equal(RefVal(id)) {
		return "" // a symbol of the join's own
	}
	if p == nil {
		if o.Full != 0 && o.Mask != o.Full {
			return fmt.Sprintf("is %#x in the join, and was not tested in the state (%#x)", o.Mask, o.Full)
		}
		return ""
	}
	if p.Shared && !o.Shared {
		return "another goroutine may write it, and in the join none does"
	}
	if p.Init == Opaque && o.Init != Opaque {
		return "someone else may have written it, and in the join no one did"
	}
	if p.Mask&^o.Mask != 0 {
		return fmt.Sprintf("may be %#x, in the join %#x", p.Mask, o.Mask)
	}
	if p.Owed != o.Owed || p.Kind != o.Kind {
		return "is another resource in the join"
	}
	for _, cell := range o.Cells {
		mine, ok := p.Cell(cell.Path)
		switch {
		case ok:
		case p.Init == Zero:
			mine.Val = Nil
		default:
			continue
		}
		if why := c.value(cell.Val, mine.Val); why != "" {
			return "cell " + cell.Path + ": " + why
		}
	}
	for _, cell := range p.Cells {
		if _, ok := o.Cell(cell.Path); !ok && cell.Pos != 0 && o.Init != Opaque {
			return "cell " + cell.Path + " was written, and is not in the join"
		}
	}
	return ""
}

// value reports why the value v of j cannot stand for w of s.
func (c covering) value(v, w Value) string {
	switch v.Kind {
	case Unknown:
		return ""
	case Ref:
		if v.Path == "" {
			if v.Borrowed != w.Borrowed && w.Kind == Ref {
				return fmt.Sprintf("symbol %d is lent in one state only", v.ID)
			}
			w.Borrowed = false
			if old, ok := c.to[v.ID]; ok {
				if !old.Equal(w) && !(old.Kind == Unknown || w.Kind == Unknown) {
					return fmt.Sprintf("symbol %d would be both %v and %v", v.ID, old, w)
				}
			} else {
				c.to[v.ID] = w
			}
			if m := c.s.Mask(w); m&^c.j.Mask(v) != 0 {
				return fmt.Sprintf("symbol %d is %#x, and must be %#x", v.ID, c.j.Mask(v), m)
			}
			return ""
		}
	}
	if v.Kind != w.Kind || len(v.Sub) != len(w.Sub) || v.N != w.N {
		return fmt.Sprintf("is %v, and must be %v", v, w)
	}
	var why []string
	for i := range v.Sub {
		why = append(why, c.value(v.Sub[i], w.Sub[i]))
	}
	return strings.Join(why, "")
}
