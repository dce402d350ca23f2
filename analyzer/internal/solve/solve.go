// Package solve runs the abstract machine over SSA: it keeps a bounded set of
// states per block, follows calls, defers and closures, and asks package
// summary for the contract of what it finished. What enters is a lowered
// package and where to find contracts; what leaves are findings and one
// contract for each function.
package solve

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/lower"
)

// Budgets. All are per function, so that time grows with the number of
// functions and not with their product.
const (
	joinAbove    = 24   // disjuncts waiting at one block from which on they are joined
	maxStates    = 200  // disjuncts that are run at one block after that
	maxVisits    = 120  // states that one block is run with before they are joined
	maxSteps     = 3000 // block runs of one function, closures and all, plus
	stepsBlock   = 60   // this many per block of it
	maxDepth     = 4    // closures called from closures
	maxRounds    = 3    // rounds of a recursive function
	maxSameDefer = 3    // deferred calls of one statement in a loop
	maxDeferred  = 16   // deferred calls that are told apart
)

// A Source answers what the solver asks of the world outside the package.
type Source struct {
	C        func(name string) *contract.Contract
	Kind     func(name string) *contract.Kind
	Callback func(name string) *contract.Contract        // of a function that C calls
	Declared func(fn *types.Func) *contract.Contract     // a directive or stub
	FuncType func(tn *types.TypeName) *contract.Contract // a directive on a function type
	Fact     func(fn *types.Func) *contract.Contract     // of a package analysed before
	Exports  func(pkg *types.Package) bool               // has any contract to offer

	// Handle returns the kind of the object that a value of type t, or what is
	// at the fields in it, is a handle of, or "".
	Handle func(t types.Type, fields []string) string
	// Convention returns what the name of an interface method promises, given
	// what objects values of the types in its signature stand for.
	Convention func(m *types.Func, object func(types.Type) *contract.Object) *contract.Contract
}

// A Solver analyses the functions of one package.
type Solver struct {
	Pkg *lower.Package
	Source
	// Out names the functions that ran out of budget.
	Out    []string
	Doubts int // findings that were kept back because a join forgot something
	// Explain asks for what Explained returns; Short, which it needs, writes a
	// contract in short.
	Explain bool
	Short   func(*contract.Contract) string

	done       map[*ssa.Function]*result
	active     []*ssa.Function
	recursive  map[*ssa.Function]*contract.Contract // assumed while active
	tentative  map[*ssa.Function]bool               // done on the strength of an assumption
	callbacks  map[*ssa.Function]*contract.Contract
	escaping   map[*ssa.Function]bool
	waits      map[*ssa.Function]bool // what blocks found out
	implements map[*types.Func][]*ssa.Function
	promised   map[*types.Func]*contract.Contract // by the names of interface methods
	statements map[*ssa.Function]map[int]bool     // lines where they start, iff Explain
}

type result struct {
	contract *contract.Contract
	findings []finding.Finding
	lines    []explain.Line // iff Explain
	less     less           // what the contract does not say
}

// New returns a solver for pkg.
func New(pkg *lower.Package, src Source) *Solver {
	return &Solver{Pkg: pkg, Source: src, done: map[*ssa.Function]*result{},
		recursive: map[*ssa.Function]*contract.Contract{}, tentative: map[*ssa.Function]bool{},
		waits: map[*ssa.Function]bool{}, implements: map[*types.Func][]*ssa.Function{}, promised: map[*types.Func]*contract.Contract{}}
}

// Run analyses all functions and returns what was found, in source order.
func (s *Solver) Run() []finding.Finding {
	s.findEscaping()
	s.findCallbacks()
	var all []finding.Finding
	for _, list := range [][]*ssa.Function{s.Pkg.Funcs, s.Pkg.Instances} {
		for _, fn := range list {
			if fn.Blocks == nil || fn.Parent() != nil && !s.escaping[fn] {
				continue // a literal that is only called or deferred is run where that happens
			}
			if fn.TypeParams().Len() > len(fn.TypeArgs()) && s.instantiated(fn) {
				continue // its instances tell more
			}
			s.Contract(fn)
			all = append(all, s.done[fn].findings...)
		}
	}
	return dedupe(s.Pkg.Fset, all)
}

func (s *Solver) instantiated(fn *ssa.Function) bool {
	for _, inst := range s.Pkg.Instances {
		if inst.Origin() == fn {
			return true
		}
	}
	return false
}

// dedupe drops findings that say the same of the same place, or of the same object
// in another order of goroutines. Of two that tell the same of one handle, with more
// or less of its object's history, the shorter one stays.
func dedupe(fset *token.FileSet, all []finding.Finding) []finding.Finding {
	type key struct {
		class finding.Class
		pos   token.Pos
		from  token.Pos
	}
	at := map[key]int{}
	inOrder := map[token.Pos]bool{} // objects with a finding, if a goroutine runs at once
	for _, f := range all {
		if !late(f) && f.Class != finding.Leak && f.Class != finding.NullResult && len(f.Steps) > 0 {
			inOrder[f.Steps[0].Pos] = true
		}
	}
	var out []finding.Finding
	for _, f := range all {
		keys := []key{{f.Class, f.Pos, token.NoPos}}
		if f.Class != finding.Leak && f.Class != finding.NullResult && len(f.Steps) > 0 {
			if late(f) && inOrder[f.Steps[0].Pos] {
				continue
			}
			keys = []key{{f.Class, f.Pos, f.Steps[0].Pos}, {f.Class, f.Pos, got(f)}}
		}
		i := len(out)
		for _, k := range keys {
			if j, again := at[k]; again {
				i = j
			}
		}
		switch {
		case i == len(out):
			out = append(out, f)
		case len(f.Steps) < len(out[i].Steps) && keys[0].from != token.NoPos:
			out[i] = f
		}
		for _, k := range keys {
			at[k] = i
		}
	}
	return out
}

// got returns where the handle that f names was got; of one without a name, where
// its object was.
func got(f finding.Finding) token.Pos {
	for _, s := range f.Steps {
		if (s.Kind == finding.Acquired || s.Kind == finding.Borrow) && s.Object != "" && s.Object == f.Object {
			return s.Pos
		}
	}
	return f.Steps[0].Pos
}

// late reports whether f is about what a goroutine does too late.
func late(f finding.Finding) bool {
	return f.Class == finding.BorrowEscape && f.Reason == finding.InGoroutine
}
