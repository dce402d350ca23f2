package solve

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

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
		if index.Path == "" && index.N == 0 {
			return state.KeyPath(index.ID)
		}
	}
	return state.SomeElem
}

func (b *bodyRun) indexAddr(st *state.State, instr *ssa.IndexAddr) []*state.State {
	x, i := b.value(st, instr.X), b.value(st, instr.Index)
	if x.IsInt(0) {
		return nil // out of range
	}
	v := state.Value{}
	if x.Kind == state.Ref {
		if n, ok := b.length(st, x); i.Kind == state.Int && (i.N < 0 || ok && i.N >= n) {
			return nil
		}
		v = state.Value{Kind: state.Ref, ID: x.ID, Path: x.Path + elemKey(i)}
		if o := st.Obj(x.ID); o != nil && o.Init != state.Zero && i.Kind == state.Int && i.N > maxLazyElems {
			v.Path = x.Path + state.SomeElem
			if b.m.Rooted(x) {
				b.m.KeepRest(st, x, i.N, &transfer.Site{})
			}
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

// write stores v at a cell. An element whose index is not known may be any of
// those that it is not known to differ from: they are not tracked from then on.
func (b *bodyRun) write(st *state.State, id state.ID, path string, t types.Type, v state.Value, pos token.Pos) {
	if at := strings.Index(path, "[$"); at >= 0 || strings.Contains(path, state.SomeElem) {
		if at < 0 {
			at = strings.Index(path, state.SomeElem)
		}
		b.blur(st, id, path[:at], path, v)
		if strings.Contains(path, state.SomeElem) {
			b.m.Keep(st, v)
			return
		}
	}
	b.m.Write(st, id, path, t, v, pos)
}

// blur forgets the elements under prefix that may be the one at path, unless they
// are what that is about to become, v.
func (b *bodyRun) blur(st *state.State, id state.ID, prefix, path string, v state.Value) {
	b.m.Vague = true
	gone := func(c state.Cell) bool {
		return strings.HasPrefix(c.Path, prefix+"[") && c.Path != path && !strings.HasPrefix(c.Path, path+".") && !c.Val.Equal(v) && !b.apart(st, c.Path[len(prefix):], path[len(prefix):])
	}
	for _, c := range st.Edit(id).Cells {
		if gone(c) {
			b.m.Keep(st, c.Val)
			for _, key := range state.KeysIn(c.Path) {
				b.m.Keep(st, state.RefVal(key))
			}
		}
	}
	e := st.Edit(id)
	n := len(e.Cells)
	e.Cells = slices.DeleteFunc(e.Cells, gone)
	if len(e.Cells) < n && e.Init == state.Zero {
		if prefix == "" {
			e.Init = state.Opaque
		} else {
			e.SetCell(prefix+state.SomeElem, state.Value{}, 0)
		}
	}
}

// someElem returns what is at x if that is an element that an index picks which
// is not known, in a list of which all is known: one of those, and it is not known
// what becomes of which from then on.
func (b *bodyRun) someElem(st *state.State, x state.Value, instr ssa.Value) (state.Value, bool) {
	at := strings.IndexAny(x.Path, "$?") - 1
	o := st.Obj(x.ID)
	if list := (state.Value{Kind: state.Ref, ID: x.ID, Path: x.Path[:max(0, at)]}); at >= 0 && x.Path[at:] == state.SomeElem && b.m.Rooted(x) {
		b.m.KeepRest(st, list, 0, &transfer.Site{})
		return b.symbol(st, instr), true
	}
	if at < 0 || x.Kind != state.Ref || o == nil || o.Init != state.Zero || o.Shared || hasElem(o, x.Path) {
		return state.Value{}, false
	}
	var some []state.Value
	for _, c := range o.Cells {
		if strings.HasPrefix(c.Path, x.Path[:at]+"[") && !b.apart(st, c.Path[at:], x.Path[at:]) {
			some = append(some, c.Val)
		}
	}
	if n, ok := b.length(st, state.RefVal(x.ID)); ok && at == 0 && len(some) > 0 && int(n) == len(some) && !slices.ContainsFunc(some, func(v state.Value) bool { return !v.Equal(some[0]) }) {
		return some[0], true // they are all the same
	}
	for _, v := range some {
		b.m.Keep(st, v)
	}
	return b.symbol(st, instr), true
}

// apart reports whether the elements that x and y pick are provably not the same:
// handles with names of their own are taken for different objects everywhere.
func (b *bodyRun) apart(st *state.State, x, y string) bool {
	k, l := keyOf(firstElem(x)), keyOf(firstElem(y))
	switch {
	case k.Kind == state.Int && l.Kind == state.Int:
		return k.N != l.N
	case k.Kind == state.Ref && l.Kind == state.Ref:
		x, y := st.Obj(k.ID), st.Obj(l.ID)
		if x != nil && y != nil && x.Kind != "" && y.Kind != "" && !x.Weak && !y.Weak {
			return k.ID != l.ID
		}
		return b.m.Distinct(st, k.ID, l.ID)
	}
	return false
}

// firstElem returns the index that path begins with.
func firstElem(path string) string {
	elem, _, _ := strings.Cut(path, "]")
	return elem + "]"
}
