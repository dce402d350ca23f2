package solve

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/refvet/refvet/analyzer/contract"
)

// Agreed returns what is known of an interface method of this package from the
// implementations that are visible here, for the packages that import it.
func (s *Solver) Agreed(m *types.Func) *contract.Contract { return s.agreed(m) }

// conventional returns what the name of the interface method m promises, or nil.
func (s *Solver) conventional(m *types.Func) *contract.Contract {
	if c, ok := s.promised[m]; ok {
		return c
	}
	s.promised[m] = nil // asked for while it is being answered: not known
	c := s.Convention(m, s.counted)
	s.promised[m] = c
	return c
}

// counted returns the object that a value of type t stands for, with the path to
// it (without a root): what some method of t is known to release. It is nil where
// there is no such method.
func (s *Solver) counted(t types.Type) *contract.Object {
	if kind := s.Handle(t, nil); kind != "" {
		return &contract.Object{Kind: kind}
	}
	for _, fn := range methodsOf(t) {
		if obj := s.released(t, s.methodContract(fn)); obj != nil {
			return obj
		}
	}
	return nil
}

// methodsOf returns the methods of t, or of a pointer to it, that everyone can
// call, in order of their names. A type that only frees in a method of its own
// does it in a finalizer, and who holds a value of it has nothing to release.
func methodsOf(t types.Type) []*types.Func {
	var out []*types.Func
	for _, sel := range typeutil.IntuitiveMethodSet(t, nil) {
		if fn, ok := sel.Obj().(*types.Func); ok && len(sel.Index()) == 1 && (fn.Exported() || types.IsInterface(t)) {
			out = append(out, fn)
		}
	}
	slices.SortFunc(out, func(a, b *types.Func) int {
		if a.Id() < b.Id() {
			return -1
		}
		return 1
	})
	return out
}

// methodContract returns what is known of fn, a method of an interface or of a
// type of this package or another, or nil.
func (s *Solver) methodContract(fn *types.Func) *contract.Contract {
	if c := s.Declared(fn.Origin()); c != nil {
		return c
	}
	if types.IsInterface(fn.Signature().Recv().Type()) {
		return s.agreed(fn)
	}
	f := s.Pkg.SSA.Prog.FuncValue(fn.Origin())
	switch {
	case f == nil:
		return s.Fact(fn.Origin())
	case slices.Contains(s.active, f):
		return nil
	}
	return s.contractOf(f)
}

// released returns the object in the receiver, of type t, that c releases in some
// row.
func (s *Solver) released(t types.Type, c *contract.Contract) *contract.Object {
	if c == nil {
		return nil
	}
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			if e.Op != contract.OpRelease || e.May || e.X.Kind != contract.At || e.X.Path.Root != contract.Param || e.X.Path.Index != 0 {
				continue
			}
			if kind := s.kindAt(t, c, e.X.Path); kind != "" {
				return &contract.Object{Path: contract.Path{Elems: e.X.Path.Elems}, Kind: kind}
			}
		}
	}
	return nil
}

// kindAt returns the kind of the object at p in the receiver, of type t, of c.
func (s *Solver) kindAt(t types.Type, c *contract.Contract, p contract.Path) string {
	for _, o := range c.Objects {
		if o.Path.Root == contract.Param && o.Path.Index == 0 && slices.Equal(o.Path.Elems, p.Elems) {
			return o.Kind
		}
	}
	return s.Handle(t, p.Elems)
}
