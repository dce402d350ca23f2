package solve

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// builtin runs a call of a predeclared function.
func (b *bodyRun) builtin(st *state.State, instr *ssa.Call, fn *ssa.Builtin) []*state.State {
	reg := b.reg(instr)
	args := instr.Call.Args
	switch fn.Name() {
	case "append":
		if len(args) == 2 {
			st.Regs[reg] = b.appendTo(st, instr)
			return []*state.State{st}
		}
	case "len":
		if v, ok := b.knownLen(st, args[0]); ok {
			st.Regs[reg] = v
			return []*state.State{st}
		}
	case "min", "max":
		if isInteger(instr.Type().Underlying()) {
			return b.extreme(st, instr, map[string]token.Token{"min": token.LEQ, "max": token.GEQ}[fn.Name()])
		}
	case "recover":
		if st.Panicking {
			st.Recovered = true
			v := b.symbol(st, instr)
			st.Edit(v.ID).Mask = state.MaskNonNil
			st.Regs[reg] = v
		} else {
			st.Regs[reg] = state.Nil
		}
		return []*state.State{st}
	case "delete":
		b.deleteKey(st, args, b.pos(instr))
		return []*state.State{st}
	case "clear":
		if m := b.value(st, args[0]); m.Kind == state.Ref && exactMap(st, m) {
			e := st.Edit(m.ID)
			e.Cells = slices.DeleteFunc(e.Cells, func(c state.Cell) bool { return strings.HasPrefix(c.Path, "[") })
			return []*state.State{st}
		}
		b.overwrite(st, args[0])
	case "copy":
		if n, ok := b.copies(st, args, b.pos(instr)); ok {
			st.Regs[reg] = n
			return []*state.State{st}
		}
		b.keepElems(st, b.value(st, args[1]))
		b.overwrite(st, args[0])
	case "ssa:wrapnilchk":
		st.Regs[reg] = b.value(st, args[0])
		return []*state.State{st}
	case "Add", "SliceData", "StringData":
		if fn.Name() != "Add" {
			break
		}
		st.Regs[reg] = b.value(st, args[0])
		return []*state.State{st}
	}
	if _, isTuple := instr.Type().(*types.Tuple); !isTuple {
		st.Regs[reg] = b.symbol(st, instr)
	}
	return []*state.State{st}
}

// knownLen returns the length of a slice, array or its pointer, where it is known.
func (b *bodyRun) knownLen(st *state.State, x ssa.Value) (state.Value, bool) {
	v := b.value(st, x)
	if _, isMap := x.Type().Underlying().(*types.Map); isMap {
		return state.Value{}, false
	}
	if n, ok := b.length(st, v); ok {
		return state.IntVal(n), true
	}
	n := b.m.Len(st, v)
	return n, n.Kind != state.Unknown
}

func (b *bodyRun) deleteKey(st *state.State, args []ssa.Value, pos token.Pos) {
	m, k := b.value(st, args[0]), b.value(st, args[1])
	if m.Kind != state.Ref {
		return
	}
	key := elemKey(k.Inner())
	o := st.Obj(m.ID)
	if o == nil {
		return
	}
	if key == state.SomeElem {
		b.blur(st, m.ID, m.Path, m.Path+key, state.Value{})
		return
	}
	b.blur(st, m.ID, m.Path, m.Path+key, state.Value{}) // it may be the key of others too
	e := st.Edit(m.ID)
	e.Cells = slices.DeleteFunc(e.Cells, func(c state.Cell) bool {
		return c.Path == m.Path+key || strings.HasPrefix(c.Path, m.Path+key+".")
	})
	if e.Init == state.Lazy { // its callers are to know
		e.SetCell(m.Path+key, state.Nil, int(pos))
	}
}

// overwrite notes that any elements of the list or map x may be others now.
func (b *bodyRun) overwrite(st *state.State, x ssa.Value) {
	v := b.value(st, x)
	b.keepElems(st, v)
	if v.Kind == state.Ref {
		b.blur(st, v.ID, v.Path, "", state.Value{})
	}
}

// copies runs copy(x, y) if the lengths of both are known, and returns how much
// was copied.
func (b *bodyRun) copies(st *state.State, args []ssa.Value, pos token.Pos) (state.Value, bool) {
	x, y := b.value(st, args[0]), b.value(st, args[1])
	nx, okx := b.length(st, x)
	ny, oky := b.length(st, y)
	n := min(nx, ny)
	if !okx || !oky || n > state.MaxElems {
		return state.Value{}, false
	}
	low := int64(0)
	if part, ok := args[0].(*ssa.Slice); ok { // which is a copy here: what is meant is the whole
		x = b.value(st, part.X)
		if part.Low != nil {
			l := b.value(st, part.Low)
			if low = l.N; l.Kind != state.Int {
				return state.Value{}, false
			}
		}
	} else if o := st.Obj(x.ID); o == nil || hasElem(o, partCell) {
		return state.Value{}, false
	}
	elem := sliceElem(args[0].Type())
	vals := make([]state.Value, n)
	for i := range vals {
		vals[i] = st.Load(b.u, y.ID, y.Path+state.ElemPath(int64(i)), elem)
	}
	for i, v := range vals {
		b.write(st, x.ID, x.Path+state.ElemPath(low+int64(i)), elem, v, pos)
	}
	return state.IntVal(n), true
}

// extreme runs min or max of integers: each argument is the result where op holds
// between it and the others.
func (b *bodyRun) extreme(st *state.State, instr *ssa.Call, op token.Token) []*state.State {
	reg := b.reg(instr)
	st.Regs[reg] = b.value(st, instr.Call.Args[0])
	states := []*state.State{st}
	for _, arg := range instr.Call.Args[1:] {
		var next []*state.State
		for _, s := range states {
			x, y := b.counted(s.Regs[reg]), b.counted(b.value(s, arg))
			cond := b.m.Compare(s, op, x, y)
			if cond.Kind == state.Unknown {
				cond = b.symbol(s, instr)
			}
			for _, holds := range []bool{true, false} {
				t := s.Clone()
				if !b.m.Assume(t, cond, holds) {
					continue
				}
				if !holds {
					t.Regs[reg] = b.value(t, arg)
				}
				next = append(next, t)
			}
		}
		states = next
	}
	return states
}
