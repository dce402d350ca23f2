package catalog

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A literal is a condition with its names looked up, in the form in which it
// was written. on marks those of "on" clauses.
type literal struct {
	cond  contract.Cond
	on    bool
	shape Shape
}

var cmps = map[string]contract.Cmp{
	"==": contract.EQ, "!=": contract.NE, "<": contract.LT, "<=": contract.LE, ">": contract.GT, ">=": contract.GE,
	"is": contract.EQ, "is not": contract.NE,
}

var negation = [...]contract.Cmp{
	contract.EQ: contract.NE, contract.NE: contract.EQ, contract.LT: contract.GE,
	contract.GE: contract.LT, contract.LE: contract.GT, contract.GT: contract.LE,
}

func (l literal) negated() literal {
	l.cond.Cmp = negation[l.cond.Cmp]
	return l
}

// atom names the condition up to negation.
func (l literal) atom() string {
	c := l.cond
	if c.Cmp == contract.NE || c.Cmp == contract.GE || c.Cmp == contract.GT {
		c.Cmp = negation[c.Cmp]
	}
	return fmt.Sprint(pathKey(c.Path), c.Cmp, c.Int, c.Is)
}

func pathKey(p contract.Path) string {
	return fmt.Sprint(p.Root, p.Index, p.Name, ".", strings.Join(p.Elems, "."))
}

// literal looks up the names of a condition.
func (r *resolver) literal(c condition, on bool) (literal, bool) {
	p, ok := r.place(c.subject)
	if !ok {
		return literal{}, false
	}
	l := literal{cond: contract.Cond{Path: p.path, Cmp: cmps[c.op]}, on: on}
	if p.param != nil && len(p.path.Elems) == 0 {
		l.shape = p.param.Shape
	}
	if !on && (p.path.Root == contract.Result || p.path.Root == contract.Returned) {
		r.errorf(c.subject.pos, "`%s` is not known on entry: write `on` instead of `if`", c.subject.text)
		return l, false
	}
	if c.op == "is" || c.op == "is not" {
		l.cond.Is = c.object.text
		return l, true
	}
	return r.operandOf(l, p, c)
}

// operandOf reads the constant that a condition compares with.
func (r *resolver) operandOf(l literal, p place, c condition) (literal, bool) {
	isPointer := p.kind != "" || l.shape == PointerShape
	switch c.object.text {
	case "":
		l.cond.Nil = isPointer || l.shape == FuncShape
		return l, true
	case "nil":
		l.cond.Nil = true
	case "true":
		l.cond.Int = 1
	case "false":
	default:
		n, err := strconv.ParseInt(c.object.text, 0, 48)
		if err != nil {
			r.errorf(c.object.pos, "`%s` is not a constant: compare with nil, true, false or a small integer", c.object.text)
			return l, false
		}
		l.cond.Int = n
	}
	ordered := l.cond.Cmp != contract.EQ && l.cond.Cmp != contract.NE
	if l.cond.Nil && ordered || isPointer && !l.cond.Nil {
		r.errorf(c.subject.pos, "`%s` is a pointer: compare it with `== nil` or `!= nil`", c.subject.text)
		return l, false
	}
	return l, true
}

// feasible reports whether literals can hold together. It knows pointers,
// booleans, integers, and that nothing can be said of what nil points to.
func feasible(lits []literal) bool {
	byPath := map[string][]literal{}
	for _, l := range lits {
		key := pathKey(l.cond.Path)
		byPath[key] = append(byPath[key], l)
	}
	for _, l := range lits {
		if !satisfiable(byPath[pathKey(l.cond.Path)]) {
			return false
		}
		for n := range l.cond.Path.Elems {
			prefix := l.cond.Path
			prefix.Elems = prefix.Elems[:n]
			if same := byPath[pathKey(prefix)]; len(same) > 0 && !satisfiableBut(same, 0) {
				return false
			}
		}
	}
	return true
}

func satisfiable(same []literal) bool { return holdsFor(same, nil) }

// satisfiableBut reports whether some value other than except satisfies same.
func satisfiableBut(same []literal, except int64) bool { return holdsFor(same, &except) }

func holdsFor(same []literal, except *int64) bool {
	candidates := []int64{-1, 0, 1}
	for _, l := range same {
		if l.cond.Nil || l.shape == BoolShape || l.shape == PointerShape || l.shape == FuncShape {
			candidates = []int64{0, 1}
			break
		}
		candidates = append(candidates, l.cond.Int-1, l.cond.Int, l.cond.Int+1)
	}
	is := map[string]contract.Cmp{}
	for _, l := range same {
		if c, seen := is[l.cond.Is]; seen && c != l.cond.Cmp && l.cond.Is != "" {
			return false
		}
		is[l.cond.Is] = l.cond.Cmp
	}
	for _, n := range candidates {
		if (except == nil || n != *except) && all(same, n) {
			return true
		}
	}
	return false
}

func all(same []literal, n int64) bool {
	for _, l := range same {
		if !holds(l.cond, n) {
			return false
		}
	}
	return true
}

func holds(c contract.Cond, n int64) bool {
	if c.Is != "" {
		return c.Cmp == contract.NE || n != 0
	}
	switch c.Cmp {
	case contract.EQ:
		return n == c.Int
	case contract.NE:
		return n != c.Int
	case contract.LT:
		return n < c.Int
	case contract.LE:
		return n <= c.Int
	case contract.GT:
		return n > c.Int
	default:
		return n >= c.Int
	}
}
