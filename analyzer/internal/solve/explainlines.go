package solve

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/explain"
)

// Explained returns what Run learned of all lines with code, if Explain was set.
func (s *Solver) Explained() []explain.Line {
	type key struct {
		file string
		line int
		fn   string
	}
	at := map[key]int{}
	var out []explain.Line
	add := func(l explain.Line) {
		k := key{l.File, l.Line, l.Func}
		i, ok := at[k]
		if !ok {
			at[k] = len(out)
			out = append(out, l)
			return
		}
		mergeLines(&out[i], l)
	}
	for _, list := range [][]*ssa.Function{s.Pkg.Funcs, s.Pkg.Instances} {
		for _, fn := range list {
			if r := s.done[fn]; r != nil {
				for _, l := range r.lines {
					add(l)
				}
			}
			for _, line := range s.codeLines(fn) { // those that no path leads to, too
				add(explain.Line{File: s.fileOf(fn), Line: line, Func: fn.RelString(s.Pkg.Types)})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b explain.Line) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Func, b.Func))
	})
	return out
}

// mergeLines adds to l what another analysis of the same code found: a function
// literal is run by each function that calls it.
func mergeLines(l *explain.Line, more explain.Line) {
	l.Before.List = append(l.Before.List, more.Before.List...)
	l.After.List = append(l.After.List, more.After.List...)
	l.Before.More += more.Before.More
	l.After.More += more.After.More
	for _, c := range more.Calls {
		if !slices.Contains(l.Calls, c) {
			l.Calls = append(l.Calls, c)
		}
	}
	l.Withheld = append(l.Withheld, more.Withheld...)
}
