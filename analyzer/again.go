package analyzer

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer/contract"
)

// Contract returns what is known of fn: a directive, a stub, the fact of the
// package that declares it, or what was inferred in this one. It is nil where
// nothing is.
func (r *Result) Contract(fn *types.Func) *contract.Contract {
	if c := r.Contracts[fn]; c != nil || r.from == nil {
		return c
	}
	if c := r.from.declaredContract(fn); c != nil {
		return c
	}
	return r.from.factContract(fn)
}

// Again analyses the package once more as it would be with other files, given
// the same facts of the packages that it imports. Nothing is exported. It tells
// whether an edit clears a finding.
func (r *Result) Again(files []*ast.File, pkg *types.Package, info *types.Info) (*Result, error) {
	pass := *r.from.pass
	pass.Files, pass.Pkg, pass.TypesInfo = files, pkg, info
	pass.ExportObjectFact = func(types.Object, analysis.Fact) {}
	pass.ExportPackageFact = func(analysis.Fact) {}
	again, err := run(&pass)
	if err != nil {
		return nil, err
	}
	return again.(*Result), nil
}
