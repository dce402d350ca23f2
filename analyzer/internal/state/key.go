package state

import (
	"encoding/binary"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
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

// A keyer writes states. Pointers are numbered in the order in which the
// universe first saw them.
type keyer struct {
	b     []byte
	types *Numbers
}

// Numbers gives numbers to types, functions and instructions.
type Numbers struct {
	byPtr  map[any]int
	byType typeutil.Map
}

func (n *Numbers) ptr(p any) int {
	if n.byPtr == nil {
		n.byPtr = map[any]int{}
	}
	i, ok := n.byPtr[p]
	if !ok {
		i = len(n.byPtr) + 1
		n.byPtr[p] = i
	}
	return i
}

func (n *Numbers) typ(t types.Type) int {
	if i, ok := n.byType.At(t).(int); ok {
		return i
	}
	i := n.byType.Len() + 1
	n.byType.Set(t, i)
	return i
}

func (k *keyer) ptr(p any) { k.num(int64(k.types.ptr(p))) }

func (k *keyer) num(n int64) { k.b = binary.AppendVarint(k.b, n) }

func (k *keyer) str(s string) {
	k.num(int64(len(s)))
	k.b = append(k.b, s...)
}

func (k *keyer) flag(b bool) {
	if b {
		k.b = append(k.b, 1)
	} else {
		k.b = append(k.b, 0)
	}
}

func (k *keyer) vals(vs []Value) {
	k.num(int64(len(vs)))
	for _, v := range vs {
		k.val(v)
	}
}

func (k *keyer) val(v Value) {
	k.num(int64(v.Kind))
	k.num(v.N)
	k.num(int64(v.ID))
	k.str(v.Path)
	k.flag(v.Borrowed)
	k.num(int64(v.Op))
	if v.Type != nil {
		k.num(int64(k.types.typ(v.Type)))
	}
	if v.Fn != nil {
		k.ptr(v.Fn)
	}
	k.vals(v.Sub)
}

// object writes o; if matter is not nil, only the cells that lead there.
func (k *keyer) object(o *Object, matter map[ID]bool) {
	for _, c := range o.Cells {
		if matter != nil && !leads(c.Val, matter) {
			continue
		}
		k.str(c.Path)
		k.val(c.Val)
	}
	k.num(int64(o.Init))
	k.str(o.Kind)
	k.num(int64(o.Owed))
	k.num(int64(o.Caller))
	for _, f := range []bool{o.Counted, o.Moved, o.Loose, o.Weak, o.Fresh, o.Nullable, o.Reported, o.Slotted, o.Shared, o.Empty, o.Sentinel,
		o.LenderBorrowed, o.Entrusted, o.Excused, o.Finalizing, o.Possible} {
		k.flag(f)
	}
	k.num(int64(o.Lender))
	k.num(int64(o.Home))
	k.num(int64(len(o.Final)))
	for _, f := range o.Final {
		k.str(f.Path)
		k.val(f.Arg)
		k.flag(f.Cleanup)
	}
	k.flag(o.Ended != nil)
	if o.Ended != nil {
		k.num(int64(o.Ended.Reason))
		k.flag(o.Ended.Possible)
	}
}
