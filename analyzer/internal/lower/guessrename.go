package lower

import (
	"go/ast"

	"golang.org/x/tools/go/ast/astutil"
)

// rename replaces C.f by what cgo calls it.
func (g *guesser) rename(file *ast.File) {
	astutil.Apply(file, func(c *astutil.Cursor) bool {
		if call, ok := c.Node().(*ast.CallExpr); ok {
			g.renameCallee(call, c.Parent())
		}
		return true
	}, func(c *astutil.Cursor) bool {
		sel := selectsC(c.Node())
		if sel == nil {
			return true
		}
		n := g.names[sel.Name]
		prefix := map[cKind]string{cType: "_Ctype_", cOther: "_Ciconst_", cFunc: "_Cfpvar_fp_", cPointer: "_Cfpvar_fp_"}[n.kind]
		c.Replace(&ast.Ident{NamePos: c.Node().Pos(), Name: prefix + sel.Name})
		return true
	})
}

// renameCallee replaces the callee of C.f(x), and untyped nil arguments, from
// which no type argument could be inferred.
func (g *guesser) renameCallee(call *ast.CallExpr, parent ast.Node) {
	sel := selectsC(ast.Unparen(call.Fun))
	if sel == nil || g.names[sel.Name].kind != cFunc {
		return
	}
	n := g.names[sel.Name]
	prefix := "_Cfunc_"
	switch parent := parent.(type) {
	case *ast.AssignStmt:
		n.value = true
		if len(parent.Lhs) == 2 && len(parent.Rhs) == 1 {
			prefix, n.two = "_C2func_", true
		}
	case *ast.ValueSpec:
		n.value = true
		if len(parent.Names) == 2 && len(parent.Values) == 1 {
			prefix, n.two = "_C2func_", true
		}
	case *ast.ExprStmt, *ast.DeferStmt, *ast.GoStmt:
	default:
		n.value = true
	}
	call.Fun = &ast.Ident{NamePos: call.Fun.Pos(), Name: prefix + sel.Name}
	for i, arg := range call.Args {
		if id, ok := arg.(*ast.Ident); ok && id.Name == "nil" {
			call.Args[i] = &ast.CallExpr{
				Fun:    &ast.Ident{NamePos: id.Pos(), Name: "_cgo_pointer"},
				Args:   []ast.Expr{id},
				Lparen: id.Pos(), Rparen: id.Pos(),
			}
		}
	}
}

// pointerConversion reports whether call looks like (*[0]byte)(C.f),
// unsafe.Pointer(C.f) or C.callback(C.f).
func pointerConversion(call *ast.CallExpr) bool {
	switch fun := call.Fun.(type) {
	case *ast.ParenExpr:
		return true
	case *ast.SelectorExpr:
		return fun.Sel.Name == "Pointer"
	}
	return false
}
