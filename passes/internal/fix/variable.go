package fix

import (
	"go/ast"
	"go/token"
	"slices"
)

// A variable is a local variable that is given a value once, by a statement of
// its own in a list of statements: of such a one the whole life can be read off
// the function's text.
type variable struct {
	known *Known
	src   *Source
	name  string
	def   *ast.Ident // where it is declared
	errs  []string   // the other variables of the same assignment
	call  *ast.CallExpr
	value ast.Expr
	plain bool // value is the call itself, or converts it

	stmt ast.Stmt
	rest []ast.Stmt     // the statements behind stmt in its list
	body *ast.BlockStmt // of the function
	sig  *ast.FuncType
	decl *ast.FuncDecl // nil in a function literal
	loop bool          // stmt is in a loop: a defer would pile up
}

// variableOf returns the variable that is given what call returns, or nil if it
// is not clear that there is one.
func (k *Known) variableOf(src *Source, call *ast.CallExpr) *variable {
	path := src.path(call)
	v := &variable{known: k, src: src, call: call}
	i := slices.IndexFunc(path, func(n ast.Node) bool { _, ok := n.(ast.Stmt); return ok })
	if i < 0 || i+1 >= len(path) || !v.assigned(path[i].(ast.Stmt)) {
		return nil
	}
	list := statements(path[i+1])
	at := slices.Index(list, v.stmt)
	if at < 0 || !v.enclose(path[i+1:]) || v.assignments() != 1 {
		return nil
	}
	v.rest = list[at+1:]
	return v
}

// assigned looks at the statement that the call is in.
func (v *variable) assigned(stmt ast.Stmt) bool {
	var names []*ast.Ident
	var value ast.Expr
	switch s := stmt.(type) {
	case *ast.AssignStmt:
		if s.Tok != token.DEFINE || len(s.Rhs) != 1 {
			return false
		}
		value = s.Rhs[0]
		for _, lhs := range s.Lhs {
			id, ok := lhs.(*ast.Ident)
			if !ok {
				return false
			}
			names = append(names, id)
		}
	case *ast.DeclStmt:
		decl, ok := s.Decl.(*ast.GenDecl)
		if !ok || len(decl.Specs) != 1 {
			return false
		}
		spec, ok := decl.Specs[0].(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return false
		}
		names, value = spec.Names, spec.Values[0]
	default:
		return false
	}
	v.stmt, v.def, v.name = stmt, names[0], names[0].Name
	v.value, v.plain = value, converted(value) == v.call
	for _, id := range names[1:] {
		v.errs = append(v.errs, id.Name)
	}
	return v.name != "_"
}

// converted returns what e converts to a pointer type, or e.
func converted(e ast.Expr) ast.Expr {
	e = ast.Unparen(e)
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) == 1 {
		if _, ok := ast.Unparen(call.Fun).(*ast.StarExpr); ok {
			return converted(call.Args[0])
		}
	}
	return e
}

// enclose finds the function around the statement, and the loops between.
func (v *variable) enclose(path []ast.Node) bool {
	for _, n := range path {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			v.loop = true
		case *ast.LabeledStmt:
			v.loop = true // a goto may come back
		case *ast.FuncLit:
			v.body, v.sig = n.Body, n.Type
			return true
		case *ast.FuncDecl:
			v.body, v.sig, v.decl = n.Body, n.Type, n
			return true
		}
	}
	return false
}
