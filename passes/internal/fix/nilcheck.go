package fix

import (
	"go/ast"
	"go/token"
	"slices"
)

// checks reports whether stmt leaves the list if the variable is nil, or if the
// error that came with it is not.
func (v *variable) checks(stmt ast.Stmt) bool {
	s, ok := stmt.(*ast.IfStmt)
	if !ok || s.Init != nil || s.Else != nil || len(s.Body.List) == 0 || !v.leaves(s.Body.List[len(s.Body.List)-1]) {
		return false
	}
	found := false
	ast.Inspect(s.Cond, func(n ast.Node) bool {
		if b, ok := n.(*ast.BinaryExpr); ok && isNil(b.Y) {
			x, _ := ast.Unparen(b.X).(*ast.Ident)
			found = found || x != nil && (b.Op == token.EQL && x.Name == v.name || b.Op == token.NEQ && v.isErr(x.Name))
		}
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.NOT {
			x, _ := ast.Unparen(u.X).(*ast.Ident)
			found = found || x != nil && v.isErr(x.Name)
		}
		return !found
	})
	return found
}

func (v *variable) isErr(name string) bool { return slices.Contains(v.errs, name) }

func isNil(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && id.Name == "nil"
}

// leaves reports whether control does not get behind stmt.
func (v *variable) leaves(stmt ast.Stmt) bool {
	switch s := stmt.(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "panic" {
			return true
		}
		if fn := v.known.goFunc(v.src, call); fn != nil {
			c := v.known.Contracts(fn)
			return c != nil && len(c.Rows) == 0 && !c.Partial
		}
	}
	return false
}
