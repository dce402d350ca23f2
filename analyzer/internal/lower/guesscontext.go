package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// field returns the type of the field or element that x is the value of.
func (g *guesser) field(lit *ast.CompositeLit, x ast.Expr) string {
	t := g.info.TypeOf(lit)
	if t == nil {
		return ""
	}
	switch t := t.Underlying().(type) {
	case *types.Struct:
		if i := slices.Index(lit.Elts, x); i >= 0 && i < t.NumFields() {
			return g.print(t.Field(i).Type())
		}
	case *types.Slice:
		return g.print(t.Elem())
	}
	return ""
}

// operand returns the type of the other operand.
func (g *guesser) operand(b *ast.BinaryExpr, x ast.Expr) string {
	if b.Op == token.LAND || b.Op == token.LOR {
		return "bool"
	}
	other := b.X
	if other == x {
		other = b.Y
	}
	if basic, ok := g.info.TypeOf(other).(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 {
		if basic.Info()&types.IsNumeric != 0 {
			return number
		}
		return ""
	}
	// A comparison that fails leaves constants without a type.
	if lit, ok := ast.Unparen(other).(*ast.BasicLit); ok && lit.Kind == token.INT {
		return number
	}
	if _, ok := ast.Unparen(other).(*ast.CallExpr); ok {
		return ""
	}
	return g.typeOf(other)
}

func (g *guesser) argument(call *ast.CallExpr, x ast.Expr) string {
	if call.Fun == x {
		return ""
	}
	tv := g.info.Types[call.Fun]
	if tv.IsType() {
		switch under := tv.Type.Underlying().(type) {
		case *types.Basic:
			if under.Info()&types.IsNumeric != 0 && under.Kind() != types.Uintptr {
				return number
			}
		}
		return ""
	}
	if tv.IsBuiltin() {
		return number // of make
	}
	if id, ok := call.Fun.(*ast.Ident); ok {
		switch name, _ := unmangle(id.Name); {
		case (name == "GoString" || name == "GoStringN") && call.Args[0] == x:
			return "*_Ctype_char"
		case name != "":
			return ""
		}
	}
	sig, ok := tv.Type.(*types.Signature)
	if !ok {
		return ""
	}
	for i, arg := range call.Args {
		if arg == x && i < sig.Params().Len() && !(sig.Variadic() && i >= sig.Params().Len()-1) {
			return g.print(sig.Params().At(i).Type())
		}
	}
	return ""
}

func (g *guesser) returned(ret *ast.ReturnStmt, x ast.Expr) string {
	for n := g.parents[ret]; n != nil; n = g.parents[n] {
		var t types.Type
		switch fn := n.(type) {
		case *ast.FuncLit:
			t = g.info.TypeOf(fn.Type)
		case *ast.FuncDecl:
			if obj := g.info.Defs[fn.Name]; obj != nil {
				t = obj.Type()
			}
		default:
			continue
		}
		sig, ok := t.(*types.Signature)
		for i, result := range ret.Results {
			if ok && result == x && i < sig.Results().Len() {
				return g.print(sig.Results().At(i).Type())
			}
		}
		return ""
	}
	return ""
}
