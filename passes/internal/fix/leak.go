package fix

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
)

// leak proposes a deferred free; where that cannot be, frees before the exits
// that lose the reference.
func (k *Known) leak(src *Source, f finding.Finding) []Candidate {
	if f.Reason != finding.NeverReleased {
		return nil // what is discarded or overwritten has no name
	}
	call := src.call(k.Fset.Position(f.Pos), f.Call)
	if call == nil {
		return nil
	}
	v := k.variableOf(src, call)
	if v == nil {
		return nil
	}
	// What the function uses already is what its author prefers.
	ways := k.freeings(v, f.Kind)
	slices.SortStableFunc(ways, func(a, b freeing) int { return v.uses(b) - v.uses(a) })
	var list []Candidate
	for _, free := range ways {
		list = append(list, k.deferred(v, free)...)
		list = append(list, k.atExits(v, free, lost(k.Fset, f))...)
	}
	return list
}

// deferred proposes a deferred free in the place of all others.
func (k *Known) deferred(v *variable, free freeing) []Candidate {
	if v.loop || !k.lent(v, everywhere) {
		return nil
	}
	var removed []Edit
	for _, stmt := range v.frees(free) {
		e, ok := v.src.remove(stmt)
		if !ok {
			return nil
		}
		removed = append(removed, e)
	}
	var list []Candidate
	for _, anchor := range k.anchors(v, free) {
		e, ok := v.src.after(anchor, "defer "+free.text)
		if !ok {
			continue
		}
		if edits, ok := Merge([]Edit{e}, removed); ok {
			list = append(list, Candidate{"defer " + free.text, v.src.Name, edits})
		}
	}
	return list
}

// anchors returns the statements behind which the variable can be freed.
func (k *Known) anchors(v *variable, free freeing) []ast.Stmt {
	var list []ast.Stmt
	if len(v.rest) > 0 && v.checks(v.rest[0]) {
		list = append(list, v.rest[0])
	}
	// Before the check, too, as far as the free stands NULL.
	if free.tolerant || len(list) == 0 && len(v.errs) == 0 && v.never() {
		list = append(list, v.stmt)
	}
	return list
}

// never reports whether the variable is never nil, as a Go value: whether there
// is an object in it, the engine knows.
func (v *variable) never() bool {
	e := ast.Unparen(v.value)
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = ast.Unparen(u.X)
	}
	switch e := e.(type) {
	case *ast.CompositeLit:
		return true
	case *ast.CallExpr:
		fn := v.known.goFunc(v.src, e)
		if fn == nil {
			return false
		}
		c := v.known.Contracts(fn)
		return c != nil && !slices.ContainsFunc(c.Rows, func(row contract.Row) bool {
			return len(row.Results) == 0 || row.Results[0].Kind == contract.Nil
		})
	}
	return false
}

// uses counts the calls that free the variable, deferred or not.
func (v *variable) uses(free freeing) (n int) {
	ast.Inspect(v.body, func(node ast.Node) bool {
		if call, ok := node.(*ast.CallExpr); ok && types.ExprString(call) == free.text {
			n++
		}
		return true
	})
	return n
}

// frees returns the statements that free the variable, deferred ones excepted.
func (v *variable) frees(free freeing) (list []ast.Stmt) {
	ast.Inspect(v.body, func(n ast.Node) bool {
		if s, ok := n.(*ast.ExprStmt); ok {
			if call, ok := s.X.(*ast.CallExpr); ok && types.ExprString(call) == free.text {
				list = append(list, s)
			}
		}
		return true
	})
	return list
}
