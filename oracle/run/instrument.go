package run

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// instrument returns the text of c with the hooks of package model: at entry
// and exit of each function, before returns, around stores that may outlive the
// function; goroutines run when the model says so. No line moves, so that a
// position in the one text is a position in the other.
func instrument(c *checked) string {
	in := &instrumenter{edits: edits{c: c}, c: c, rescues: map[types.Object]bool{}, bodies: bodies(c)}
	for _, d := range c.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil && callsRecover(f.Body) {
			in.rescues[c.info.Defs[f.Name]] = true
		}
	}
	for _, imp := range c.file.Imports {
		in.imports(imp)
	}
	for _, d := range c.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			in.function(f)
		}
	}
	return in.apply()
}

type instrumenter struct {
	edits
	c       *checked
	rescues map[types.Object]bool       // functions that call recover: not to be wrapped
	bodies  map[types.Object][]ast.Node // of functions, and of the literals that a variable may be
	params  map[types.Object]bool       // pointer-like parameters of the function at hand
}

func callsRecover(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == "recover" {
			found = true
		}
		return !found
	})
	return found
}

func (in *instrumenter) imports(imp *ast.ImportSpec) {
	switch path, _ := strconv.Unquote(imp.Path.Value); path {
	case "runtime", "os", "log", "sync":
		in.replace(imp.Path.Pos(), imp.Path.End(), strconv.Quote(modelPath+"/fake/"+path))
	}
}

func (in *instrumenter) function(f *ast.FuncDecl) {
	in.params = map[types.Object]bool{}
	var memory []string
	add := func(list *ast.FieldList) {
		if list == nil {
			return
		}
		for _, field := range list.List {
			for _, name := range field.Names {
				obj := in.c.info.Defs[name]
				if obj == nil || name.Name == "_" {
					continue
				}
				switch obj.Type().Underlying().(type) {
				case *types.Pointer, *types.Map, *types.Slice, *types.Chan:
					in.params[obj] = true
					memory = append(memory, name.Name)
				}
			}
		}
	}
	add(f.Recv)
	add(f.Type.Params)
	results := in.results(f)
	in.insert(f.Body.Lbrace+1, fmt.Sprintf(" defer ossl.Leave(ossl.Enter(), func() []any { return []any{%s} }, func() []any { return []any{%s} });",
		strings.Join(results, ", "), strings.Join(memory, ", ")))
	if f.Type.Results == nil {
		in.insert(f.Body.Rbrace, "; ossl.Mark() ")
	}
	in.body(f.Body, false)
}

// results names the results of f and returns their names.
func (in *instrumenter) results(f *ast.FuncDecl) []string {
	var names []string
	list := f.Type.Results
	if list == nil {
		return nil
	}
	if list.Opening == token.NoPos {
		in.insert(list.List[0].Type.Pos(), "(_r0 ")
		in.insert(list.List[0].Type.End(), ")")
		return []string{"_r0"}
	}
	for i, field := range list.List {
		if len(field.Names) == 0 {
			name := "_r" + strconv.Itoa(i)
			in.insert(field.Type.Pos(), name+" ")
			names = append(names, name)
		}
		for _, n := range field.Names {
			names = append(names, n.Name)
		}
	}
	return names
}

func (in *instrumenter) body(body ast.Node, literal bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if !literal {
				in.body(n.Body, true)
				return false
			}
		case *ast.ReturnStmt:
			if !literal {
				in.insert(n.Pos(), "ossl.Mark(); ")
			}
		case *ast.ExprStmt:
			if in.outcome(n.X) {
				in.insert(n.Pos(), "ossl.Sure(); ")
			}
		case *ast.DeferStmt:
			in.deferred(n)
		case *ast.GoStmt:
			in.goroutine(n)
		case *ast.ForStmt:
			in.insert(n.Body.Lbrace+1, " ossl.Turn(); ")
		case *ast.SelectStmt:
			in.insert(n.Pos(), "ossl.Sync(); ")
			for _, c := range n.Body.List {
				c := c.(*ast.CommClause)
				for _, s := range c.Body {
					in.body(s, literal)
				}
			}
			return false
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				in.replace(n.Pos(), n.X.Pos(), "ossl.Recv(")
				in.insert(n.End(), ")")
			}
		case *ast.SendStmt:
			in.insert(n.Pos(), "ossl.Send(")
			in.replace(n.Chan.End(), n.Value.Pos(), ", ")
			in.store(n.Value, "Store")
			in.insert(n.End(), ")")
		case *ast.AssignStmt:
			in.assign(n)
		}
		return true
	})
}

