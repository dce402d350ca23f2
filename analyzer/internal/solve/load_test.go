package solve

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/lower"
)

// prelude has C's functions as Go functions without bodies: what they do is told
// by the catalog all the same, and no C compiler is needed.
const prelude = `package p

type (
	SSL         struct{ _ int }
	SSL_CTX     struct{ _ int }
	SSL_SESSION struct{ _ int }
)

func SSL_new(x *SSL_CTX) *SSL
func SSL_free(c *SSL)
func SSL_connect(c *SSL) int
func SSL_clear(c *SSL) int
func SSL_get0_session(c *SSL) *SSL_SESSION
func SSL_get1_session(c *SSL) *SSL_SESSION
func SSL_set_session(c *SSL, s *SSL_SESSION) int
func SSL_SESSION_dup(s *SSL_SESSION) *SSL_SESSION
func SSL_SESSION_free(s *SSL_SESSION)
func SSL_SESSION_up_ref(s *SSL_SESSION) int
func SSL_SESSION_get_time(s *SSL_SESSION) int
func SSL_SESSION_is_resumable(s *SSL_SESSION) int

func ok(n int) bool // nothing is known of it
`

// A solved is a solved package.
type solved struct {
	*Solver
	findings []finding.Finding
	// steps counts how often the catalog was asked: once for each call in each
	// state, and for each effect in it. It grows as the work does.
	steps int
}

// solve solves a package of which body is the code behind the prelude.
func solve(t *testing.T, body string) *solved {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", prelude+body, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{},
		Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{}}
	pkg, err := (&types.Config{Importer: importer.ForCompiler(fset, "source", nil)}).Check("p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	pass := &analysis.Pass{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info, ReadFile: os.ReadFile}
	lowered, err := lower.Build(pass)
	if err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.Default()
	if err != nil {
		t.Fatal(err)
	}
	out := &solved{}
	src := Source{
		C:    cat.C,
		Kind: func(name string) *contract.Kind { out.steps++; return cat.Kind(name) },
		Declared: func(fn *types.Func) *contract.Contract {
			out.steps++
			if fn.Pkg() == pkg {
				return cat.C(fn.Name())
			}
			return cat.Go(fn.FullName())
		},
	}
	know(&src)
	out.Solver = New(lowered, src)
	out.findings = out.Run()
	return out
}

// know makes functions that know nothing of those that src does not have.
func know(src *Source) {
	v := reflect.ValueOf(src).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Func && f.IsNil() {
			f.Set(reflect.MakeFunc(f.Type(), func([]reflect.Value) []reflect.Value {
				out := make([]reflect.Value, f.Type().NumOut())
				for i := range out {
					out[i] = reflect.Zero(f.Type().Out(i))
				}
				return out
			}))
		}
	}
}

// lines returns the findings as "line class object", in order. The first line
// behind the prelude is 1.
func (s *solved) lines() []string {
	first := strings.Count(prelude, "\n")
	var out []string
	for _, f := range s.findings {
		out = append(out, fmt.Sprintf("%d %s %s", s.Pkg.Fset.Position(f.Pos).Line-first, f.Class, f.Object))
	}
	slices.Sort(out)
	return out
}
