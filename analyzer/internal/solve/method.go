package solve

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// invokeMethod calls a method of an interface value: of the concrete value if
// that is known, else by a directive on the method, else by what the
// implementations here that touch references agree on, else by its name.
func (b *bodyRun) invokeMethod(st *state.State, instr ssa.CallInstruction, site *transfer.Site, args []state.Value) []transfer.Outcome {
	c := instr.Common()
	recv := args[0]
	if recv.IsInt(0) {
		return nil // a method call on nil panics
	}
	if recv.Kind == state.Iface {
		if fn := b.s.method(recv.Type, c.Method); fn != nil {
			inner := append([]state.Value{recv.Sub[0]}, args[1:]...)
			in := *site
			in.Types = append([]types.Type{recv.Type}, site.Types[1:]...)
			return b.callFunc(st, state.Value{Kind: state.Func, Fn: fn}, inner, &in)
		}
	}
	if !b.m.Deref(st, recv) {
		return nil
	}
	if row := b.s.Declared(c.Method.Origin()); row != nil {
		b.rec.call(st, site, args, c.Method.FullName(), explain.ByContract, row)
		return b.m.Apply(st, row, args, site)
	}
	ours := c.Method.Pkg() != nil && (c.Method.Pkg() == b.s.Pkg.Types || b.s.Exports(c.Method.Pkg()))
	if !ours {
		b.rec.call(st, site, args, c.Method.FullName(), explain.ForeignMethod, nil)
		return b.foreign(st, args, site) // error.Error, io.Closer.Close: anything may be behind it
	}
	if row := b.s.agreed(c.Method); row != nil {
		b.rec.call(st, site, args, c.Method.FullName(), explain.ByContract, row)
		return b.m.Apply(st, row, args, site)
	}
	if row := b.s.conventional(c.Method); row != nil {
		b.rec.call(st, site, args, c.Method.FullName(), explain.ByContract, row)
		return b.m.Apply(st, row, args, site)
	}
	b.rec.call(st, site, args, c.Method.FullName(), explain.NoAgreement, nil)
	return b.unknown(st, state.Value{}, args, site)
}

// method returns the method of the concrete type t that implements m.
func (s *Solver) method(t types.Type, m *types.Func) *ssa.Function {
	if types.IsInterface(t) {
		return nil
	}
	sel := s.Pkg.SSA.Prog.MethodSets.MethodSet(t).Lookup(m.Pkg(), m.Name())
	if sel == nil {
		return nil
	}
	return s.Pkg.SSA.Prog.MethodValue(sel)
}

// agreed returns what the implementations of m that are visible here, or in the
// package of its interface, and that touch a reference agree on, or nil.
func (s *Solver) agreed(m *types.Func) *contract.Contract {
	found := s.Fact(m.Origin())
	for _, fn := range s.implementers(m) {
		if slices.Contains(s.active, fn) {
			return nil
		}
		c := s.contractOf(fn)
		if c == nil || c.Partial {
			return nil
		}
		if !c.Touches() {
			continue // a test's fake has no veto
		}
		if found != nil && !found.Equal(c) {
			return nil
		}
		found = c
	}
	if found == nil {
		return nil
	}
	possible := *found
	possible.Source = contract.FromConvention
	return &possible
}

func (s *Solver) implementers(m *types.Func) []*ssa.Function {
	if fns, ok := s.implements[m]; ok {
		return fns
	}
	var fns []*ssa.Function
	iface, _ := m.Signature().Recv().Type().Underlying().(*types.Interface)
	var named []types.Object
	for _, pkg := range s.visible(m.Pkg()) {
		for _, name := range pkg.Scope().Names() {
			named = append(named, pkg.Scope().Lookup(name))
		}
	}
	for _, obj := range named {
		tn, ok := obj.(*types.TypeName)
		if !ok || iface == nil || types.IsInterface(tn.Type()) {
			continue
		}
		if n, ok := tn.Type().(*types.Named); ok && n.TypeParams().Len() > 0 {
			continue
		}
		for _, t := range []types.Type{tn.Type(), types.NewPointer(tn.Type())} {
			if types.Implements(t, iface) {
				if fn := s.method(t, m); fn != nil {
					fns = append(fns, fn)
				}
				break
			}
		}
	}
	s.implements[m] = fns
	return fns
}

// visible returns the packages whose implementations of an interface of pkg are
// looked at: this one, and those that this one imports and that have contracts.
// For the implementations in pkg itself, and those that pkg sees, speaks a fact.
func (s *Solver) visible(pkg *types.Package) []*types.Package {
	out := []*types.Package{s.Pkg.Types}
	for _, p := range s.Pkg.Types.Imports() {
		if p != pkg && !slices.Contains(out, p) && s.Exports(p) {
			out = append(out, p)
		}
	}
	return out
}