// outcome reports whether e calls a function whose outcome may be looked at.
func (in *instrumenter) outcome(e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	switch name := types.ExprString(call.Fun); name {
	case "ossl.SSL_set_session", "ossl.SSL_SESSION_up_ref", "ossl.SSL_up_ref", "ossl.SSL_CTX_up_ref", "ossl.SSL_CTX_add_session",
		"ossl.SSL_SESSION_get_time", "ossl.I2d_SSL_SESSION", "ossl.SSL_SESSION_is_resumable", "ossl.SSL_SESSION_has_ticket",
		"ossl.SSL_SESSION_get_protocol_version", "ossl.SSL_read", "ossl.SSL_shutdown", "ossl.SSL_do_handshake":
		return true
	}
	return false
}

func (in *instrumenter) assign(n *ast.AssignStmt) {
	if len(n.Lhs) == 1 && len(n.Rhs) == 1 && types.ExprString(n.Lhs[0]) == "_" {
		if in.outcome(n.Rhs[0]) {
			in.insert(n.Pos(), "ossl.Sure(); ")
		}
		return
	}
	if n.Tok != token.ASSIGN || len(n.Lhs) != len(n.Rhs) {
		return
	}
	for i, l := range n.Lhs {
		if how := in.outlives(l); how != "" {
			in.store(n.Rhs[i], how)
		}
	}
}

// outlives tells how an assignment to l is noted: Store where l certainly
// outlives the function, Keep where it may, "" where it does not.
func (in *instrumenter) outlives(l ast.Expr) string {
	indirect := false
	for {
		switch x := l.(type) {
		case *ast.ParenExpr:
			l = x.X
		case *ast.StarExpr:
			l, indirect = x.X, true
		case *ast.SelectorExpr:
			if id, ok := x.X.(*ast.Ident); ok {
				if _, ok := in.c.info.Uses[id].(*types.PkgName); ok {
					return "Store"
				}
			}
			l, indirect = x.X, true
		case *ast.IndexExpr:
			l, indirect = x.X, true
		case *ast.Ident:
			obj := in.c.info.Uses[x]
			if obj == nil {
				return ""
			}
			if obj.Parent() == in.c.pkg.Scope() || indirect && in.params[obj] {
				return "Store"
			}
			if indirect {
				return "Keep"
			}
			return ""
		default:
			return "Keep"
		}
	}
}

func (in *instrumenter) store(e ast.Expr, how string) {
	t := in.c.info.Types[e].Type
	if t == nil || !holdsHandles(t, 0) || in.c.info.Types[e].IsNil() {
		return
	}
	in.insert(e.Pos(), "ossl."+how+"(")
	in.insert(e.End(), ")")
}

func holdsHandles(t types.Type, depth int) bool {
	if depth > 4 {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	case *types.Signature:
		return false
	case *types.Interface:
		return u.NumMethods() == 0 || u.Method(0).Name() != "Error"
	case *types.Pointer:
		return holdsHandles(u.Elem(), depth+1)
	case *types.Slice:
		return holdsHandles(u.Elem(), depth+1)
	case *types.Map:
		return holdsHandles(u.Elem(), depth+1)
	case *types.Struct:
		if n, ok := t.(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == modelPath {
			return true
		}
		for i := range u.NumFields() {
			if holdsHandles(u.Field(i).Type(), depth+1) {
				return true
			}
		}
		return false
	}
	return false
}
