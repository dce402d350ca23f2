package lower

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

// mangle rewrites a file in which an editor's type checker resolved C.f by
// itself to what cgo would have made of it, without the wrappers: go/ssa does
// not know that C.f(x) may have two results, or that C.MACRO is a call.
func mangle(file *ast.File, pkg *types.Package, info *types.Info, replaced map[ast.Expr]ast.Expr) {
	m := &mangler{pkg: pkg, info: info, replaced: replaced}
	astutil.Apply(file, func(c *astutil.Cursor) bool {
		if call, ok := c.Node().(*ast.CallExpr); ok {
			m.twoResults(call)
		}
		return true
	}, func(c *astutil.Cursor) bool {
		if sel, ok := c.Node().(*ast.SelectorExpr); ok && packageC(sel, info) {
			if by := m.selector(sel); by != nil {
				replaced[sel] = by
				c.Replace(by)
			}
		}
		return true
	})
}

type mangler struct {
	pkg      *types.Package
	info     *types.Info
	replaced map[ast.Expr]ast.Expr
}

// selector returns what sel stands for. Its type is that of sel: the types of
// variables and macros are those of their values.
func (m *mangler) selector(sel *ast.SelectorExpr) ast.Expr {
	obj := m.info.Uses[sel.Sel]
	if obj == nil {
		return nil
	}
	id := &ast.Ident{NamePos: sel.Pos(), Name: obj.Name()}
	m.info.Uses[id] = obj
	var by ast.Expr = id
	_, kind := unmangle(obj.Name())
	_, isVar := obj.(*types.Var)
	switch {
	case kind == cMacro:
		m.info.Types[id] = m.info.Types[sel] // a value of the type of the function
		by = m.call(id, obj)
	case isVar && kind == cOther:
		m.info.Types[id] = typeAndValue(obj.Type())
		by = &ast.StarExpr{Star: sel.Pos(), X: id}
	}
	if tv, ok := m.info.Types[sel]; ok {
		m.info.Types[by] = tv
	}
	return by
}

func (m *mangler) call(id *ast.Ident, obj types.Object) ast.Expr {
	m.info.Types[id] = typeAndValue(obj.Type())
	return &ast.CallExpr{Fun: id, Lparen: id.Pos(), Rparen: id.Pos()}
}

// twoResults makes a call of C.f that is used as v, err := C.f(x) one of the
// function that has these results.
func (m *mangler) twoResults(call *ast.CallExpr) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || !packageC(sel, m.info) {
		return
	}
	if _, ok := m.info.Types[call].Type.(*types.Tuple); !ok {
		return
	}
	name, kind := unmangle(m.info.Uses[sel.Sel].Name())
	if kind != cFunc {
		return
	}
	if obj := m.pkg.Scope().Lookup("_C2func_" + name); obj != nil {
		m.info.Uses[sel.Sel] = obj
		m.info.Types[sel] = typeAndValue(obj.Type())
	}
}

// typeAndValue is what a type checker records for a variable or function of
// type t, but for the mode, which go/ssa does not ask for.
func typeAndValue(t types.Type) types.TypeAndValue { return types.TypeAndValue{Type: t} }
