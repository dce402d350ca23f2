// Package summary turns the states at a function's exits into its contract.
// What enters are exit states; what leaves is a bounded contract that package
// transfer can apply at the function's callers.
package summary

import (
	"go/token"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// Bounds of a contract. What does not fit makes it Partial, which callers take
// for not known.
const (
	maxRows  = 12
	maxConds = 3
)

// An Exit is one state in which a function returns.
type Exit struct {
	State   *state.State
	Results []state.Value
}

// Of returns the contract of the function with the given names whose exits are
// given. No exits: the function does not return.
func Of(u *state.Universe, sig *contract.Contract, exits []Exit, funcName func(any) string) *contract.Contract {
	c := *sig
	c.Source = contract.FromInference
	var rows []*row
	objects := map[string]contract.Object{}
	for _, x := range exits {
		e := &exporter{u: u, st: x.State, funcName: funcName, fresh: map[state.ID]int{}, placed: map[state.ID]contract.Path{}}
		r := e.row(x)
		e.objects(objects)
		if x.State.LogFull {
			c.Partial = true
		}
		if !slices.ContainsFunc(rows, r.same) {
			rows = append(rows, r)
		}
	}
	rows = merge(rows)
	c.Objects = sortedObjects(objects)
	if len(rows) > maxRows {
		c.Partial = true
		return &c
	}
	for _, r := range rows {
		if len(r.conds) > maxConds {
			c.Partial = true
			return &c
		}
		c.Rows = append(c.Rows, r.contract())
	}
	return &c
}

// A row is a contract.Row whose conditions are still masks.
type row struct {
	contract.Row
	key   string // of everything but conds
	conds map[string]cond
}

type cond struct {
	path contract.Path
	mask state.Mask
	full state.Mask
}

func (r *row) same(s *row) bool {
	if r.key != s.key || len(r.conds) != len(s.conds) {
		return false
	}
	for k, c := range r.conds {
		if s.conds[k].mask != c.mask {
			return false
		}
	}
	return true
}

// merge unites rows that do the same and differ in one condition only; no other
// union is exact.
func merge(rows []*row) []*row {
	for changed := true; changed; {
		changed = false
		for i := 0; i < len(rows) && !changed; i++ {
			for j := range rows {
				if i == j {
					continue
				}
				if rows[i].unite(rows[j]) {
					rows = slices.Delete(rows, j, j+1)
					changed = true
					break
				}
			}
		}
	}
	return rows
}

// unite widens r to cover s as well, if that is exact.
func (r *row) unite(s *row) bool {
	if r.key != s.key {
		return false
	}
	diff, n := "", 0
	keys := map[string]bool{}
	for k := range r.conds {
		keys[k] = true
	}
	for k := range s.conds {
		keys[k] = true
	}
	covers := true // every condition of r is implied by s's
	for k := range keys {
		a, inR := r.conds[k]
		b, inS := s.conds[k]
		am, bm := a.mask, b.mask
		if !inR {
			am = b.full
		}
		if !inS {
			bm = a.full
		}
		covers = covers && bm&^am == 0
		if am != bm {
			n++
			diff = k
		}
	}
	if covers {
		return true
	}
	if n != 1 {
		return false
	}
	a, inR := r.conds[diff]
	b, inS := s.conds[diff]
	if !inR || !inS {
		return false
	}
	a.mask |= b.mask
	if a.mask == a.full {
		delete(r.conds, diff)
	} else {
		r.conds[diff] = a
	}
	return true
}

// contract writes the conditions out, in order.
func (r *row) contract() contract.Row {
	out := r.Row
	keys := make([]string, 0, len(r.conds))
	for k := range r.conds {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		out.If = append(out.If, conds(r.conds[k])...)
	}
	return out
}

// conds expresses a mask as a conjunction of comparisons; what it cannot say
// exactly it says weaker.
func conds(c cond) []contract.Cond {
	one := func(cmp contract.Cmp, n int64) contract.Cond {
		return contract.Cond{Path: c.path, Cmp: cmp, Int: n, Nil: n == 0 && c.full != state.MaskBool}
	}
	if n, ok := c.mask.Single(); ok {
		return []contract.Cond{one(contract.EQ, n)}
	}
	lowest, highest := int64(-2), int64(9) // below and above those that have a bit of their own
	for lowest < 9 && c.mask&state.Compare(token.LEQ, lowest) == 0 {
		lowest++
	}
	for highest > -2 && c.mask&state.Compare(token.GEQ, highest) == 0 {
		highest--
	}
	var out []contract.Cond
	if c.full&^c.mask&state.Compare(token.LSS, -1) != 0 && lowest > -2 {
		out = append(out, one(contract.GE, lowest))
	}
	if c.full&^c.mask&state.Compare(token.GTR, 8) != 0 && highest < 9 {
		out = append(out, one(contract.LE, highest))
	}
	ends := len(out)
	low, high := int64(-1), int64(8)
	if len(out) > 0 && out[0].Cmp == contract.GE {
		low = lowest
	}
	if len(out) > 0 && out[len(out)-1].Cmp == contract.LE {
		high = highest
	}
	for n := low; n <= high; n++ {
		bit, _ := state.MaskOf(n)
		if c.full&bit != 0 && c.mask&bit == 0 {
			out = append(out, one(contract.NE, n))
		}
	}
	if len(out) > 4 { // the ends alone are weaker, and shorter
		out = out[:ends]
	}
	return out
}
