package run

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"sort"
	"strings"
)

// features lists what a function is made of, by its syntax.
func features(c *checked, f *ast.FuncDecl) []string {
	set := map[string]bool{}
	loops := 0
	if f.Recv != nil {
		set["method"] = true
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.DeferStmt:
			set["defer"] = true
			if _, ok := n.Call.Fun.(*ast.FuncLit); ok {
				set["defer closure"] = true
			}
		case *ast.GoStmt:
			set["goroutine"] = true
		case *ast.FuncLit:
			set["closure"] = true
		case *ast.ForStmt:
			set["loop"] = true
			loops++
		case *ast.RangeStmt:
			set["loop"] = true
			loops++
			if _, ok := c.info.TypeOf(n.X).Underlying().(*types.Signature); ok {
				set["iterator"] = true
			}
		case *ast.SwitchStmt:
			set["switch"] = true
		case *ast.BranchStmt:
			if n.Tok == token.GOTO {
				set["goto"] = true
			}
			if n.Label != nil && n.Tok != token.GOTO {
				set["labeled"] = true
			}
		case *ast.SelectStmt:
			set["select"] = true
		case *ast.TypeSwitchStmt:
			set["type switch"] = true
		case *ast.SendStmt:
			set["channel"] = true
		case *ast.StarExpr:
			if tv := c.info.Types[n]; tv.IsValue() {
				set["pointer"] = true
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				if _, ok := n.X.(*ast.CompositeLit); !ok {
					set["pointer"] = true
				}
			}
		case *ast.TypeAssertExpr:
			set["interface"] = true
		case *ast.IndexExpr:
			if tv, ok := c.info.Types[n.X]; ok && tv.Type != nil {
				switch tv.Type.Underlying().(type) {
				case *types.Map:
					set["map"] = true
				case *types.Slice, *types.Array:
					set["slice or array"] = true
				}
			}
		case *ast.CompositeLit:
			switch c.info.Types[n].Type.Underlying().(type) {
			case *types.Struct:
				set["struct"] = true
			case *types.Map:
				set["map"] = true
			case *types.Slice, *types.Array:
				set["slice or array"] = true
			}
		case *ast.BinaryExpr:
			if status(n) {
				set["status code"] = true
			}
			if n.Op == token.EQL || n.Op == token.NEQ {
				condition(c, n, set)
			}
		case *ast.CallExpr:
			callFeatures(c, n, set)
		case *ast.Ident:
			if v, ok := c.info.ObjectOf(n).(*types.Var); ok && linked(v.Type()) {
				set["linked list"] = true
			}
			if v, ok := c.info.Uses[n].(*types.Var); ok && v.Parent() == c.pkg.Scope() {
				set["global"] = true
			}
		}
		return true
	})
	if loops > 1 {
		set["several loops"] = true
	}
	if len(set) == 0 {
		set["straight"] = true
	}
	var list []string
	for s := range set {
		list = append(list, s)
	}
	sort.Strings(list)
	return list
}

// status reports whether n compares what a call returned with a number, in another
// way than != 1.
func status(n *ast.BinaryExpr) bool {
	_, call := n.X.(*ast.CallExpr)
	y, lit := n.Y.(*ast.BasicLit)
	return call && lit && y.Kind == token.INT && !(n.Op == token.NEQ && y.Value == "1")
}

func condition(c *checked, n *ast.BinaryExpr, set map[string]bool) {
	for _, x := range []ast.Expr{n.X, n.Y} {
		tv := c.info.Types[x]
		if tv.IsNil() || tv.Type == nil {
			continue
		}
		switch s := tv.Type.String(); {
		case s == "error":
			set["error check"] = true
		case strings.HasSuffix(s, "SSL_SESSION"):
			set["nil check"] = true
		}
	}
}

func callFeatures(c *checked, n *ast.CallExpr, set map[string]bool) {
	name := types.ExprString(n.Fun)
	switch {
	case name == "ossl.Flip":
		set["opaque branch"] = true
	case name == "errors.Join":
		set["errors.Join"] = true
	case name == "sort.Strings":
		set["sorted keys"] = true
	case name == "min" || name == "max":
		set["min or max"] = true
	case name == "errors.Is":
		set["errors.Is"] = true
	case strings.HasSuffix(name, ".Do"):
		set["sync.Once"] = true
	case name == "recover" || name == "panic":
		set["panic"] = true
	case name == "os.Exit" || name == "log.Fatal" || name == "runtime.Goexit":
		set["exit"] = true
	case name == "runtime.SetFinalizer" || name == "runtime.AddCleanup":
		set["finalizer"] = true
	case strings.HasPrefix(name, "ossl."):
		op := strings.TrimPrefix(name, "ossl.")
		switch op {
		case "SSL_get0_session", "SSL_get_session":
			op = "get0"
		case "SSL_CTX_flush_sessions":
			op = "flush"
		case "SSL_dup", "SSL_copy_session_id", "SSL_set_session", "SSL_set_SSL_CTX", "D2i_SSL_SESSION", "SSL_SESSION_dup", "SSL_SESSION_up_ref":
		case "SSL_clear", "SSL_read", "SSL_do_handshake", "SSL_shutdown":
			op = "may replace"
		default:
			return
		}
		set["op "+op] = true
	default:
		var id *ast.Ident
		switch f := n.Fun.(type) {
		case *ast.Ident:
			id = f
		case *ast.SelectorExpr:
			id = f.Sel
			if sel := c.info.Selections[f]; sel != nil {
				if _, ok := sel.Recv().Underlying().(*types.Interface); ok {
					set["interface"] = true
				}
			}
		}
		if id == nil {
			return
		}
		for _, arg := range n.Args {
			if tv := c.info.Types[arg]; tv.Value != nil && tv.Value.Kind() != constant.Bool {
				set["constant argument"] = true
			}
		}
		switch obj := c.info.Uses[id].(type) {
		case *types.Func:
			if _, ok := c.info.Instances[id]; ok {
				set["generic"] = true
			}
			if obj.Signature().Variadic() {
				set["variadic"] = true
			}
			if obj.Signature().Recv() != nil && obj.Pkg() == c.pkg {
				set["method call"] = true
			}
			if obj.Pkg() == c.pkg {
				set["helper"] = true
			} else if obj.Pkg() != nil && strings.HasPrefix(obj.Pkg().Path(), batchPath) {
				set["other package"] = true
			}
		case *types.Var:
			set["function value"] = true
		}
	}
}
