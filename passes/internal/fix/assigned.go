package fix

import (
	"go/ast"
	"go/token"
)

// assignments counts what may give a variable of that name a value, in the whole
// function: one that is declared again elsewhere counts, too, as names are
// compared and not variables.
func (v *variable) assignments() (n int) {
	is := func(e ast.Expr) {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok && id.Name == v.name {
			n++
		}
	}
	ast.Inspect(v.body, func(node ast.Node) bool {
		switch s := node.(type) {
		case *ast.AssignStmt:
			for _, lhs := range s.Lhs {
				is(lhs)
			}
		case *ast.ValueSpec:
			for _, id := range s.Names {
				is(id)
			}
		case *ast.RangeStmt:
			is(s.Key)
			is(s.Value)
		case *ast.IncDecStmt:
			is(s.X)
		case *ast.UnaryExpr:
			if s.Op == token.AND {
				is(s.X)
			}
		case *ast.Field:
			for _, id := range s.Names {
				is(id)
			}
		}
		return true
	})
	for _, list := range []*ast.FieldList{v.sig.Params, v.sig.Results} {
		if list != nil {
			for _, field := range list.List {
				for _, id := range field.Names {
					is(id)
				}
			}
		}
	}
	return n
}

// mentions reports whether the variable's name is used in n.
func (v *variable) mentions(n ast.Node) (found bool) {
	ast.Inspect(n, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.SelectorExpr:
			found = found || v.mentions(node.X)
			return false // a field of that name is something else
		case *ast.Ident:
			found = found || node.Name == v.name
		}
		return !found
	})
	return found
}
