package summary

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// TestConds writes masks as comparisons and reads them back: whatever is in the
// mask must satisfy them all, and where the mask is nil-ness, a boolean or one
// small integer, nothing else may.
func TestConds(t *testing.T) {
	for _, full := range []state.Mask{state.MaskAll, state.MaskBool, state.MaskNonNil} {
		for mask := state.Mask(1); mask <= state.MaskAll; mask++ {
			if mask&^full != 0 || mask == full {
				continue
			}
			list := conds(cond{mask: mask, full: full})
			can := full
			for _, c := range list {
				can &= transfer.MaskOf(c)
			}
			if mask&^can != 0 {
				t.Errorf("%#x of %#x is written as %v, which leaves %#x out", mask, full, list, mask&^can)
			}
			_, single := mask.Single()
			if exact := single || mask == state.MaskNonNil || full == state.MaskBool; exact && can != mask {
				t.Errorf("%#x of %#x is written as %v, which is %#x", mask, full, list, can)
			}
			if len(list) > 4 {
				t.Errorf("%#x of %#x takes %d comparisons", mask, full, len(list))
			}
		}
	}
}

// TestMerge merges random rows and compares what they say before and after, for
// every entry: the same must happen.
func TestMerge(t *testing.T) {
	paths := []string{"a", "b", "c"}
	fulls := map[string]state.Mask{"a": state.MaskBool, "b": state.Mask0 | state.Mask1 | state.Mask1<<1, "c": state.MaskBool}
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 3))
		var rows []*row
		for range 1 + r.IntN(7) {
			one := &row{key: []string{"frees", "keeps"}[r.IntN(2)], conds: map[string]cond{}}
			for _, p := range paths {
				if mask := state.Mask(r.IntN(int(fulls[p]+1))) & fulls[p]; mask != 0 && mask != fulls[p] {
					one.conds[p] = cond{path: contract.Path{Name: p}, mask: mask, full: fulls[p]}
				}
			}
			rows = append(rows, one)
		}
		before := meaning(rows, paths, fulls)
		text := fmt.Sprint(describe(rows, paths))
		merged := merge(rows)
		after := meaning(merged, paths, fulls)
		if !slices.Equal(before, after) {
			t.Fatalf("seed %d: merging changes what the rows say\nrows   %s\nmerged %s\nbefore %q\nafter  %q",
				seed, text, describe(merged, paths), before, after)
		}
	}
}

// meaning returns what can happen for each entry.
func meaning(rows []*row, paths []string, fulls map[string]state.Mask) []string {
	var out []string
	entry := map[string]state.Mask{}
	var visit func(i int)
	visit = func(i int) {
		if i == len(paths) {
			var can []string
			for _, r := range rows {
				if r.holds(entry) && !slices.Contains(can, r.key) {
					can = append(can, r.key)
				}
			}
			slices.Sort(can)
			out = append(out, fmt.Sprint(entry[paths[0]], entry[paths[1]], entry[paths[2]], can))
			return
		}
		for bit := state.Mask(1); bit <= state.MaskAll; bit <<= 1 {
			if fulls[paths[i]]&bit != 0 {
				entry[paths[i]] = bit
				visit(i + 1)
			}
		}
	}
	visit(0)
	return out
}

func (r *row) holds(entry map[string]state.Mask) bool {
	for p, c := range r.conds {
		if c.mask&entry[p] == 0 {
			return false
		}
	}
	return true
}

func describe(rows []*row, paths []string) (out []string) {
	for _, r := range rows {
		s := r.key
		for _, p := range paths {
			if c, ok := r.conds[p]; ok {
				s += fmt.Sprintf(" %s=%#x", p, c.mask)
			}
		}
		out = append(out, s)
	}
	return out
}

// TestNoExit is a function that does not return.
func TestNoExit(t *testing.T) {
	c := Of(state.NewUniverse(), &contract.Contract{Name: "f"}, nil, func(any) string { return "" })
	if len(c.Rows) != 0 || c.Partial {
		t.Errorf("got %+v, want no rows", c)
	}
}

// TestTooManyRows is a contract that callers must take for not known.
func TestTooManyRows(t *testing.T) {
	u := state.NewUniverse()
	var exits []Exit
	for n := range int64(maxRows + 1) {
		exits = append(exits, Exit{State: state.New(), Results: []state.Value{state.IntVal(n)}})
	}
	sig := &contract.Contract{Name: "f", Results: []contract.Var{{}}}
	if c := Of(u, sig, exits[:maxRows], func(any) string { return "" }); c.Partial || len(c.Rows) != maxRows {
		t.Errorf("%d rows fit, but the contract has %d, partial %v", maxRows, len(c.Rows), c.Partial)
	}
	if c := Of(u, sig, exits, func(any) string { return "" }); !c.Partial {
		t.Errorf("%d rows are more than fit, but nothing says so: %d rows", len(exits), len(c.Rows))
	}
}
