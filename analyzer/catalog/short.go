package catalog

import (
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// Short writes a contract in one line: what it does, and when. Uses that every
// call makes of its arguments are left out.
func Short(c *contract.Contract) string {
	if len(c.Rows) == 0 {
		return "noreturn"
	}
	var out []string
	if c.Pure {
		out = append(out, "pure")
	}
	in := map[phrase][]int{}
	var order []phrase
	for i := range c.Rows {
		for _, p := range phrases(c, i) {
			if in[p] == nil {
				order = append(order, p)
			}
			if !slices.Contains(in[p], i) {
				in[p] = append(in[p], i)
			}
		}
	}
	for _, p := range order {
		out = append(out, shortPhrase(c, p, in[p])...)
	}
	return strings.Join(out, "; ")
}

// shortPhrase writes a phrase with the fewest conditions that mean its rows, or
// once per row where no conjunction does.
func shortPhrase(c *contract.Contract, p phrase, rows []int) []string {
	if len(rows) == len(c.Rows) {
		return []string{p.String("")}
	}
	lits := slices.DeleteFunc(rowLiterals(c, rows[0]), func(l literal) bool {
		return slices.ContainsFunc(rows, func(i int) bool { return judge(rowLiterals(c, i), l) != yes })
	})
	if !means(c, lits, rows) {
		var out []string
		for _, i := range rows {
			out = append(out, p.String(namer{c}.clauses(c.Rows[i].If, treeConds(c, i))))
		}
		return out
	}
	for i := 0; i < len(lits); {
		if fewer := slices.Delete(slices.Clone(lits), i, i+1); means(c, fewer, rows) {
			lits = fewer
		} else {
			i++
		}
	}
	var ifs, ons []contract.Cond
	for _, l := range lits {
		if l.on {
			ons = append(ons, l.cond)
		} else {
			ifs = append(ifs, l.cond)
		}
	}
	return []string{p.String(namer{c}.clauses(ifs, ons))}
}

func rowLiterals(c *contract.Contract, i int) []literal {
	var lits []literal
	for _, cond := range c.Rows[i].If {
		lits = append(lits, literal{cond: cond})
	}
	for _, cond := range treeConds(c, i) {
		lits = append(lits, literal{cond: cond, on: true})
	}
	return lits
}

// means reports whether the literals hold in the given rows, and in no others.
func means(c *contract.Contract, lits []literal, rows []int) bool {
	for i := range c.Rows {
		path := rowLiterals(c, i)
		holds, fails := true, false
		for _, l := range lits {
			v := judge(path, l)
			holds = holds && v == yes
			fails = fails || v == no
		}
		if in := slices.Contains(rows, i); in && !holds || !in && !fails {
			return false
		}
	}
	return true
}
