package state

import (
	"slices"

	"github.com/refvet/refvet/analyzer/finding"
)

// Key returns a string that is equal for equal states, traces and positions
// apart.
func (s *State) Key() string {
	k := &keyer{types: s.types}
	for _, id := range s.IDs() {
		k.num(int64(id))
		k.object(s.objs[id], nil)
		k.num(int64(s.objs[id].Mask))
		k.num(int64(s.objs[id].Full))
		for _, pos := range s.objs[id].taken() {
			k.num(int64(pos))
		}
	}
	s.keyRest(k)
	for _, r := range s.sortedRegs() {
		k.num(int64(r))
		k.val(s.Regs[r])
	}
	for _, t := range s.Truths {
		k.val(t.Cond)
		k.flag(t.Holds)
	}
	for _, id := range s.Tainted {
		k.num(int64(id))
	}
	return string(k.b)
}

// taken tells where the references of o that are owed were taken, so that a leak
// of each is reported.
func (o *Object) taken() []int {
	if o.Owed == 0 || o.Weak {
		return nil
	}
	var open []int
	for _, s := range o.Trace.Steps() {
		switch {
		case s.Depth > 0:
		case s.Kind == finding.Acquired || s.Kind == finding.Retained:
			open = append(open, int(s.Pos))
		case (s.Kind == finding.Released || s.Kind == finding.Moved) && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	slices.Sort(open)
	return slices.Compact(open)
}

func (s *State) sortedRegs() []Reg {
	regs := make([]Reg, 0, len(s.Regs))
	for r := range s.Regs {
		regs = append(regs, r)
	}
	slices.Sort(regs)
	return regs
}

// Resources returns a string that is equal for states that agree on OpenSSL
// objects, references, and what leads to them, whatever they know of plain values.
func (s *State) Resources() string {
	k := &keyer{types: s.types}
	matter := s.mattering()
	for _, id := range s.IDs() {
		if matter[id] {
			k.num(int64(id))
			k.object(s.objs[id], matter)
		}
	}
	s.keyRest(k)
	for _, r := range s.sortedRegs() {
		if v := s.Regs[r]; leads(v, matter) {
			k.num(int64(r))
			k.val(v)
		}
	}
	return string(k.b)
}

// mattering returns the OpenSSL objects and all memory that leads to one.
func (s *State) mattering() map[ID]bool {
	matter := map[ID]bool{}
	for id, o := range s.objs {
		if o.Kind != "" || o.Owed > 0 || o.Lender != 0 || len(o.Final) > 0 {
			matter[id] = true
		}
	}
	for changed := true; changed; {
		changed = false
		for id, o := range s.objs {
			if matter[id] {
				continue
			}
			for _, c := range o.Cells {
				if leads(c.Val, matter) {
					matter[id], changed = true, true
					break
				}
			}
		}
	}
	return matter
}

func leads(v Value, matter map[ID]bool) bool {
	if v.Kind == Ref && matter[v.ID] || v.Kind == Func {
		return true
	}
	for _, s := range v.Sub {
		if leads(s, matter) {
			return true
		}
	}
	return false
}

func (s *State) keyRest(k *keyer) {
	k.str("defers")
	for _, d := range append(slices.Clone(s.Defers), s.Gos...) {
		k.ptr(d.Site)
		k.val(d.Fn)
		k.vals(d.Args)
	}
	k.num(int64(len(s.Gos)))
	k.str("log")
	for _, e := range s.Log {
		k.num(int64(e.Op))
		k.val(e.X)
		k.val(e.Y)
		k.vals(e.Args)
		k.str(e.Effect.Slot)
		for _, h := range e.Held {
			k.num(int64(h.ID))
			for _, c := range h.Cells {
				k.str(c.Path)
				k.val(c.Val)
			}
		}
		k.flag(e.Effect.May)
		k.num(int64(e.Effect.How))
		k.flag(e.Effect.Crash)
	}
	k.str("lost")
	for _, l := range s.Lost {
		k.num(int64(l.ID))
		k.num(int64(l.Count))
		for _, pos := range l.Obj.taken() {
			k.num(int64(pos))
		}
	}
	for _, e := range s.Escapes {
		k.val(e.Val)
		k.num(int64(e.How))
	}
	k.flag(s.Doubt)
	k.flag(s.Panicking)
	k.flag(s.Recovered)
	k.flag(s.LogFull)
	k.flag(s.Failed)
}
