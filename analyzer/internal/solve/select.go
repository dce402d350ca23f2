package solve

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

func (b *bodyRun) selects(st *state.State, instr *ssa.Select) []*state.State {
	reg := b.reg(instr)
	var out []*state.State
	n := len(instr.States)
	first := 0
	if !instr.Blocking {
		first = -1
	}
	if b.ready(st, instr) {
		first = 0
	}
	for i := first; i < n; i++ {
		waited := []*state.State{st.Clone()}
		if i >= 0 && instr.States[i].Dir == types.RecvOnly {
			waited = b.wait(waited[0])
		}
		for _, s := range waited {
			s.Regs[reg] = b.selected(s, instr, i)
			out = append(out, s)
		}
	}
	return out
}

// ready reports whether a case of a select can surely go on: then it is no time
// for the default.
func (b *bodyRun) ready(st *state.State, instr *ssa.Select) bool {
	for _, c := range instr.States {
		ch := b.value(st, c.Chan)
		n, known := b.queue(st, ch)
		if !known {
			continue
		}
		room, _ := st.Obj(ch.ID).Cell(capCell)
		if c.Dir == types.RecvOnly && n > 0 || c.Dir == types.SendOnly && room.Val.Kind == state.Int && n < room.Val.N {
			return true
		}
	}
	return false
}

// selected performs case i of a select and returns its tuple.
func (b *bodyRun) selected(s *state.State, instr *ssa.Select, i int) state.Value {
	sub := []state.Value{state.IntVal(int64(i)), b.m.Symbol(s, b.key(instr)+" ok", types.Typ[types.Bool])}
	at := 2
	for j, c := range instr.States {
		ch := b.value(s, c.Chan)
		if c.Dir == types.SendOnly {
			if i == j {
				b.send(s, ch, b.value(s, c.Send), int(c.Pos))
			}
			continue
		}
		v := b.m.Symbol(s, b.key(instr)+" "+strconv.Itoa(at), tupleType(instr.Type(), at))
		if n, known := b.queue(s, ch); i == j && known && n > 0 {
			v = b.pop(s, ch, n)
		} else if i == j && !known {
			b.keepElems(s, ch)
		}
		sub = append(sub, v)
		at++
	}
	return state.Value{Kind: state.Tuple, Sub: sub}
}
