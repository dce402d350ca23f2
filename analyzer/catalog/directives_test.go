package catalog

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"github.com/refvet/refvet/analyzer/contract"
)

// TestDirectives reads directives on a user's own method, with fields checked.
func TestDirectives(t *testing.T) {
	fields := func(root Param, path []string) (string, error) {
		if slices.Equal(path, []string{"ptr"}) {
			return "SSL_SESSION", nil
		}
		return "", fmt.Errorf("type Session has no field `%s`: fields are `ptr`", path[len(path)-1])
	}
	sig := Signature{
		Name:    "(*example.com/w.Session).Free",
		Params:  []Param{{Var: contract.Var{Name: "s"}, Shape: PointerShape}, {Var: contract.Var{Name: "force"}, Shape: BoolShape}},
		Results: []Param{{Var: contract.Var{Name: "err"}}},
		HasRecv: true,
		Field:   fields,
	}
	c := defaultCatalog(t)
	for _, test := range []struct{ doc, want, problem string }{
		{"// Free frees.", "", ""},
		{"//refvet:ignore leak because", "", ""},
		{"//refvet:release s.ptr if force", "release s.ptr if force != 0", ""},
		{"//refvet:release s.ptr if s.ptr != nil\n//refvet:clear s.ptr", "release s.ptr if s.ptr != nil; store s.ptr = nil", ""},
		{"//refvet:release s.ptr on err == nil", "release s.ptr on err == nil", ""},
		{"//refvet:release s.prt", "", "w.go:3:18: `s.prt`: type Session has no field `prt`: fields are `ptr`"},
		{"//refvet:release s.ptr.cache", "", "w.go:3:18: unknown slot `cache` of SSL_SESSION: slots are none"},
		{"//refvet:release q", "", "w.go:3:18: unknown parameter or result name `q`: parameters and results are `s`, `force`, `err`, `result`"},
		{"//refvet:releases s", "", "w.go:3:10: unknown verb `releases`: did you mean `release`?"},
		{"// refvet:release s", "", "w.go:3:1: this is a comment, not a directive: write `//refvet:` without spaces"},
	} {
		fset := token.NewFileSet()
		src := "package w\n\n" + test.doc + "\nfunc (s *Session) Free(force bool) (err error) { return nil }\n"
		file, err := parser.ParseFile(fset, "w.go", src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		got, problems := c.Directives(fset, file.Decls[0].(*ast.FuncDecl).Doc, sig)
		short, problem := "", ""
		if got != nil {
			short = Short(got)
			if got.Source != contract.FromDirective || got.Pos != "w.go:3" {
				t.Errorf("%s: the contract is of source %d, from %q", test.doc, got.Source, got.Pos)
			}
		}
		if len(problems) > 0 {
			problem = problems[0].String()
		}
		if short != test.want || problem != test.problem {
			t.Errorf("%s\ngives %q, %q\nwant  %q, %q", test.doc, short, problem, test.want, test.problem)
		}
	}
}

// TestStructResult checks that the fields of a result held by value are the
// result's, and those of a pointer a fresh object's.
func TestStructResult(t *testing.T) {
	c := defaultCatalog(t)
	for _, shape := range []Shape{StructShape, PointerShape} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "w.go", "package w\n\n//refvet:own result.ptr as SSL_SESSION\nfunc New() {}\n", parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		sig := Signature{Name: "example.com/w.New", Results: []Param{{Shape: shape}}}
		got, problems := c.Directives(fset, file.Decls[0].(*ast.FuncDecl).Doc, sig)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		want := map[Shape]contract.ValKind{StructShape: contract.Struct, PointerShape: contract.At}[shape]
		if v := got.Rows[0].Results[0]; v.Kind != want {
			t.Errorf("shape %d: the result is %+v", shape, v)
		}
	}
}
