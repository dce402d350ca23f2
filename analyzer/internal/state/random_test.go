package state

import (
	"fmt"
	"go/token"
	"go/types"
	"math/rand/v2"
	"slices"
	"strings"
)

// A maker makes random states of one universe.
type maker struct {
	rand *rand.Rand
	u    *Universe
}

func newMaker(seed uint64) *maker {
	return &maker{rand.New(rand.NewPCG(seed, 1)), NewUniverse()}
}

// fresh names the symbols that a join makes.
func (m *maker) fresh(name string) ID { return m.u.ID("join " + name) }

// base returns a state with connections and sessions, Go memory that leads to
// them, and plain memory and symbols that have nothing to do with them.
func (m *maker) base() *State {
	s := New()
	for i := range 2 {
		ssl, session := m.u.ID(fmt.Sprint("ssl ", i)), m.u.ID(fmt.Sprint("session ", i))
		s.Put(session, &Object{Init: Lazy, Mask: MaskAll, Kind: "SSL_SESSION", Owed: m.rand.IntN(2), Slotted: true})
		s.Put(ssl, &Object{Init: Lazy, Mask: MaskNonNil, Kind: "SSL", Owed: 1, Fresh: true})
		s.Edit(ssl).SetCell("#session", Value{Kind: Ref, ID: session, Borrowed: true}, 0)
		box := m.u.ID(fmt.Sprint("box ", i))
		s.Put(box, &Object{Init: Zero, Mask: MaskNonNil})
		s.Edit(box).SetCell(".ssl", RefVal(ssl), 1)
		s.Regs[Reg(i)] = RefVal(box)
		s.Regs[Reg(2+i)] = RefVal(session)
	}
	for i, init := range []Init{Zero, Lazy, Opaque, Zero} {
		id := m.u.ID(fmt.Sprint("plain ", i))
		s.Put(id, &Object{Init: init, Mask: MaskNonNil})
	}
	for i := range 4 {
		s.Put(m.symbol(i), &Object{Init: Lazy, Mask: MaskAll, Full: MaskAll, Caller: 1})
	}
	for i := range 8 { // those that are live at a block's head are there in all states
		s.Regs[Reg(10+i)] = RefVal(m.symbol(i % 4))
	}
	return s
}

func (m *maker) symbol(i int) ID { return m.u.ID(fmt.Sprint("symbol ", i)) }

func (m *maker) plain() ID { return m.u.ID(fmt.Sprint("plain ", m.rand.IntN(4))) }

// value returns a value that leads to no OpenSSL object.
func (m *maker) value(s *State) Value {
	switch m.rand.IntN(6) {
	case 0:
		return IntVal(int64(m.rand.IntN(4) - 1))
	case 1:
		return RefVal(m.plain())
	case 2:
		return Value{}
	case 3:
		return Value{Kind: Iface, Type: types.Typ[types.Int], Sub: []Value{RefVal(m.symbol(m.rand.IntN(4)))}}
	case 4:
		regs := s.sortedRegs()
		for range 3 {
			if r := regs[m.rand.IntN(len(regs))]; r >= 10 {
				return s.Regs[r]
			}
		}
	}
	return RefVal(m.symbol(m.rand.IntN(4)))
}

// vary changes what s knows of plain values: registers, cells, masks, truths,
// and what is read for the first time. Resources stay as they are.
func (m *maker) vary(s *State) {
	for range 1 + m.rand.IntN(5) {
		switch m.rand.IntN(9) {
		case 0, 1:
			s.Regs[Reg(10+m.rand.IntN(8))] = m.value(s)
		case 2:
			s.Edit(m.plain()).SetCell([]string{"", ".a", ".b", "[0]"}[m.rand.IntN(4)], m.value(s), 1+m.rand.IntN(9))
		case 3:
			m.narrow(s, m.symbol(m.rand.IntN(4)))
		case 4:
			m.narrow(s, m.u.ID(fmt.Sprint("session ", m.rand.IntN(2))))
		case 5:
			x := Value{Kind: Cond, Op: token.LSS, Sub: []Value{RefVal(m.symbol(m.rand.IntN(4))), RefVal(m.symbol(m.rand.IntN(4)))}}
			if t := (Truth{x, m.rand.IntN(2) == 0}); !slices.ContainsFunc(s.Truths, t.same) {
				s.Truths = append(slices.Clip(s.Truths), t)
			}
		case 6: // read, and perhaps test, a cell that the caller wrote
			id := m.symbol(m.rand.IntN(4))
			v := s.Load(m.u, id, ".x", types.Typ[types.Int])
			if v.Kind == Ref && m.rand.IntN(2) == 0 {
				m.narrow(s, v.ID)
			}
		case 7: // handed to code that is not known
			o := s.Edit(m.plain())
			o.Init, o.Cells = Opaque, nil
		case 8: // handed to another goroutine
			if m.rand.IntN(4) == 0 {
				s.Edit(m.plain()).Shared = true
			}
		}
	}
}

func (m *maker) narrow(s *State, id ID) {
	if s.Obj(id) == nil {
		return
	}
	o := s.Edit(id)
	if mask := o.Mask & Compare(comparisons[m.rand.IntN(6)], int64(m.rand.IntN(3))); mask != 0 {
		o.Mask = mask
	}
}

// difference returns the lines in which two states differ.
func difference(m *maker, a, b *State) string {
	first, second := lines(m, a), lines(m, b)
	var out []string
	for _, l := range first {
		if !slices.Contains(second, l) {
			out = append(out, "- "+l)
		}
	}
	for _, l := range second {
		if !slices.Contains(first, l) {
			out = append(out, "+ "+l)
		}
	}
	return strings.Join(out, "\n")
}

func lines(m *maker, s *State) []string {
	registers, rest, _ := strings.Cut(s.Dump(m.u), "\n")
	return append(strings.Split(strings.ReplaceAll(registers, " r", "\nr"), "\n"), strings.Split(rest, "\n")...)
}
