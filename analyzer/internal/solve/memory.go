package solve

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// lenCell holds the length of a slice in its backing object, where it is known.
const lenCell = "|len"

func (b *bodyRun) fieldAddr(st *state.State, instr *ssa.FieldAddr) []*state.State {
	x := b.value(st, instr.X)
	if !b.m.Deref(st, x) {
		return nil
	}
	v := state.Value{}
	if x.Kind == state.Ref {
		t := elemOf(instr.X.Type()).Underlying().(*types.Struct)
		v = state.Value{Kind: state.Ref, ID: x.ID, Path: x.Path + state.FieldPath(t, instr.Field)}
	}
	st.Regs[b.reg(instr)] = v
	return []*state.State{st}
}

// maxLazyElems is the last element of a slice of unknown length that is told
// from the others: a loop over it then comes to an end.
const maxLazyElems = 2

// elemKey returns the cell of the element that index picks: by number, or by
// the identity of an opaque index.
func elemKey(index state.Value) string {
	switch index.Kind {
	case state.Int:
		return state.ElemPath(index.N)
	case state.Ref:
		if index.Path == "" {
			return "[$" + strconv.Itoa(int(index.ID)) + "]"
		}
	}
	return "[?]"
}

func (b *bodyRun) indexAddr(st *state.State, instr *ssa.IndexAddr) []*state.State {
	x, i := b.value(st, instr.X), b.value(st, instr.Index)
	if x.IsInt(0) {
		return nil // out of range
	}
	v := state.Value{}
	if x.Kind == state.Ref {
		if n, ok := b.length(st, x); ok && i.Kind == state.Int && i.N >= n {
			return nil
		}
		v = state.Value{Kind: state.Ref, ID: x.ID, Path: x.Path + elemKey(i)}
		if o := st.Obj(x.ID); o != nil && o.Init != state.Zero && i.Kind == state.Int && i.N > maxLazyElems {
			v.Path = x.Path + "[?]"
		}
	}
	st.Regs[b.reg(instr)] = v
	return []*state.State{st}
}

func (b *bodyRun) index(st *state.State, instr *ssa.Index) state.Value {
	x, i := b.value(st, instr.X), b.value(st, instr.Index)
	if x.Kind == state.Struct && i.Kind == state.Int {
		return x.Field(int(i.N))
	}
	b.m.Keep(st, x)
	return b.symbol(st, instr)
}

// write stores v at a cell. An element whose index is not known may be any:
// nothing that is or was there is tracked from then on.
func (b *bodyRun) write(st *state.State, id state.ID, path string, t types.Type, v state.Value, pos token.Pos) {
	if at := strings.Index(path, "[$"); at >= 0 || strings.Contains(path, "[?]") {
		if at < 0 {
			at = strings.Index(path, "[?]")
		}
		b.blur(st, id, path[:at], path)
		if strings.Contains(path, "[?]") {
			b.m.Keep(st, v)
			return
		}
	}
	b.m.Write(st, id, path, t, v, pos)
}

// blur forgets the elements under prefix other than keep.
func (b *bodyRun) blur(st *state.State, id state.ID, prefix, keep string) {
	e := st.Edit(id)
	for _, c := range e.Cells {
		if strings.HasPrefix(c.Path, prefix+"[") && c.Path != keep {
			b.m.Keep(st, c.Val)
		}
	}
	e = st.Edit(id)
	e.Cells = slices.DeleteFunc(e.Cells, func(c state.Cell) bool {
		return strings.HasPrefix(c.Path, prefix+"[") && c.Path != keep
	})
	if e.Init == state.Zero && prefix == "" {
		e.Init = state.Opaque
	}
}
