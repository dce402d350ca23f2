package catalog

import (
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
)

// maxRows bounds the rows of one contract: more would cost the engine more
// than they tell it.
const maxRows = 16

// A verdict is what an assignment says about a literal.
type verdict uint8

const (
	open verdict = iota
	yes
	no
)

// A tree grows the rows of one contract as the leaves of a decision tree.
type tree struct {
	clauses [][]literal        // per directive, "if" literals first
	first   map[string]literal // each atom, the way round it was first written
	leaves  []leaf
	full    bool // more than maxRows
}

// A leaf is one row to be: its conditions and the directives that apply.
type leaf struct {
	path []literal
	live []int // indices of clauses
}

func grow(clauses [][]literal) *tree {
	t := &tree{clauses: clauses, first: map[string]literal{}}
	live := make([]int, len(clauses))
	for i, c := range clauses {
		live[i] = i
		for _, l := range c {
			if _, seen := t.first[l.atom()]; !seen {
				t.first[l.atom()] = l
			}
		}
	}
	t.branch(nil, live)
	return t
}

func (t *tree) branch(path []literal, live []int) {
	if t.full {
		return
	}
	live = t.alive(path, live)
	l, found := t.openLiteral(path, live)
	if !found {
		if len(t.leaves) == maxRows {
			t.full = true
			return
		}
		t.leaves = append(t.leaves, leaf{path, live})
		return
	}
	l = t.first[l.atom()]
	t.branch(append(slices.Clip(path), l), live)
	t.branch(append(slices.Clip(path), l.negated()), live)
}

// alive drops the clauses that the path contradicts.
func (t *tree) alive(path []literal, live []int) []int {
	var out []int
	for _, i := range live {
		if !slices.ContainsFunc(t.clauses[i], func(l literal) bool { return judge(path, l) == no }) {
			out = append(out, i)
		}
	}
	return out
}

// openLiteral returns the next question: entry conditions before outcomes, so
// that the order of a row's conditions is the order of their text.
func (t *tree) openLiteral(path []literal, live []int) (literal, bool) {
	for _, on := range []bool{false, true} {
		for _, i := range live {
			for _, l := range t.clauses[i] {
				if l.on == on && judge(path, l) == open {
					return l, true
				}
			}
		}
	}
	return literal{}, false
}

func judge(path []literal, l literal) verdict {
	if !feasible(append(slices.Clip(path), l)) {
		return no
	}
	if !feasible(append(slices.Clip(path), l.negated())) {
		return yes
	}
	return open
}

// row makes a row with the leaf's conditions.
func (t *tree) row(lf leaf) contract.Row {
	var row contract.Row
	for _, l := range lf.path {
		if !l.on {
			row.If = append(row.If, l.cond)
			continue
		}
		row.On = append(row.On, l.cond)
		if t.first[l.atom()].cond.Cmp != l.cond.Cmp {
			row.Fail = true
		}
	}
	return row
}
