package catalog

import (
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// Short writes a contract in one line: what it does, and when. Uses that every
// call makes of its arguments are left out. What the conditions do not tell apart
// is in parentheses, one alternative for each row:
//
//	nonnull s; (alias result = 1; retain s | alias result = nil)
func Short(c *contract.Contract) string {
	if len(c.Rows) == 0 {
		return "noreturn"
	}
	var out []string
	if c.Pure {
		out = append(out, "pure")
	}
	if c.Blocks && c.Source != contract.FromInference {
		out = append(out, "blocks")
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
	rest := make([][]phrase, len(c.Rows)) // by row, what no conjunction means
	for _, p := range order {
		if text, ok := shortPhrase(c, p, in[p]); ok {
			out = append(out, text)
			continue
		}
		for _, i := range in[p] {
			rest[i] = append(rest[i], p)
		}
	}
	return strings.Join(append(out, alternatives(c, rest)...), "; ")
}

// alternatives writes what is left of the rows: for those that the conditions do
// not tell apart, as alternatives.
func alternatives(c *contract.Contract, rest [][]phrase) []string {
	groups := map[string][]int{} // rows by their conditions
	var order []string
	for i := range c.Rows {
		clauses := namer{c}.clauses(c.Rows[i].If, treeConds(c, i))
		if groups[clauses] == nil {
			order = append(order, clauses)
		}
		groups[clauses] = append(groups[clauses], i)
	}
	var out []string
	for _, clauses := range order {
		rows := groups[clauses]
		everywhere := func(p phrase) bool {
			return !slices.ContainsFunc(rows, func(i int) bool { return !slices.Contains(rest[i], p) })
		}
		var alts []string
		for _, i := range rows {
			var texts []string
			for _, p := range rest[i] {
				if !everywhere(p) {
					texts = append(texts, p.String(""))
				} else if i == rows[0] {
					out = append(out, p.String(clauses))
				}
			}
			if texts == nil {
				texts = []string{"nothing"}
			}
			if alt := strings.Join(texts, "; "); !slices.Contains(alts, alt) {
				alts = append(alts, alt)
			}
		}
		if len(alts) > 1 {
			out = append(out, "("+strings.Join(alts, " | ")+")"+clauses)
		}
	}
	return out
}

// shortPhrase writes a phrase with the fewest conditions that mean its rows. It
// reports false where no conjunction does.
func shortPhrase(c *contract.Contract, p phrase, rows []int) (string, bool) {
	if len(rows) == len(c.Rows) {
		return p.String(""), true
	}
	lits := slices.DeleteFunc(rowLiterals(c, rows[0]), func(l literal) bool {
		return slices.ContainsFunc(rows, func(i int) bool { return judge(rowLiterals(c, i), l) != yes })
	})
	if !means(c, lits, rows) {
		return "", false
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
	return p.String(namer{c}.clauses(ifs, ons)), true
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
