package analyzer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// TestRelevant checks that packages that have nothing to do with contracts are
// left before any SSA is built: the passes here have no type information, without
// which building fails.
func TestRelevant(t *testing.T) {
	for _, c := range []struct {
		name, src string
		facts     bool // whether what it imports has contracts
		want      bool
	}{
		{"plain", `package p; func f() {}`, false, false},
		{"the standard library's stubs do not count", `package p; import ("sync"; "runtime"; "log"); var mu sync.Mutex; func f() { runtime.KeepAlive(&mu); log.Fatal() }`, false, false},
		{"plain cgo", `package p; func _Cfunc_getaddrinfo() int { return 0 }; func f() { _Cfunc_getaddrinfo() }`, false, false},
		{"plain cgo, not processed", "package p\n\n// #include <stdio.h>\nimport \"C\"\nfunc f() { C.puts(nil) }", false, false},
		{"a function of OpenSSL without an object", `package p; func _Cfunc_OpenSSL_version_num() int { return 0 }`, false, false},
		{"an ignore directive", "package p\n\n//refvet:ignore leak\nfunc f() {}", false, false},
		{"OpenSSL", `package p; func _Cfunc_SSL_free(p *int) int { return 0 }`, false, true},
		{"OpenSSL with errno", `package p; func _C2func_SSL_free(p *int) (int, error) { return 0, nil }`, false, true},
		{"OpenSSL, not processed", "package p\n\n// #include <openssl/ssl.h>\nimport \"C\"\nfunc f() { C.SSL_free(nil) }", false, true},
		{"a directive", "package p\n\n//refvet:release s\nfunc f(s *int) {}", false, true},
		{"imports contracts", `package p; import "sync"; var mu sync.Mutex`, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, "p.go", c.src, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			pkg := types.NewPackage("p", "p")
			var imports []*types.Package
			for _, spec := range file.Imports {
				path := strings.Trim(spec.Path.Value, `"`)
				imports = append(imports, types.NewPackage(path, path))
			}
			pkg.SetImports(imports)
			pass := &analysis.Pass{Analyzer: Analyzer, Fset: fset, Files: []*ast.File{file}, Pkg: pkg,
				ImportPackageFact: func(*types.Package, analysis.Fact) bool { return c.facts }}
			if got := goesOn(pass); got != c.want {
				t.Errorf("SSA is built: %v, want %v", got, c.want)
			}
		})
	}
}

// goesOn reports whether the engine does anything with pass but leave it alone.
// It fails where it does.
func goesOn(pass *analysis.Pass) (on bool) {
	defer func() {
		if recover() != nil {
			on = true
		}
	}()
	res, err := run(pass)
	return err != nil || len(res.(*Result).Findings) > 0
}
