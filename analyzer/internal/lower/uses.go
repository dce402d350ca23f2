package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// Uses reports whether the package mentions a C function that tracks reports
// true for. It is cheap, as it runs on every package there is.
func Uses(pass *analysis.Pass, tracks func(name string) bool) bool {
	for _, file := range pass.Files {
		if importsC(file) {
			if mentionsC(file, tracks) {
				return true
			}
			continue
		}
		// cgo declares what it found to be used.
		for _, decl := range file.Decls {
			if declaresC(decl, tracks) {
				return true
			}
		}
	}
	return false
}

func declaresC(decl ast.Decl, tracks func(string) bool) bool {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv != nil {
			return false
		}
		name, kind := unmangle(decl.Name.Name)
		return (kind == cFunc || kind == cFunc2) && tracks(name)
	case *ast.GenDecl:
		if decl.Tok != token.VAR || len(decl.Specs) != 1 {
			return false
		}
		spec, ok := decl.Specs[0].(*ast.ValueSpec)
		if !ok {
			return false
		}
		name, kind := unmangle(spec.Names[0].Name)
		return kind == cPointer && tracks(name)
	}
	return false
}

// importsC reports whether cgo has not processed file.
func importsC(file *ast.File) bool {
	for _, spec := range file.Imports {
		if spec.Path.Value == `"C"` {
			return true
		}
	}
	return false
}

func mentionsC(file *ast.File, tracks func(string) bool) bool {
	found := false
	for _, decl := range file.Decls {
		ast.Inspect(decl, func(n ast.Node) bool {
			if sel := selectsC(n); sel != nil && !found {
				found = tracks(sel.Name)
			}
			return !found
		})
	}
	return found
}

// selectsC returns f for C.f, and nil for everything else. In a file that
// imports "C", C can still be a local variable; resolvesC and mangle look
// closer.
func selectsC(n ast.Node) *ast.Ident {
	sel, ok := n.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	if id, ok := sel.X.(*ast.Ident); ok && id.Name == "C" {
		return sel.Sel
	}
	return nil
}

// resolvesC reports whether the type checker knew what the names in file that
// are selected from C are, as it does with the help of _cgo_gotypes.go.
func resolvesC(file *ast.File, info *types.Info) bool {
	resolved := true
	ast.Inspect(file, func(n ast.Node) bool {
		if sel := selectsC(n); sel != nil && packageC(n.(*ast.SelectorExpr), info) && info.Uses[sel] == nil {
			resolved = false
		}
		return resolved
	})
	return resolved
}

// packageC reports whether sel selects from package C.
func packageC(sel *ast.SelectorExpr, info *types.Info) bool {
	id, ok := sel.X.(*ast.Ident)
	if !ok || id.Name != "C" {
		return false
	}
	pkg, ok := info.Uses[id].(*types.PkgName)
	return ok && pkg.Imported().Path() == "C"
}
