package lower

import (
	"go/ast"
	"strings"
)

// A cName is a name selected from C, and what its uses tell about it.
type cName struct {
	name     string
	kind     cKind // cType, cFunc, cPointer or cOther, which here is a constant
	pointer  bool  // a type that is used as *C.T
	callback bool  // a type of functions
	handle   bool  // a type of pointers
	args     int
	two      bool
	result   string // of a function, as Go; "" if its calls are only statements
	value    bool   // a function whose result is used
}

// classify finds what the names selected from C are.
func classify(files []*ast.File) map[string]*cName {
	names := make(map[string]*cName)
	get := func(sel *ast.Ident) *cName {
		if names[sel.Name] == nil {
			n := &cName{name: sel.Name, kind: cOther, result: helpers[sel.Name]}
			if numeric[n.name] != "" || strings.HasPrefix(n.name, "struct_") || strings.HasPrefix(n.name, "enum_") || strings.HasPrefix(n.name, "union_") {
				n.kind = cType
			}
			names[n.name] = n
		}
		return names[sel.Name]
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if sel := selectsC(n); sel != nil {
				get(sel)
			}
			for _, x := range typesIn(n) {
				markType(x, get, false)
			}
			return true
		})
	}
	exports := exportNames(files)
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				classifyCall(call, get, exports)
			}
			return true
		})
	}
	return names
}

func classifyCall(call *ast.CallExpr, get func(*ast.Ident) *cName, exports map[string]bool) {
	callee := selectsC(ast.Unparen(call.Fun))
	if len(call.Args) == 1 {
		// C.callback(C.goCallback), (*[0]byte)(C.f), unsafe.Pointer(C.f)
		arg := selectsC(call.Args[0])
		if arg != nil && (callee == nil && pointerConversion(call) || callee != nil && exports[arg.Name]) {
			get(arg).kind = cPointer
			if callee != nil {
				get(callee).kind, get(callee).callback = cType, true
			}
		}
	}
	if callee != nil && get(callee).kind != cType {
		get(callee).kind, get(callee).args = cFunc, len(call.Args)
	}
}

// exportNames returns the names by which C knows functions of the files.
func exportNames(files []*ast.File) map[string]bool {
	names := make(map[string]bool)
	for _, file := range files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				names[exportName(fn.Doc)] = true
			}
		}
	}
	return names
}

// typesIn returns the expressions directly within n that must be types.
func typesIn(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.Field:
		return []ast.Expr{n.Type}
	case *ast.ValueSpec:
		return []ast.Expr{n.Type}
	case *ast.TypeSpec:
		return []ast.Expr{n.Type}
	case *ast.CompositeLit:
		return []ast.Expr{n.Type}
	case *ast.ArrayType:
		return []ast.Expr{n.Elt}
	case *ast.MapType:
		return []ast.Expr{n.Key, n.Value}
	case *ast.ChanType:
		return []ast.Expr{n.Value}
	case *ast.TypeAssertExpr:
		return []ast.Expr{n.Type}
	case *ast.CallExpr:
		if paren, ok := n.Fun.(*ast.ParenExpr); ok { // (*C.T)(x)
			return []ast.Expr{paren}
		}
		if id, ok := n.Fun.(*ast.Ident); ok && (id.Name == "new" || id.Name == "make") && len(n.Args) > 0 {
			return n.Args[:1]
		}
	}
	return nil
}

func markType(x ast.Expr, get func(*ast.Ident) *cName, pointer bool) {
	switch x := x.(type) {
	case *ast.ParenExpr:
		if _, ok := x.X.(*ast.StarExpr); ok {
			markType(x.X, get, false)
		}
	case *ast.StarExpr:
		markType(x.X, get, true)
	case *ast.SelectorExpr:
		if sel := selectsC(x); sel != nil {
			get(sel).kind = cType
			get(sel).pointer = get(sel).pointer || pointer
		}
	}
}
