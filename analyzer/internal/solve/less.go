package solve

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// less tells in which ways a contract says less than its function does. All of it
// follows from one analysis of the function.
type less struct {
	vague     bool // of lists, maps and what lies far away
	unsaid    bool // what it hangs on
	ambiguous bool // two rows may both hold for one call
	dynamic   bool // what is in an interface that it returns
	calls     bool // what the functions do that it is given
}

func (r *run) saysLess(fn *ssa.Function, exits []exit, c *contract.Contract) less {
	return less{vague: r.vague(exits, c), unsaid: r.unsaid(exits), ambiguous: ambiguous(c), dynamic: dynamic(fn, c), calls: calls(c)}
}

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
	_, _, key := contract.IsKey(elem)
	return rest || key
}

// dynamic reports whether a result of f is an interface of which c knows what is in it.
func dynamic(f *ssa.Function, c *contract.Contract) bool {
	res := f.Signature.Results()
	for i := range res.Len() {
		if !types.IsInterface(res.At(i).Type()) || isError(res.At(i).Type()) {
			continue
		}
		for _, row := range c.Rows {
			if i < len(row.Results) && row.Results[i].Type != "" {
				return true
			}
		}
	}
	return false
}

// calls reports whether c tells of calls of functions that it is given.
func calls(c *contract.Contract) bool {
	return slices.ContainsFunc(c.Rows, func(r contract.Row) bool {
		return slices.ContainsFunc(r.Effects, func(e contract.Effect) bool { return e.Op == contract.OpCall })
	})
}

// ambiguous reports whether two rows of c may both hold for one call.
func ambiguous(c *contract.Contract) bool {
	for i := range c.Rows {
		for j := range c.Rows[:i] {
			if !exclude(&c.Rows[i], &c.Rows[j]) {
				return true
			}
		}
	}
	return false
}

// exclude reports whether the conditions of a and b contradict each other.
func exclude(a, b *contract.Row) bool {
	for _, c := range a.If {
		both := transfer.MaskOf(c)
		for _, d := range slices.Concat(a.If, b.If) {
			if c.Path.Equal(d.Path) {
				both &= transfer.MaskOf(d)
			}
		}
		if both == 0 {
			return true
		}
	}
	return false
}
