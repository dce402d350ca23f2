package catalog

import (
	"go/token"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
)

// A rowBuilder makes one row out of the directives that apply in it.
type rowBuilder struct {
	*builder
	live  []*resolved
	row   contract.Row
	where token.Pos
	fresh int          // OpNew so far
	calls int          // OpCall so far
	early map[int]bool // results named before they were described
	told  map[int]bool // results described, though it be as not known
}

func (rb *rowBuilder) build(path []literal) contract.Row {
	rb.row.Results = make([]contract.Val, len(rb.sig.Results))
	rb.early, rb.told = map[int]bool{}, map[int]bool{}
	rb.conflicts()
	rb.uses()
	for _, d := range rb.live {
		rb.apply(d)
	}
	rb.accountForResults(path)
	if !slices.ContainsFunc(rb.row.Results, func(v contract.Val) bool { return v.Kind != contract.Unknown }) {
		rb.row.Results = nil
	}
	return rb.row
}

func (rb *rowBuilder) emit(d *resolved, e contract.Effect) {
	e.May = d.may
	rb.row.Effects = append(rb.row.Effects, e)
}

// uses puts the uses of the row first: those that every call of a C function
// makes of its handles, then what is written.
func (rb *rowBuilder) uses() {
	if rb.sig.C {
		for i, p := range rb.sig.Params {
			if p.Kind != "" {
				rb.implicitUse(contract.Path{Root: contract.Param, Index: i})
			}
		}
	}
	for _, d := range rb.live {
		if isUse(d) && !rb.isImplicit(d.places[0].path) {
			rb.emit(d, useEffect(d))
		}
	}
}

func (rb *rowBuilder) isImplicit(p contract.Path) bool {
	return rb.sig.C && p.Root == contract.Param && len(p.Elems) == 0 && rb.sig.Params[p.Index].Kind != ""
}

// isUse reports whether d says how a value is used. "nonnull" of a result
// says what the result is.
func isUse(d *resolved) bool {
	switch d.verb.name {
	case "use", "tolerates":
		return true
	case "nonnull":
		return d.places[0].path.Root != contract.Result
	}
	return false
}

func useEffect(d *resolved) contract.Effect {
	return contract.Effect{
		Op: contract.OpUse, X: at(d.places[0].path),
		Crash: d.verb.name == "nonnull", Tolerant: d.verb.name == "tolerates",
	}
}

func (rb *rowBuilder) implicitUse(p contract.Path) {
	e := contract.Effect{Op: contract.OpUse, X: at(p)}
	for _, d := range rb.live {
		if len(d.places) == 0 || pathKey(d.places[0].path) != pathKey(p) {
			continue
		}
		if d.verb.name == "unused" {
			return
		}
		if isUse(d) {
			u := useEffect(d)
			e.Crash, e.Tolerant, e.May = e.Crash || u.Crash, e.Tolerant || u.Tolerant, e.May || d.may
		}
	}
	rb.row.Effects = append(rb.row.Effects, e)
}

// accountForResults makes a result nil in rows whose conditions say so, and
// reports a C function's handle that no directive says whose it is.
func (rb *rowBuilder) accountForResults(path []literal) {
	if !rb.sig.C {
		return
	}
	for i, p := range rb.sig.Results {
		if p.Kind == "" || rb.told[i] || rb.row.Results[i].Kind != contract.Unknown {
			continue
		}
		self := contract.Path{Root: contract.Result, Index: i}
		isNil := func(l literal) bool { return l.cond.Path.Equal(self) && l.cond.Cmp == contract.EQ }
		if slices.ContainsFunc(path, isNil) {
			rb.row.Results[i] = contract.Val{Kind: contract.Nil}
			continue
		}
		rb.errorf(rb.where, "the result of %s is a handle and no directive says whose%s: add own, borrow or alias", rb.sig.Name, rb.inCase())
	}
}

// inCase words the conditions of the row, for messages.
func (rb *rowBuilder) inCase() string {
	if len(rb.row.If)+len(rb.row.On) == 0 {
		return ""
	}
	n := namer{rb.sig.asContract()}
	return n.clauses(rb.row.If, rb.row.On)
}
