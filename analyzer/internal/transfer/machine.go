// Package transfer applies contracts to abstract states: what enters is a
// state, a call and its contract; what leaves are the states after it and the
// findings on the way. Directives, catalog rows and inferred contracts are all
// applied here and in the same way. It knows no function's name.
package transfer

import (
	"go/token"
	"go/types"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// A Machine applies effects to states.
type Machine struct {
	U    *state.Universe
	Kind func(name string) *contract.Kind // nil for no such kind
	// Report takes a finding that holds in st. It is not called in doubt.
	Report func(st *state.State, f finding.Finding)
	// Invoke runs the function value fn on args in st, now.
	Invoke func(st *state.State, fn state.Value, args []state.Value, site *Site) []Outcome
	// Later notes that fn runs on args at a time that is not known.
	Later func(st *state.State, fn state.Value, args []state.Value, site *Site)
	// Wait runs the goroutines that were started in st: they are done.
	Wait func(st *state.State) []*state.State
	// Releases returns what a call of fn, with x as its first argument, gives
	// back, as cell paths of x ("" for x itself).
	Releases func(st *state.State, fn state.Value, x state.Value) (paths []string, known bool)
	// ReleasesCaptured is Releases for what captured variable i of fn holds.
	ReleasesCaptured func(fn state.Value, i int) (paths []string, known bool)
	// Func returns the function of this package that is named so, or nil.
	Func func(name string) any
	// At prints a position as file:line:col.
	At func(pos token.Pos) string
	// Withheld, if not nil, is told of findings that are in doubt.
	Withheld func(f finding.Finding)
	// Vague: an element that is not known was read or written, or more of them than
	// contracts tell apart.
	Vague bool
	// Doubts counts the findings that were not reported.
	Doubts int
	// Guessed: a contract was applied that rests on a name, or on what the
	// implementations in sight agree on.
	Guessed bool
}

// A Site is a call as the programmer wrote it.
type Site struct {
	Key     string // unique within the universe
	Pos     token.Pos
	Call    string   // "C.SSL_free"
	Args    []string // how the arguments are written; "" where they have no name
	Target  string   // the variable that the result is assigned to, or ""
	Types   []types.Type
	Results []types.Type
	Ignored bool   // no result is looked at
	Late    string // "deferred " for a deferred call
}

// An Outcome is one way in which a call went.
type Outcome struct {
	State   *state.State
	Results []state.Value
}

// Arg returns how argument i is written.
func (s *Site) Arg(i int) string {
	if i < len(s.Args) {
		return s.Args[i]
	}
	return ""
}

// Fresh makes a new symbol named after site and tag, with o as its object.
// An object that an earlier iteration made there becomes an older one.
func (m *Machine) Fresh(st *state.State, key string, o *state.Object) state.Value {
	id := m.U.ID(key)
	if st.Obj(id) != nil {
		st.Rename(id, m.U.Older(id))
	}
	st.Put(id, o)
	return state.RefVal(id)
}

// Symbol makes a new opaque value of type typ.
func (m *Machine) Symbol(st *state.State, key string, typ types.Type) state.Value {
	if typ != nil && inline(typ) {
		return state.Value{}
	}
	return m.Fresh(st, key, &state.Object{Init: state.Lazy, Mask: state.MaskFor(typ), Caller: 1})
}

// Computed returns the symbol, of type typ, of what is computed from the symbol of as
// how says: the same one whenever that is asked. ok is false where of may be another
// value each time.
func (m *Machine) Computed(st *state.State, of state.ID, how string, typ types.Type) (v state.Value, ok bool) {
	id, ok := m.U.Expr(of, how)
	if ok && st.Obj(id) == nil {
		st.Put(id, &state.Object{Init: state.Lazy, Mask: state.MaskFor(typ), Caller: 1})
	}
	return state.RefVal(id), ok
}

func step(st *state.State, id state.ID, s finding.Step) {
	o := st.Edit(id)
	if o.Trace != nil && o.Trace.Step == s {
		return // a loop came by again
	}
	o.Trace = &state.Trace{Step: s, Prev: o.Trace}
}
