package analyzer

import (
	"go/types"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/lower"
	"github.com/refvet/refvet/analyzer/internal/solve"
)

// A funcFact is the contract of one function, for the packages that import it.
type funcFact struct{ Contract contract.Contract }

func (*funcFact) AFact() {}

// String prints the contract as one short line.
func (f *funcFact) String() string { return catalog.Short(&f.Contract) }

// A packageFact says that a package, or one that it imports, has contracts.
type packageFact struct{}

func (*packageFact) AFact() {}

func (*packageFact) String() string { return "contracts" }

// export makes facts of the contracts of all functions that other packages can
// name. They are exported whether they touch a reference or not: that a function
// does nothing to its arguments is worth knowing.
func (p *packageRun) export(pkg *lower.Package, s *solve.Solver) {
	any := false
	for _, fn := range pkg.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || fn.Blocks == nil || fn.Parent() != nil || obj.Pkg() != p.pass.Pkg {
			continue
		}
		if _, _, isC := lower.CFunc(fn); isC {
			continue
		}
		c := p.declared.funcs[obj]
		if c == nil {
			c = s.Contract(fn)
		}
		if c.Partial && len(c.Rows) == 0 {
			any = true
			continue // callers take a function without a fact for not known
		}
		any = any || c.Touches()
		p.contracts[obj] = c
		p.pass.ExportObjectFact(obj, &funcFact{*c})
	}
	for m, c := range p.declared.methods {
		if m.Pkg() == p.pass.Pkg {
			any = true
			p.pass.ExportObjectFact(m, &funcFact{*c})
		}
	}
	any = p.exportAgreed(s) || any
	for tn, c := range p.declared.types {
		any = true
		p.pass.ExportObjectFact(tn, &funcFact{*c})
	}
	if any || p.importsContracts() {
		p.pass.ExportPackageFact(new(packageFact))
	}
}

func (p *packageRun) importsContracts() bool {
	for _, imp := range p.pass.Pkg.Imports() {
		if p.pass.ImportPackageFact(imp, new(packageFact)) {
			return true
		}
	}
	return false
}

// hasFacts reports whether pkg offers contracts.
func (p *packageRun) hasFacts(pkg *types.Package) bool {
	if has, ok := p.exports[pkg]; ok {
		return has
	}
	if p.exports == nil {
		p.exports = map[*types.Package]bool{}
	}
	p.exports[pkg] = p.pass.ImportPackageFact(pkg, new(packageFact))
	return p.exports[pkg]
}

func (p *packageRun) factContract(fn *types.Func) *contract.Contract {
	var f funcFact
	if fn.Pkg() == nil || !p.pass.ImportObjectFact(fn, &f) {
		return nil
	}
	return &f.Contract
}

// declaredContract returns what a directive or a stub says of fn, or nil.
func (p *packageRun) declaredContract(fn *types.Func) *contract.Contract {
	if c := p.declared.contract(fn); c != nil {
		return c
	}
	if fn.Pkg() == nil {
		return nil
	}
	if c := p.cat.Go(symbol(fn)); c != nil {
		return c
	}
	if sig := fn.Signature(); sig.Recv() != nil && types.IsInterface(sig.Recv().Type()) {
		if c := p.factContract(fn); c != nil && c.Source != contract.FromConvention {
			return c
		}
	}
	return nil
}

// typeContract returns what a directive says of the functions of type tn, or nil.
func (p *packageRun) typeContract(tn *types.TypeName) *contract.Contract {
	if c := p.declared.types[tn]; c != nil {
		return c
	}
	var f funcFact
	if tn.Pkg() == nil || tn.Pkg() == p.pass.Pkg || !p.pass.ImportObjectFact(tn, &f) {
		return nil
	}
	return &f.Contract
}

// symbol returns the name under which stubs speak of fn: go/ssa's.
func symbol(fn *types.Func) string { return fn.FullName() }
