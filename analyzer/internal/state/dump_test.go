package state

import (
	"fmt"
	"sort"
	"strings"
)

// Dump writes s for a person to read, names and all.
func (s *State) Dump(u *Universe) string {
	var b strings.Builder
	name := func(id ID) string {
		if id <= 0 || int(id) >= len(u.names) {
			return fmt.Sprint(id)
		}
		return fmt.Sprintf("%d{%s}", id, u.names[id])
	}
	var val func(v Value) string
	val = func(v Value) string {
		switch v.Kind {
		case Int:
			return fmt.Sprint(v.N)
		case Ref:
			borrowed := ""
			if v.Borrowed {
				borrowed = "~"
			}
			return "&" + borrowed + name(v.ID) + v.Path
		case Unknown:
			return "?"
		}
		var sub []string
		for _, x := range v.Sub {
			sub = append(sub, val(x))
		}
		return fmt.Sprintf("%d%v(%s)", v.Kind, v.Op, strings.Join(sub, ", "))
	}
	regs := make([]int, 0)
	for r := range s.Regs {
		regs = append(regs, int(r))
	}
	sort.Ints(regs)
	for _, r := range regs {
		fmt.Fprintf(&b, "r%d=%s ", r, val(s.Regs[Reg(r)]))
	}
	for _, id := range s.IDs() {
		o := s.objs[id]
		fmt.Fprintf(&b, "\n  %s %s owed=%d caller=%d mask=%x/%x init=%d kept=%d weak=%v slotted=%v lender=%d home=%d:", name(id), o.Kind, o.Owed, o.Caller, o.Mask, o.Full, o.Init, o.Kept, o.Weak, o.Slotted, o.Lender, o.Home)
		for _, c := range o.Cells {
			fmt.Fprintf(&b, " %s=%s", c.Path, val(c.Val))
		}
	}
	for _, e := range s.Log {
		fmt.Fprintf(&b, "\n  log op%d %s %s slot=%s", e.Op, val(e.X), val(e.Y), e.Effect.Slot)
	}
	for _, t := range s.Truths {
		fmt.Fprintf(&b, "\n  truth %s %v", val(t.Cond), t.Holds)
	}
	fmt.Fprintf(&b, "\n  lost=%d escapes=%d doubt=%v tainted=%v\n", len(s.Lost), len(s.Escapes), s.Doubt, s.Tainted)
	return b.String()
}
