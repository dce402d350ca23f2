package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// Format writes a contract as a stub file of one declaration. For a contract
// that was read from text, ParseFile gives it back, but for its position.
func Format(c *contract.Contract) string {
	pkg, _, _ := symbol(c.Name)
	switch {
	case pkg == "C":
		return "package C\n\n" + Decl(c)
	case pkg == "":
		return "package stubs\n\n" + Decl(c)
	}
	return fmt.Sprintf("package stubs\n\n//refvet:package %s\n\n%s", pkg, Decl(c))
}

// Decl writes a contract as a declaration with directives.
func Decl(c *contract.Contract) string {
	var b strings.Builder
	for _, line := range lines(c) {
		b.WriteString(directivePrefix + line + "\n")
	}
	pkg, recv, name := symbol(c.Name)
	params := c.Params
	b.WriteString("func ")
	if recv != "" && len(params) > 0 {
		b.WriteString("(" + strings.TrimPrefix(params[0].Name+" "+recv, " ") + ") ")
		params = params[1:]
	}
	b.WriteString(name + "(" + declare(params, pkg, nil) + ")")
	switch results := declare(c.Results, pkg, c.Rows); {
	case len(c.Results) == 1 && c.Results[0].Name == "":
		b.WriteString(" " + results)
	case len(c.Results) > 0:
		b.WriteString(" (" + results + ")")
	}
	return b.String() + "\n"
}

// symbol splits "(*pkg/path.T).Method" into its package, receiver type and
// name. C functions are of package C.
func symbol(symbol string) (pkg, recv, name string) {
	if rest, ok := strings.CutPrefix(symbol, "("); ok {
		recv, name, _ = strings.Cut(rest, ").")
		star := ""
		if strings.HasPrefix(recv, "*") {
			star, recv = "*", recv[1:]
		}
		pkg, recv = splitSymbol(recv)
		return pkg, star + recv, name
	}
	if !strings.Contains(symbol, ".") {
		return "C", "", symbol
	}
	pkg, name = splitSymbol(symbol)
	return pkg, "", name
}

func splitSymbol(symbol string) (pkg, name string) {
	slash := strings.LastIndex(symbol, "/") + 1
	dot := strings.LastIndex(symbol[slash:], ".")
	if dot < 0 {
		return "", symbol
	}
	return symbol[:slash+dot], symbol[slash+dot+1:]
}

// declare writes parameters. What a contract does not know is any; results held
// by value, in some row, are structs.
func declare(vars []contract.Var, pkg string, rows []contract.Row) string {
	named := slices.ContainsFunc(vars, func(v contract.Var) bool { return v.Name != "" })
	texts := make([]string, len(vars))
	for i, v := range vars {
		typ := "any"
		byValue := func(r contract.Row) bool { return i < len(r.Results) && r.Results[i].Kind == contract.Struct }
		switch {
		case v.Kind != "" && pkg == "C":
			typ = "*" + v.Kind
		case v.Kind != "":
			typ = "*C." + v.Kind
		case slices.ContainsFunc(rows, byValue):
			typ = "struct{}"
		}
		if name := v.Name; named {
			if name == "" {
				name = "_"
			}
			typ = name + " " + typ
		}
		texts[i] = typ
	}
	return strings.Join(texts, ", ")
}

// lines returns the directives of a contract: first what all rows begin with,
// then row by row, each with its conditions.
func lines(c *contract.Contract) []string {
	if len(c.Rows) == 0 {
		return []string{"noreturn"}
	}
	var out []string
	if c.Pure {
		out = append(out, "pure")
	}
	if c.Blocks {
		out = append(out, "blocks")
	}
	for _, o := range c.Objects {
		if p := o.Path; len(p.Elems) > 0 || p.Root != contract.Param || c.Params[p.Index].Kind != o.Kind {
			out = append(out, "kind "+namer{c}.path(p)+" as "+o.Kind)
		}
	}
	rows := make([][]phrase, len(c.Rows))
	for i := range c.Rows {
		rows[i] = phrases(c, i)
	}
	common := commonPrefix(rows)
	for _, p := range rows[0][:common] {
		out = append(out, p.String(""))
	}
	if len(rows) == 1 {
		return out
	}
	for i, row := range rows {
		clauses := namer{c}.clauses(c.Rows[i].If, treeConds(c, i))
		for _, p := range row[common:] {
			out = append(out, p.String(clauses))
		}
		if len(row) == common {
			out = append(out, "nothing"+clauses)
		}
	}
	return out
}

func commonPrefix(rows [][]phrase) int {
	n := len(rows[0])
	for _, row := range rows[1:] {
		k := 0
		for k < n && k < len(row) && row[k] == rows[0][k] {
			k++
		}
		n = k
	}
	return n
}

// treeConds returns the outcome conditions of row i that another row negates;
// the others are what the row ensures.
func treeConds(c *contract.Contract, i int) []contract.Cond {
	row := c.Rows[i]
	for k, cond := range row.On {
		negates := func(other contract.Row) bool {
			return len(other.On) > k && equalConds(other.If, row.If) && equalConds(other.On[:k], row.On[:k]) &&
				equalCond(other.On[k], literal{cond: cond}.negated().cond)
		}
		if !slices.ContainsFunc(c.Rows, negates) {
			return row.On[:k]
		}
	}
	return row.On
}

func equalConds(a, b []contract.Cond) bool { return slices.EqualFunc(a, b, equalCond) }

func equalCond(a, b contract.Cond) bool {
	return a.Path.Equal(b.Path) && a.Cmp == b.Cmp && a.Int == b.Int && a.Nil == b.Nil && a.Is == b.Is
}
