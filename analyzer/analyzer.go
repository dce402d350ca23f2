// Package analyzer is the engine of refvet as one analysis pass: it lowers a
// package, solves it, and owns the facts that carry contracts to the packages
// that import it. The checks under passes only pick their findings from its
// Result. Do not report diagnostics here.
package analyzer

import (
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/lower"
	"github.com/refvet/refvet/analyzer/internal/solve"
)

// A Result is what the engine found in one package.
type Result struct {
	Findings  []finding.Finding
	Budget    int      // functions that ran out of budget: what was not looked at is silent
	Exhausted []string // their names
	Doubts    int      // findings kept back because they may rest on an infeasible path
	// Contracts are those of the package's functions, declared or inferred.
	Contracts map[*types.Func]*contract.Contract
	// Explained is all that is known of the package, iff the flag -explain is set.
	Explained *explain.Package
	// Catalog has what is known of C, stubs of the user's own included; nil iff
	// the package has nothing to do with a contract.
	Catalog *catalog.Catalog

	from *packageRun // nil iff Catalog is
}

// Analyzer is the engine. Its facts are the contracts of functions.
var Analyzer = &analysis.Analyzer{
	Name:       "refvet",
	Doc:        "find reference-count misuse of OpenSSL objects (the engine of the other analyzers)",
	URL:        "https://github.com/refvet/refvet",
	Run:        run,
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(funcFact), new(packageFact)},
}

func run(pass *analysis.Pass) (any, error) {
	p := &packageRun{pass: pass, contracts: map[*types.Func]*contract.Contract{}}
	relevant, err := p.relevant()
	if err != nil || !relevant {
		return &Result{Explained: p.explainNothing()}, err
	}
	return p.run()
}

// A packageRun is the analysis of one package.
type packageRun struct {
	pass     *analysis.Pass
	cat      *catalog.Catalog
	declared *declarations
	exports  map[*types.Package]bool

	contracts map[*types.Func]*contract.Contract // of this package's functions

	readPreamble bool
	preamble     []lower.Inline
	forwarded    map[string]*contract.Contract
}

// relevant reports whether the package can have to do with a contract at all,
// and loads the catalog if so. Most packages do not, and must cost next to
// nothing: do not load or build anything before this.
func (p *packageRun) relevant() (bool, error) {
	known := p.importsContracts() || hasDirectives(p.pass.Files)
	if !known && stubFiles == "" && !p.usesC(catalog.Mentions) {
		return false, nil
	}
	var err error
	if p.cat, err = loadCatalog(); err != nil {
		return false, err
	}
	return known || p.usesC(p.cat.Tracks) || p.stubbed(), nil
}

// usesC reports whether the package uses a C function that known reports true for,
// itself or through a forwarding function of its preamble.
func (p *packageRun) usesC(known func(name string) bool) bool {
	return lower.Uses(p.pass, func(name string) bool {
		return known(name) || slices.ContainsFunc(p.inlines(), func(in lower.Inline) bool {
			return in.Name == name && known(in.Callee)
		})
	})
}

// stubbed reports whether the package calls a function that has a stub of the
// user's own.
func (p *packageRun) stubbed() bool {
	if stubFiles == "" {
		return false
	}
	for _, obj := range p.pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Pkg() != nil {
			if c := p.cat.Go(symbol(fn)); c != nil && c.Source == contract.FromStub {
				return true
			}
		}
	}
	return false
}

func (p *packageRun) run() (*Result, error) {
	p.declared = p.declarations()
	pkg, err := lower.Build(p.pass, lower.NoReturn(p.noReturn))
	if err != nil {
		return nil, err
	}
	s := solve.New(pkg, solve.Source{
		C:        p.c,
		Kind:     p.cat.Kind,
		Callback: p.cat.Callback,
		Declared: p.declaredContract,
		FuncType: p.typeContract,
		Fact:     p.factContract,
		Exports:  p.hasFacts,

		Handle:     p.handle,
		Convention: p.convention,
	})
	s.Explain, s.Short = explaining, catalog.Short
	res := &Result{Findings: s.Run(), Catalog: p.cat, from: p}
	res.Findings = append(res.Findings, p.declared.findings...)
	res.Findings = append(res.Findings, p.contradictions(pkg, s)...)
	res.Exhausted, res.Budget, res.Doubts = s.Out, len(s.Out), s.Doubts
	res.Contracts = p.contracts
	p.export(pkg, s)
	res.Explained = p.explain(pkg, s)
	return res, nil
}

// noReturn reports whether fn is known never to return.
func (p *packageRun) noReturn(fn *types.Func) bool {
	c := p.declaredContract(fn)
	return c != nil && len(c.Rows) == 0 && !c.Partial
}
