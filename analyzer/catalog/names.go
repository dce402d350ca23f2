package catalog

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A namer writes paths, values and conditions of a contract as directives do.
type namer struct{ *contract.Contract }

func (s *Signature) asContract() *contract.Contract {
	return &contract.Contract{Name: s.Name, Params: vars(s.Params), Results: vars(s.Results)}
}

// root writes where a path starts. Unnamed parameters are "param0".
func (n namer) root(p contract.Path) string {
	switch p.Root {
	case contract.Param:
		if p.Index < len(n.Params) && n.Params[p.Index].Name != "" {
			return n.Params[p.Index].Name
		}
		return "param" + strconv.Itoa(p.Index)
	case contract.Result:
		if p.Index < len(n.Results) && n.Results[p.Index].Name != "" {
			return n.Results[p.Index].Name
		}
		if p.Index == 0 {
			return "result"
		}
		return "result" + strconv.Itoa(p.Index)
	case contract.Global:
		return "@" + p.Name
	case contract.Returned:
		return "call" + strconv.Itoa(p.Index)
	}
	return "fresh" + strconv.Itoa(p.Index)
}

func (n namer) path(p contract.Path) string {
	if last := len(p.Elems) - 1; last >= 0 && p.Elems[last] == contract.Len {
		p.Elems = p.Elems[:last]
		return "len(" + n.path(p) + ")"
	}
	text, elems := n.root(p), p.Elems
	star := ""
	if last := len(elems) - 1; last >= 0 && elems[last] == "*" {
		star, elems = "*", elems[:last]
	}
	for _, e := range elems {
		if e[0] != '[' {
			text += "."
		}
		text += e
	}
	return star + text
}

func (n namer) cond(c contract.Cond) string {
	switch {
	case c.Is != "" && c.Cmp == contract.EQ:
		return n.path(c.Path) + " is " + c.Is
	case c.Is != "":
		return n.path(c.Path) + " is not " + c.Is
	}
	constant := strconv.FormatInt(c.Int, 10)
	if c.Nil {
		constant = "nil"
	}
	return fmt.Sprintf("%s %s %s", n.path(c.Path), cmpText[c.Cmp], constant)
}

var cmpText = [...]string{
	contract.EQ: "==", contract.NE: "!=", contract.LT: "<", contract.LE: "<=", contract.GT: ">", contract.GE: ">=",
}

// clauses writes " if A, B on C", or "".
func (n namer) clauses(ifs, ons []contract.Cond) string {
	return n.clause(" if ", ifs) + n.clause(" on ", ons)
}

func (n namer) clause(word string, conds []contract.Cond) string {
	if len(conds) == 0 {
		return ""
	}
	texts := make([]string, len(conds))
	for i, c := range conds {
		texts[i] = n.cond(c)
	}
	return word + strings.Join(texts, ", ")
}
