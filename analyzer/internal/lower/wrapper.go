package lower

import (
	"go/ast"
	"go/token"
	"strings"
)

// A wrapper is a call of a function literal that cgo put in the place of C.f(x):
//
//	func() T { _cgo0 := x; _cgoCheckPointer(_cgo0, nil); return _Cfunc_f(_cgo0) }()
//
// or, after defer, of a literal that makes the function to be deferred:
//
//	func() func() { _cgo0 := x; return func() { ...; _Cfunc_f(_cgo0) } }()()
//
// See rewriteCall in cmd/cgo.
type wrapper struct {
	outer    *ast.CallExpr
	bindings []binding
	inner    *ast.CallExpr // of _Cfunc_f or _C2func_f
}

// A binding gives an argument, or the base of one, a name.
type binding struct {
	name  *ast.Ident // _cgoN, _cgoBaseN, _cgoIndexN or _cgoSliceN
	value *ast.Expr
}

// parseWrapper returns call as a wrapper, or nil if it is not one to the last
// detail.
func parseWrapper(call *ast.CallExpr) *wrapper {
	if len(call.Args) > 0 {
		return nil
	}
	lit, deferred := (*ast.FuncLit)(nil), false
	switch fun := call.Fun.(type) {
	case *ast.FuncLit:
		lit = fun
	case *ast.CallExpr:
		if len(fun.Args) == 0 {
			lit, _ = fun.Fun.(*ast.FuncLit)
			deferred = true
		}
	}
	if lit == nil || lit.Type.Params.NumFields() > 0 {
		return nil
	}
	w := &wrapper{outer: call}
	stmts := w.bind(lit.Body.List)
	if deferred {
		lit = returnedLiteral(stmts)
		if lit == nil {
			return nil
		}
		stmts = lit.Body.List
	}
	for len(stmts) > 0 && isCheck(stmts[0]) {
		stmts = stmts[1:]
	}
	if len(w.bindings) == 0 || len(stmts) != 1 {
		return nil
	}
	w.inner = calledC(stmts[0])
	if w.inner == nil {
		return nil
	}
	return w
}

// end returns the position that cgo gave the end of the call as written.
func (w *wrapper) end() token.Pos { return w.inner.Fun.Pos() }

// bind collects the bindings at the head of stmts and returns the rest.
func (w *wrapper) bind(stmts []ast.Stmt) []ast.Stmt {
	for i, stmt := range stmts {
		var b binding
		switch stmt := stmt.(type) {
		case *ast.AssignStmt: // _cgo0 := x
			if stmt.Tok == token.DEFINE && len(stmt.Lhs) == 1 && len(stmt.Rhs) == 1 {
				b.name, _ = stmt.Lhs[0].(*ast.Ident)
				b.value = &stmt.Rhs[0]
			}
		case *ast.DeclStmt: // var _cgo0 T = x
			decl, _ := stmt.Decl.(*ast.GenDecl)
			if decl == nil || len(decl.Specs) != 1 {
				return stmts[i:]
			}
			spec, _ := decl.Specs[0].(*ast.ValueSpec)
			if spec != nil && len(spec.Names) == 1 && len(spec.Values) == 1 {
				b = binding{spec.Names[0], &spec.Values[0]}
			}
		}
		if b.name == nil || !strings.HasPrefix(b.name.Name, "_cgo") {
			return stmts[i:]
		}
		w.bindings = append(w.bindings, b)
	}
	return nil
}

// isCheck reports whether stmt is _cgoCheckPointer(...).
func isCheck(stmt ast.Stmt) bool {
	expr, ok := stmt.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := expr.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "_cgoCheckPointer"
}

// returnedLiteral returns the literal in { return func() {...} }, or nil.
func returnedLiteral(stmts []ast.Stmt) *ast.FuncLit {
	if len(stmts) != 1 {
		return nil
	}
	ret, ok := stmts[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	lit, _ := ret.Results[0].(*ast.FuncLit)
	return lit
}

// calledC returns the call of a C function that stmt makes or returns, or nil.
func calledC(stmt ast.Stmt) *ast.CallExpr {
	var x ast.Expr
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		x = stmt.X
	case *ast.ReturnStmt:
		if len(stmt.Results) == 1 {
			x = stmt.Results[0]
		}
	}
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return nil
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return nil
	}
	if _, kind := unmangle(id.Name); kind != cFunc && kind != cFunc2 {
		return nil
	}
	return call
}

// hasWrappers reports whether the file mentions what only undoing removes.
func hasWrappers(file *ast.File) bool {
	found := false
	for _, decl := range file.Decls {
		ast.Inspect(decl, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && !found {
				found = cgoPointer(call) || parseWrapper(call) != nil
			}
			return !found
		})
	}
	return found
}

// cgoPointer reports whether call is _Cgo_ptr(_Cfpvar_fp_f), the address of C.f.
func cgoPointer(call *ast.CallExpr) bool {
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "_Cgo_ptr" && len(call.Args) == 1
}
