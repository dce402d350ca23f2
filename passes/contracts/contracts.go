// Package contracts defines an analyzer that reports, as if they were findings,
// the contracts of a package's exported functions, as stubs. "refvet contracts"
// prints them. It is no check, and therefore not in passes.All.
package contracts

import (
	"cmp"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/passes/internal/report"
)

// Analyzer reports the stub of each exported function that has to do with
// references, where the function is declared.
var Analyzer = &analysis.Analyzer{
	Name:     "contracts",
	Doc:      "print the contracts of exported functions as stubs, in place of findings",
	Requires: []*analysis.Analyzer{analyzer.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	known := pass.ResultOf[analyzer.Analyzer].(*analyzer.Result).Contracts
	byPos := func(a, b *types.Func) int { return cmp.Compare(a.Pos(), b.Pos()) }
	for _, fn := range slices.SortedFunc(maps.Keys(known), byPos) {
		if c := known[fn]; exported(fn) && concerns(c) && !isTest(pass, fn) {
			report.Contract(pass, fn.Pos(), Stub(fn, c))
		}
	}
	return nil, nil
}

// exported reports whether other packages can name fn.
func exported(fn *types.Func) bool {
	if !fn.Exported() {
		return false
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return true
	}
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Exported()
}

// concerns reports whether c says anything of references.
func concerns(c *contract.Contract) bool {
	if c.Touches() {
		return true
	}
	for _, row := range c.Rows {
		if slices.ContainsFunc(row.Results, lends) {
			return true
		}
	}
	return false
}

func lends(v contract.Val) bool {
	return v.Right != contract.Same || slices.ContainsFunc(v.Fields, func(f contract.Field) bool { return lends(f.Val) })
}

func isTest(pass *analysis.Pass, fn *types.Func) bool {
	return strings.HasSuffix(pass.Fset.Position(fn.Pos()).Filename, "_test.go")
}

// Stub writes the contract c of fn as a declaration of a stub file. What the
// language of stubs cannot say becomes a comment: a stub file with a mistake in
// it would be refused as a whole.
func Stub(fn *types.Func, c *contract.Contract) string {
	named := *generalize(c)
	named.Name = fn.FullName()
	text := catalog.Decl(&named)
	if c.Partial {
		return comment(text, "not all that it does is known, for want of budget")
	}
	if finalizes(&named) {
		return comment(text, "this cannot be said in a stub file: a finalizer without a name")
	}
	if _, err := catalog.ParseFile("stub", []byte(catalog.Format(&named))); err != nil {
		return comment(text, "this cannot be said in a stub file:\n"+err.Error())
	}
	return text
}

// finalizes reports whether c sets a finalizer that the contract cannot name: who
// releases the object would be lost.
func finalizes(c *contract.Contract) bool {
	return slices.ContainsFunc(c.Rows, func(row contract.Row) bool {
		return slices.ContainsFunc(row.Effects, func(e contract.Effect) bool {
			return (e.Op == contract.OpFinalizer || e.Op == contract.OpCleanup) && e.Y.Kind == contract.Unknown
		})
	})
}

// comment comments text out, for the given reason.
func comment(text, reason string) string {
	lines := strings.Split(strings.TrimSpace(reason)+"\n"+strings.TrimSpace(text), "\n")
	return "// " + strings.Join(lines, "\n// ") + "\n"
}
