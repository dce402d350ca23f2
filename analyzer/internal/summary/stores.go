package summary

import (
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// stores writes the memory that the caller will see: cells of its own objects
// that were written, and all cells of fresh ones.
func (e *exporter) stores() {
	for _, id := range e.st.IDs() {
		if root, ok := e.u.Root(id); ok && len(root.Elems) <= state.MaxDepth {
			e.cells(id, root, func(c state.Cell) bool { return c.Pos != 0 })
		}
	}
	for _, id := range e.order {
		if !e.stored[id] {
			e.freshCells(id)
		}
	}
}

// picked reports whether the elements in the cell path that an index picks are ones
// that a parameter picks.
func (e *exporter) picked(path string) bool {
	for _, elem := range state.SplitPath(path) {
		if strings.Contains(elem, "$") {
			if _, _, ok := contract.IsKey(e.u.Caller(elem)); !ok {
				return false
			}
		}
	}
	return true
}

func (e *exporter) cells(id state.ID, base contract.Path, want func(state.Cell) bool) {
	e.cellList(e.st.Obj(id).Cells, base, want)
}

func (e *exporter) cellList(cells []state.Cell, base contract.Path, want func(state.Cell) bool) {
	for _, c := range cells {
		if !want(c) || strings.HasPrefix(c.Path, "|") && (c.Path != state.LenCell || c.Val.Kind != state.Int || base.Root != contract.Fresh) {
			continue
		}
		if strings.ContainsAny(c.Path, "?~") || strings.Contains(c.Path, "$") && !e.picked(c.Path) {
			e.keep(c.Val)
			continue
		}
		if state.IsSlot(c.Path) {
			if base.Root == contract.Fresh {
				e.slot(base, c)
			}
			continue // slots of known objects are in the log
		}
		p := base
		elems := state.SplitPath(c.Path)
		if base.Root == contract.Fresh && len(elems) > 1 { // callers do not know its type: where in it that is, is one step
			elems = []string{strings.TrimPrefix(c.Path, ".")}
		}
		if base.Root == contract.Global && len(base.Elems) == 1 && base.Elems[0] == state.Address {
			p.Elems = nil
			if c.Path == "" {
				elems = nil
			}
		}
		p.Elems = append(slices.Clone(p.Elems), elems...)
		p = e.callers(p)
		if len(p.Elems) > state.MaxDepth {
			e.keep(c.Val)
			continue
		}
		y := e.val(c.Val)
		c.Val.Refs(func(id state.ID) { e.told[id] = true })
		e.effects = append(e.effects, contract.Effect{Op: contract.OpStore,
			X: contract.Val{Kind: contract.At, Path: p}, Y: y})
	}
}

// finalizers writes what will run when an object becomes unreachable.
func (e *exporter) finalizers() {
	for _, id := range e.st.IDs() {
		o := e.st.Obj(id)
		if len(o.Final) == 0 {
			continue
		}
		x := e.val(state.RefVal(id))
		if x.Kind != contract.At {
			continue
		}
		var paths []contract.Val
		for _, f := range o.Final {
			if f.Captured { // no path leads there
				if v, ok := e.st.Releases(id, f); ok {
					e.keep(v)
				}
			} else if !f.Cleanup {
				paths = append(paths, contract.Val{Kind: contract.Func, Func: f.Path})
			} else if cell, ok := cellOf(o, f.Arg.Inner().ID); ok {
				paths = append(paths, contract.Val{Kind: contract.Func, Func: cell + f.Path})
			}
		}
		if len(paths) > 0 {
			e.effects = append(e.effects, contract.Effect{Op: contract.OpFinalizer, X: x, Args: paths})
		}
	}
}
