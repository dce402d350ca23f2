package contracts

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
)

// generalize makes an inferred contract one that directives can say. Inferred
// rows may differ in nothing but what happens; directives need conditions: those
// of a result that tells the rows apart, which is mostly the error. Rows that
// remain alike are merged, and what happens in some of them only is a may. Where
// that goes wrong, c itself is returned.
func generalize(c *contract.Contract) *contract.Contract {
	out := *c
	out.Rows = nil
	rowsOf := map[string][]contract.Row{} // by what held on entry
	for _, row := range c.Rows {
		key := fmt.Sprint(row.If)
		rowsOf[key] = append(rowsOf[key], row)
	}
	groups := map[string]int{}
	for _, row := range c.Rows {
		row = tidy(row)
		if teller := tellingResult(rowsOf[fmt.Sprint(row.If)]); teller >= 0 {
			row.On = append(slices.Clone(row.On), outcome(teller, row.Results[teller]))
		}
		key := fmt.Sprint(row.If, row.On)
		i, seen := groups[key]
		if !seen {
			groups[key] = len(out.Rows)
			out.Rows = append(out.Rows, row)
			continue
		}
		merged, ok := merge(out.Rows[i], row)
		if !ok {
			return c
		}
		out.Rows[i] = merged
	}
	return &out
}

// tidy leaves out what a directive cannot repeat, and references that are taken
// and given back.
func tidy(row contract.Row) contract.Row {
	var effects []contract.Effect
	for _, e := range row.Effects {
		e.Via = nil
		taken := func(o contract.Effect) bool {
			return e.Op == contract.OpRelease && o.Op == contract.OpRetain && !e.May && !o.May && reflect.DeepEqual(e.X.Path, o.X.Path)
		}
		if i := slices.IndexFunc(effects, taken); i >= 0 && e.X.Kind == contract.At && !returned(row, e.X.Path) {
			effects = slices.Delete(effects, i, i+1)
			continue
		}
		if e.Op != contract.OpUse && e.Op != contract.OpKeep || !has(effects, e) {
			effects = append(effects, e)
		}
	}
	row.Effects = effects
	return row
}

func returned(row contract.Row, path contract.Path) bool {
	return slices.ContainsFunc(row.Results, func(v contract.Val) bool {
		return v.Right == contract.Owned && reflect.DeepEqual(v.Path, path)
	})
}

func has(list []contract.Effect, e contract.Effect) bool {
	return slices.ContainsFunc(list, func(o contract.Effect) bool { return sameEffect(o, e) })
}

func sameEffect(a, b contract.Effect) bool {
	a.May, b.May, a.Nullable, b.Nullable = false, false, false, false
	return reflect.DeepEqual(a, b)
}

// tellingResult returns the last result that is known to be nil (or 0) in some
// rows, and known not to be in all others; -1 if there is none.
func tellingResult(rows []contract.Row) int {
	for i := len(rows[0].Results) - 1; i >= 0; i-- {
		zero, other := 0, 0
		for _, row := range rows {
			switch {
			case i >= len(row.Results):
			case isZero(row.Results[i]):
				zero++
			case notZero(row.Results[i]):
				other++
			}
		}
		if zero > 0 && other > 0 && zero+other == len(rows) {
			return i
		}
	}
	return -1
}

func isZero(v contract.Val) bool {
	return v.Kind == contract.Nil || v.Kind == contract.Int && v.Int == 0
}

func notZero(v contract.Val) bool {
	switch v.Kind {
	case contract.NonNil, contract.Func, contract.Addr:
		return true
	case contract.Int:
		return v.Int != 0
	case contract.At:
		return v.NotNil
	}
	return false
}

// outcome returns the condition that tells the value v of a result.
func outcome(result int, v contract.Val) contract.Cond {
	cond := contract.Cond{Path: contract.Path{Root: contract.Result, Index: result}, Cmp: contract.NE, Nil: v.Kind != contract.Int}
	if isZero(v) {
		cond.Cmp, cond.Nil = contract.EQ, true
	}
	return cond
}

// merge returns a row that says what two rows say together.
func merge(a, b contract.Row) (contract.Row, bool) {
	out := a
	out.Effects, out.Results = nil, nil
	made := map[int]bool{}
	add := func(list, others []contract.Effect) bool {
		for _, e := range list {
			if !has(others, e) {
				e.May = e.Op != contract.OpNew
				e.Nullable = e.Nullable || e.Op == contract.OpNew
			}
			if has(out.Effects, e) {
				continue
			}
			if e.Op == contract.OpNew && made[e.X.Path.Index] {
				return false
			}
			made[e.X.Path.Index] = made[e.X.Path.Index] || e.Op == contract.OpNew
			out.Effects = append(out.Effects, e)
		}
		return true
	}
	if !add(a.Effects, b.Effects) || !add(b.Effects, a.Effects) {
		return a, false
	}
	for i := range max(len(a.Results), len(b.Results)) {
		var v contract.Val
		if i < len(a.Results) && i < len(b.Results) {
			v = mergeVals(a.Results[i], b.Results[i])
		}
		out.Results = append(out.Results, v)
	}
	return out, true
}

func mergeVals(v, w contract.Val) contract.Val {
	switch {
	case reflect.DeepEqual(v, w):
		return v
	case v.Kind == contract.Nil && w.Kind == contract.At:
		return w
	case w.Kind == contract.Nil && v.Kind == contract.At:
		return v
	}
	return contract.Val{}
}
