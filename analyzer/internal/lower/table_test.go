package lower

import (
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// A row is one call of a C function.
type row struct {
	file         string
	line, column int
	how          string // call, defer or go
	name         string
	args         int
}

func (r row) String() string {
	return fmt.Sprintf("%s:%d:%d: %s %s/%d", r.file, r.line, r.column, r.how, r.name, r.args)
}

// writtenRows lists the calls of C functions in the original syntax.
func writtenRows(t *testing.T, pass *analysis.Pass) []string {
	var rows []string
	for _, file := range pass.Files {
		o := originalOf(pass, file)
		if o == nil || !importsC(o.file) {
			continue
		}
		how := make(map[*ast.CallExpr]string)
		ast.Inspect(o.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.DeferStmt:
				how[n.Call] = "defer"
			case *ast.GoStmt:
				how[n.Call] = "go"
			case *ast.CallExpr:
				name := selectsC(ast.Unparen(n.Fun))
				if name == nil || !isCFunction(pass.Pkg, name.Name) {
					return true
				}
				at := o.fset.Position(n.Pos())
				r := row{filepath.Base(at.Filename), at.Line, at.Column, how[n], name.Name, len(n.Args)}
				if r.how == "" {
					r.how = "call"
				}
				rows = append(rows, r.String())
			}
			return true
		})
	}
	sort.Strings(rows)
	return rows
}

// isCFunction tells C.f(x) from the conversion C.int(x).
func isCFunction(pkg *types.Package, name string) bool {
	return name == "malloc" || pkg.Scope().Lookup("_Cfunc_"+name) != nil || pkg.Scope().Lookup("_C2func_"+name) != nil
}

// loweredRows lists the calls of C functions in the SSA.
func loweredRows(t *testing.T, p *Package) []string {
	var rows []string
	eachCall(p.Funcs, func(instr ssa.CallInstruction) {
		call := p.CallOf(instr)
		callee := instr.Common().StaticCallee()
		if !call.C || strings.HasPrefix(callee.Name(), "_Cmacro_") {
			return
		}
		at := p.Fset.Position(call.Pos)
		r := row{filepath.Base(at.Filename), at.Line, at.Column, "call", call.Name, len(instr.Common().Args)}
		switch instr.(type) {
		case *ssa.Defer:
			r.how = "defer"
		case *ssa.Go:
			r.how = "go"
		}
		rows = append(rows, r.String())
		if call.Written != "C."+call.Name {
			t.Errorf("%s is written %s", r, call.Written)
		}
		if call.TwoResults != strings.HasPrefix(callee.Name(), "_C2func_") {
			t.Errorf("%s: TwoResults = %v", r, call.TwoResults)
		}
	})
	sort.Strings(rows)
	return rows
}

func eachCall(funcs []*ssa.Function, visit func(ssa.CallInstruction)) {
	for _, fn := range funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					visit(call)
				}
			}
		}
	}
}

// checkTable lowers the package of pass and compares what it finds with what
// was written, row by row.
func checkTable(t *testing.T, pass *analysis.Pass) (*Package, []string) {
	t.Helper()
	before := fingerprint(pass)
	p, err := Build(pass, sanity)
	if err != nil {
		t.Fatal(err)
	}
	if after := fingerprint(pass); after != before {
		t.Errorf("the pass was changed:\n%s", firstDifference(before, after))
	}
	if left := leftovers(p); len(left) > 0 {
		t.Errorf("not undone:\n%s", strings.Join(left, "\n"))
	}
	want, got := writtenRows(t, pass), loweredRows(t, p)
	if diff := difference(want, got); diff != "" {
		t.Errorf("calls as written (-) and as lowered (+):\n%s", diff)
	}
	return p, got
}

// leftovers lists what cgo put into the functions of p and is still there.
func leftovers(p *Package) []string {
	var left []string
	eachCall(p.Funcs, func(instr ssa.CallInstruction) {
		if callee := instr.Common().StaticCallee(); callee != nil {
			if name := callee.Name(); strings.HasPrefix(name, "_cgoCheck") || name == "_Cgo_ptr" {
				left = append(left, p.Source(instr.Pos()).String()+": "+name)
			}
		}
	})
	return left
}

// difference lists what is only in one of two sorted lists.
func difference(want, got []string) string {
	var b strings.Builder
	for i, j := 0, 0; i < len(want) || j < len(got); {
		switch {
		case j == len(got) || i < len(want) && want[i] < got[j]:
			fmt.Fprintf(&b, "- %s\n", want[i])
			i++
		case i == len(want) || got[j] < want[i]:
			fmt.Fprintf(&b, "+ %s\n", got[j])
			j++
		default:
			i, j = i+1, j+1
		}
	}
	return b.String()
}
