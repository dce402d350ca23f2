package summary

import (
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// exportable reports whether id is a fresh object that a caller can be told of.
func (e *exporter) exportable(id state.ID) bool {
	o := e.st.Obj(id)
	if o == nil || o.Weak || o.Shared {
		return false
	}
	if _, ok := e.u.Root(id); ok {
		return false
	}
	if _, ok := e.placed[id]; ok {
		return false
	}
	return o.Fresh || o.Slotted && o.Owed > 0 // what held it is not known to the caller, or does no more
}

// number numbers the fresh objects that v leads to.
func (e *exporter) number(v state.Value, depth int) {
	if depth > state.MaxDepth {
		return
	}
	v.Refs(func(id state.ID) {
		if _, done := e.fresh[id]; done || !e.exportable(id) {
			return
		}
		e.fresh[id] = len(e.order)
		e.order = append(e.order, id)
		o := e.st.Obj(id)
		for _, c := range o.Cells {
			e.number(c.Val, depth+1)
		}
		if o.Lender != 0 {
			e.number(state.RefVal(o.Lender), depth+1)
		}
	})
}

// numberCells numbers what was stored in memory that the caller knows, and what
// was handed to functions that the caller passed in.
func (e *exporter) numberCells() {
	for _, id := range e.st.IDs() {
		if _, ok := e.u.Root(id); !ok {
			continue
		}
		for _, c := range e.st.Obj(id).Cells {
			if c.Pos != 0 {
				e.number(c.Val, 1)
			}
		}
	}
	for _, entry := range e.st.Log {
		if entry.Op == contract.OpCall {
			for _, a := range entry.Args {
				e.number(a, 1)
			}
		}
	}
}

// before writes a fresh object that a called function gets, as it is then.
func (e *exporter) before(h state.Held) {
	if _, ok := e.fresh[h.ID]; ok {
		e.make(h.ID)
		e.cellList(h.Cells, freshVal(e.fresh[h.ID]).Path, func(state.Cell) bool { return true })
	}
}

func freshVal(k int) contract.Val {
	return contract.Val{Kind: contract.At, Path: contract.Path{Root: contract.Fresh, Index: k}}
}

// make writes a fresh object as it is at exit, if the log does not.
func (e *exporter) make(id state.ID) {
	o := e.st.Obj(id)
	k := e.fresh[id]
	if !e.made[id] {
		e.made[id] = true
		eff := contract.Effect{Op: contract.OpNew, X: freshVal(k), Kind: o.Kind, Nullable: o.Mask&state.Mask0 != 0}
		eff.Count = max(0, o.Owed-o.Kept)
		if o.Reported { // from then on nobody counted
			eff.Count = min(1, eff.Count)
		}
		eff.Zero = zeroElsewhere(o)
		e.effects = append(e.effects, eff)
	}
}

// zeroElsewhere reports whether o is memory of which all is known that is not zero,
// and can be told: a struct, or a map that is empty.
func zeroElsewhere(o *state.Object) bool {
	if o.Init != state.Zero || o.Entrusted || o.Kind != "" {
		return false
	}
	for _, c := range o.Cells {
		if !strings.HasPrefix(c.Path, ".") || strings.ContainsAny(c.Path, "$?~[") {
			return false
		}
	}
	return true
}

// freshCells writes what a fresh object holds, lies in and belongs to.
func (e *exporter) freshCells(id state.ID) {
	e.stored[id] = true
	o := e.st.Obj(id)
	x := freshVal(e.fresh[id])
	e.cells(id, x.Path, func(c state.Cell) bool { return true })
	if o.Lender != 0 {
		if y := e.val(state.Value{Kind: state.Ref, ID: o.Lender, Borrowed: o.LenderBorrowed}); y.Kind == contract.At {
			e.effects = append(e.effects, contract.Effect{Op: contract.OpLend, X: x, Y: y})
		}
	}
	if o.Home == state.Unbound {
		e.effects = append(e.effects, contract.Effect{Op: contract.OpHome, X: x, Y: contract.Val{Kind: contract.Nil}})
	} else if o.Home > 0 {
		if y := e.val(state.RefVal(o.Home)); y.Kind == contract.At {
			e.effects = append(e.effects, contract.Effect{Op: contract.OpHome, X: x, Y: y})
		}
	}
}

func (e *exporter) slot(base contract.Path, c state.Cell) {
	y := e.val(c.Val)
	if y.Kind != contract.At && y.Kind != contract.Nil {
		return
	}
	name, _, _ := strings.Cut(c.Path[1:], "*")
	e.effects = append(e.effects, contract.Effect{Op: contract.OpSet, X: contract.Val{Kind: contract.At, Path: base},
		Y: y, Slot: name, How: contract.Lent})
}
