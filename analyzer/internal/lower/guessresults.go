package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// number is the guess for a result that can be any number.
const number = "_Ctype_int"

// inferPointers makes the types that were compared with nil pointers.
func (g *guesser) inferPointers() {
	for _, err := range g.errs {
		if !strings.Contains(err.Msg, "nil") {
			continue
		}
		for _, word := range strings.FieldsFunc(err.Msg, func(c rune) bool { return c == ' ' || c == ')' }) {
			if name, kind := unmangle(word); kind == cType && g.names[name] != nil {
				g.names[name].handle = true
			}
		}
	}
}

// inferResults guesses the results of C's functions from what is done with
// them, where that has a type.
func (g *guesser) inferResults() {
	for _, file := range g.files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			id, ok := call.Fun.(*ast.Ident)
			if !ok {
				return true
			}
			name, kind := unmangle(id.Name)
			if c := g.names[name]; c != nil && c.kind == cFunc && (kind == cFunc || kind == cFunc2) && c.result == "" {
				c.result = g.wanted(call, 3)
			}
			return true
		})
	}
}

// wanted returns the type that the context of x wants it to have, or "" if
// that may be any pointer, or is unknown. Variables are followed to their uses,
// depth times.
func (g *guesser) wanted(x ast.Expr, depth int) string {
	switch parent := g.parents[x].(type) {
	case *ast.ParenExpr:
		return g.wanted(parent, depth)
	case *ast.UnaryExpr:
		if parent.Op == token.NOT {
			return "bool"
		}
	case *ast.BinaryExpr:
		return g.operand(parent, x)
	case *ast.IfStmt, *ast.ForStmt:
		return "bool"
	case *ast.SwitchStmt, *ast.IndexExpr, *ast.SliceExpr:
		return number // an index, as x[i] of a result itself is rare
	case *ast.CompositeLit:
		return g.field(parent, x)
	case *ast.CallExpr:
		return g.argument(parent, x)
	case *ast.ReturnStmt:
		return g.returned(parent, x)
	case *ast.KeyValueExpr:
		if id, ok := parent.Key.(*ast.Ident); ok && parent.Value == x {
			return g.typeOf(id)
		}
	case *ast.AssignStmt:
		for i, rhs := range parent.Rhs {
			if rhs == x {
				return g.assigned(parent.Lhs[i], depth)
			}
		}
	case *ast.ValueSpec:
		if parent.Type != nil {
			return g.typeOf(parent.Type)
		}
		for i, rhs := range parent.Values {
			if rhs == x {
				return g.assigned(parent.Names[i], depth)
			}
		}
	}
	return ""
}

// assigned returns the type of what a result is assigned to or, if that takes
// its type from the result, what its uses want.
func (g *guesser) assigned(lhs ast.Expr, depth int) string {
	id, ok := lhs.(*ast.Ident)
	if !ok {
		return g.typeOf(lhs)
	}
	obj := g.info.Defs[id]
	if obj == nil {
		return g.typeOf(id)
	}
	if depth == 0 {
		return ""
	}
	found, at := "", token.NoPos
	for use, of := range g.info.Uses {
		if of == obj && (at == token.NoPos || use.Pos() < at) { // the first, for a fixed order
			if want := g.wanted(use, depth-1); want != "" {
				found, at = want, use.Pos()
			}
		}
	}
	return found
}

func (g *guesser) typeOf(x ast.Expr) string {
	if t := g.info.TypeOf(x); t != nil {
		return g.print(t)
	}
	return ""
}

// print prints t, if it can be said in the file of the declarations, and says
// something.
func (g *guesser) print(t types.Type) string {
	for u := t; ; {
		switch v := u.(type) {
		case *types.Pointer:
			u = v.Elem()
			continue
		case *types.Named:
			if v.Obj().Pkg() != g.pkg || v.Obj().Parent() != g.pkg.Scope() || v.TypeArgs() != nil {
				return ""
			}
		case *types.Basic:
			if v.Kind() == types.Invalid || v.Kind() == types.UnsafePointer || v.Info()&types.IsUntyped != 0 {
				return ""
			}
		default:
			return ""
		}
		return types.TypeString(t, func(*types.Package) string { return "" })
	}
}
