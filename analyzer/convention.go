package analyzer

import (
	"fmt"
	"go/types"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/solve"
)

// handle returns the kind of the counted object that the fields in a value of
// type t lead to, or "".
func (p *packageRun) handle(t types.Type, fields []string) string {
	kind, err := fieldKind(t, fields, p.cat)
	if k := p.cat.Kind(kind); err != nil || k == nil || k.Free == "" {
		return ""
	}
	return kind
}

// convention returns what the name of the interface method m promises, or nil.
func (p *packageRun) convention(m *types.Func, object func(types.Type) *contract.Object) *contract.Contract {
	if !p.cat.HasConvention(m.Name()) {
		return nil
	}
	sig := p.signature(symbol(m), m.Signature())
	recv := object(m.Signature().Recv().Type())
	var result *contract.Object
	for i := range m.Signature().Results().Len() {
		if found := object(m.Signature().Results().At(i).Type()); found != nil && result == nil {
			found.Path.Root, found.Path.Index = contract.Result, i
			result = found
		}
	}
	return p.cat.Convention(catalog.Promise{Method: m.Name(), Sig: sig, Recv: recv, Result: result,
		Outcome: outcome(sig, m.Signature(), result)})
}

// outcome returns the condition under which a method whose last result is an
// error, a boolean or a number did what it is for, or "".
func outcome(s catalog.Signature, sig *types.Signature, result *contract.Object) string {
	last := sig.Results().Len() - 1
	if last < 0 || result != nil && result.Path.Index == last {
		return ""
	}
	switch t := sig.Results().At(last).Type(); {
	case types.Identical(t, types.Universe.Lookup("error").Type()):
		return fmt.Sprintf("result%d == nil", last)
	case s.Results[last].Shape == catalog.BoolShape:
		return fmt.Sprint("result", last)
	case s.Results[last].Shape == catalog.IntShape:
		return fmt.Sprintf("result%d > 0", last)
	}
	return ""
}

// exportAgreed makes facts of what the implementations of the package's interfaces
// agree on. Those who import an interface may not see them.
func (p *packageRun) exportAgreed(s *solve.Solver) (any bool) {
	scope := p.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !tn.Exported() || tn.IsAlias() {
			continue
		}
		iface, ok := tn.Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for m := range iface.ExplicitMethods() {
			if m.Pkg() != p.pass.Pkg || p.declared.methods[m] != nil {
				continue
			}
			if c := s.Agreed(m); c != nil {
				any = true
				p.pass.ExportObjectFact(m, &funcFact{*c})
			}
		}
	}
	return any
}
