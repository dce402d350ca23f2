package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// contradict returns what a function's body does otherwise than its directive
// says, in words that name the effect. A body that is too much for the budget, or
// whose effects are guessed, contradicts nothing.
func contradict(said, found *contract.Contract) []string {
	if found.Partial || len(found.Rows) == 0 || found.Source == contract.FromConvention {
		return nil
	}
	var out []string
	for _, op := range []struct {
		op   contract.Op
		word string
	}{{contract.OpRelease, "release"}, {contract.OpRetain, "retain"}} {
		a, b := paths(said, op.op), paths(found, op.op)
		for _, p := range a {
			if !slices.Contains(b, p) {
				out = append(out, fmt.Sprintf("says %s %s, but the body does not", op.word, p))
			}
		}
		for _, p := range b {
			if !slices.Contains(a, p) {
				out = append(out, fmt.Sprintf("does not say %s %s, but the body does", op.word, p))
			}
		}
	}
	a, b := owned(said), owned(found)
	for i := range a {
		if i < len(b) && a[i] != b[i] && a[i] != "" && b[i] != "" {
			out = append(out, fmt.Sprintf("says that result %d is %s, but the body returns it %s", i, a[i], b[i]))
		}
	}
	return out
}

// paths returns the parameter paths that c applies op to in some row, net of
// the opposite.
func paths(c *contract.Contract, op contract.Op) []string {
	var out []string
	for _, r := range c.Rows {
		for _, e := range r.Effects {
			if e.Op == op && e.X.Kind == contract.At && e.X.Path.Root == contract.Param {
				if p := pathText(c, e.X.Path); !slices.Contains(out, p) && !resultOf(r, e.X.Path) {
					out = append(out, p)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

func resultOf(r contract.Row, p contract.Path) bool {
	for _, v := range r.Results {
		if v.Kind == contract.At && v.Path.Root == p.Root && v.Path.Index == p.Index && slices.Equal(v.Path.Elems, p.Elems) {
			return true
		}
	}
	return false
}

func pathText(c *contract.Contract, p contract.Path) string {
	name := fmt.Sprint("parameter ", p.Index)
	if p.Index < len(c.Params) && c.Params[p.Index].Name != "" {
		name = c.Params[p.Index].Name
	}
	return strings.Join(append([]string{name}, p.Elems...), ".")
}

// owned returns for each result of c "owned", "borrowed", or "" where the rows
// differ or do not say.
func owned(c *contract.Contract) []string {
	out := make([]string, len(c.Results))
	for i := range out {
		for _, r := range c.Rows {
			if i >= len(r.Results) || r.Results[i].Kind != contract.At {
				continue
			}
			word := rightWord(r, r.Results[i])
			if out[i] != "" && out[i] != word {
				return make([]string, len(c.Results))
			}
			out[i] = word
		}
	}
	return out
}

func rightWord(r contract.Row, v contract.Val) string {
	if v.Path.Root == contract.Fresh {
		for _, e := range r.Effects {
			if e.Op == contract.OpNew && e.X.Path.Index == v.Path.Index && e.Kind != "" {
				if e.Count > 0 {
					return "owned"
				}
				return "borrowed"
			}
		}
		return ""
	}
	switch v.Right {
	case contract.Borrowed:
		return "borrowed"
	case contract.Owned:
		for _, e := range r.Effects {
			if e.Op == contract.OpRetain && e.X.Kind == contract.At && slices.Equal(e.X.Path.Elems, v.Path.Elems) {
				return "owned"
			}
		}
	}
	return ""
}
