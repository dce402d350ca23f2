package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
)

// Known is what the engine knows of a package. The files and types may be those
// that cgo made; only lines and names are taken from them, which are right.
type Known struct {
	Fset      *token.FileSet
	Files     []*ast.File
	Info      *types.Info
	Pkg       *types.Package
	Catalog   *catalog.Catalog
	Contracts func(*types.Func) *contract.Contract
}

// typeOf returns the type of the variable, or nil.
func (k *Known) typeOf(v *variable) types.Type {
	var found types.Type
	line := v.src.line(v.def.Pos())
	for id, obj := range k.Info.Defs {
		if id.Name != v.name || obj == nil {
			continue
		}
		if p := k.Fset.Position(id.Pos()); p.Line == line && p.Filename == v.src.Name {
			if found != nil && !types.Identical(found, obj.Type()) {
				return nil
			}
			found = obj.Type()
		}
	}
	return found
}

// cName returns the name of the C function that e is written as.
func cName(e ast.Expr) (string, bool) {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return sel.Sel.Name, ok && pkg.Name == "C"
}

// goFunc returns the function that a call of the original file calls, or nil.
func (k *Known) goFunc(src *Source, call *ast.CallExpr) *types.Func {
	id := calleeName(call)
	if id == nil {
		return nil
	}
	var found *types.Func
	for use, obj := range k.Info.Uses {
		fn, ok := obj.(*types.Func)
		if !ok || use.Name != id.Name {
			continue
		}
		if p := k.Fset.Position(use.Pos()); p.Line == src.line(id.Pos()) && p.Filename == src.Name {
			if found != nil && found != fn {
				return nil
			}
			found = fn
		}
	}
	return found
}

func calleeName(call *ast.CallExpr) *ast.Ident {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	}
	return nil
}

// contractOf returns what is known of the function that call calls, or nil.
func (k *Known) contractOf(src *Source, call *ast.CallExpr) *contract.Contract {
	if name, isC := cName(call.Fun); isC {
		return k.cContract(name)
	}
	if fn := k.goFunc(src, call); fn != nil {
		return k.Contracts(fn)
	}
	return nil
}
