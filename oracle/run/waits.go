package run

import (
	"go/ast"
	"go/token"
	"go/types"
)

// bodies lists the bodies of the functions of c, and of the literals that are
// given to variables.
func bodies(c *checked) map[types.Object][]ast.Node {
	out := map[types.Object][]ast.Node{}
	add := func(id ast.Expr, f ast.Expr) {
		name, ok := id.(*ast.Ident)
		if lit, isLit := f.(*ast.FuncLit); ok && isLit {
			obj := c.info.ObjectOf(name)
			out[obj] = append(out[obj], lit.Body)
		}
	}
	ast.Inspect(c.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				out[c.info.Defs[n.Name]] = []ast.Node{n.Body}
			}
		case *ast.AssignStmt:
			for i := range n.Lhs {
				if i < len(n.Rhs) {
					add(n.Lhs[i], n.Rhs[i])
				}
			}
		case *ast.ValueSpec:
			for i := range n.Values {
				add(n.Names[i], n.Values[i])
			}
		}
		return true
	})
	return out
}

// waits reports whether n, or what it calls, waits for another goroutine: what
// does cannot run to its end at once.
func (in *instrumenter) waits(n ast.Node, seen map[types.Object]bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.SelectStmt:
			found = true
		case *ast.RangeStmt:
			_, isChan := in.c.info.TypeOf(n.X).Underlying().(*types.Chan)
			found = found || isChan
		case *ast.SelectorExpr:
			f, ok := in.c.info.Uses[n.Sel].(*types.Func)
			found = found || ok && f.Pkg().Path() == "sync" && (f.Name() == "Wait" || f.Name() == "Lock" || f.Name() == "RLock")
		case *ast.Ident:
			if obj := in.c.info.Uses[n]; !seen[obj] {
				seen[obj] = true
				for _, b := range in.bodies[obj] {
					found = found || in.waits(b, seen)
				}
			}
		}
		return !found
	})
	return found
}
