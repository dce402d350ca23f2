package solve

import (
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// vague reports whether the contract says less of lists, maps and what lies far
// away than the function does with them.
func (r *run) vague(exits []exit, c *contract.Contract) bool {
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			if slices.ContainsFunc(e.X.Path.Elems, unsure) || slices.ContainsFunc(e.Y.Path.Elems, unsure) {
				return true
			}
		}
		if slices.ContainsFunc(row.Results, func(v contract.Val) bool { return slices.ContainsFunc(v.Path.Elems, unsure) }) {
			return true
		}
	}
	for _, x := range exits {
		for _, id := range x.st.IDs() {
			if x.st.Obj(id).Beyond {
				return true
			}
		}
	}
	return r.m.Vague
}

// unsaid reports whether one of exits hangs on what no condition of a contract says:
// a string, say, or a bit.
func (r *run) unsaid(exits []exit) bool {
	for _, x := range exits {
		for _, t := range x.st.Truths {
			said := true
			t.Cond.Refs(func(id state.ID) {
				if _, entry := r.u.Root(id); entry {
					said = false
				}
			})
			if !said {
				return true
			}
		}
		for _, id := range x.st.IDs() {
			mask := x.st.Obj(id).Mask
			if from, ok := r.u.Computed(id); ok && mask != state.MaskAll && mask != state.MaskBool && r.m.Rooted(state.RefVal(from)) {
				return true
			}
		}
	}
	return false
}

// unsure reports whether elem is one of several elements.
func unsure(elem string) bool {
	_, rest := contract.IsRest(elem)
	_, key := contract.IsKey(elem)
	return rest || key
}
