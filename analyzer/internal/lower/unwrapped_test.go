package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"os"
	"reflect"
	"slices"
	"sort"
	"testing"
	"unsafe"

	"go/parser"

	"golang.org/x/tools/go/analysis"
)

// unwrap returns the pass that an editor would make for the package: the files
// as they were written and, if resolved, _cgo_gotypes.go and a type checker
// that uses it; else a type checker that does not look at import "C".
func unwrap(t *testing.T, pass *analysis.Pass, resolved bool) *analysis.Pass {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, file := range pass.Files {
		name := pass.Fset.Position(file.Package).Filename
		if file.Scope.Lookup("_Cgo_ptr") != nil && !resolved {
			continue // _cgo_gotypes.go
		}
		parsed, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, parsed)
	}
	info := &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
	config := types.Config{
		FakeImportC: !resolved,
		Importer:    importer(imports(pass.Pkg)),
		Error: func(err error) {
			if resolved { // else, what comes from C may well make no sense to it
				t.Error(err)
			}
		},
	}
	if resolved { // as gopls does
		field := reflect.ValueOf(&config).Elem().FieldByName("go115UsesCgo")
		*(*bool)(unsafe.Pointer(field.UnsafeAddr())) = true
	}
	pkg, _ := config.Check(pass.Pkg.Path(), fset, files, info)
	return &analysis.Pass{Fset: fset, Files: files, Pkg: pkg, TypesInfo: info, ReadFile: os.ReadFile}
}

// TestEditors checks that what editors show to analyzers has the same calls.
func TestEditors(t *testing.T) {
	for _, dir := range []string{module(t, shapes), "testdata/libp2p"} {
		pattern := "."
		if dir == "testdata/libp2p" {
			pattern = "github.com/libp2p/go-openssl"
		}
		pass := load(t, dir, pattern)[0]
		want := writtenRows(t, pass)
		for _, resolved := range []bool{true, false} {
			editor := unwrap(t, pass, resolved)
			if t.Failed() {
				t.FailNow()
			}
			p, err := Build(editor, sanity)
			if err != nil {
				t.Errorf("%s, resolved %v: %v", dir, resolved, err)
				continue
			}
			got := loweredRows(t, p)
			if diff := difference(want, got); diff != "" {
				t.Errorf("%s, resolved %v: calls as written (-) and as lowered (+):\n%s", dir, resolved, diff)
			}
			if p.Guessed == resolved {
				t.Errorf("%s: guessed = %v", dir, p.Guessed)
			}
		}
	}
}

// TestUses checks the test that decides whether a package is looked at.
func TestUses(t *testing.T) {
	pass := load(t, module(t, shapes), ".")[0]
	for _, pass := range []*analysis.Pass{pass, unwrap(t, pass, true), unwrap(t, pass, false)} {
		asked := make(map[string]bool)
		if Uses(pass, func(name string) bool { asked[name] = true; return false }) {
			t.Error("uses what nothing tracks")
		}
		for _, name := range []string{"SSL_free", "SSL_get1_session", "gocb", "malloc", "only_two"} {
			if !asked[name] {
				t.Errorf("was not asked for %s but for %q", name, slices.Sorted(maps.Keys(asked)))
			}
			if !Uses(pass, func(n string) bool { return n == name }) {
				t.Errorf("does not use %s", name)
			}
		}
	}
}

// TestUsesNothing checks that plain packages are not asked about.
func TestUsesNothing(t *testing.T) {
	var all []string
	for _, pass := range load(t, ".", "strings", "go/ast") {
		Uses(pass, func(name string) bool { all = append(all, name); return false })
	}
	sort.Strings(all)
	if len(all) > 0 {
		t.Errorf("asked for %q", all)
	}
}
