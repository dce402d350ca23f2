package solve

import (
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// call notes what a call is taken to do; c is nil but for explain.ByContract.
func (rec *recorder) call(st *state.State, site *transfer.Site, args []state.Value, callee string, how explain.How, c *contract.Contract) {
	if rec == nil {
		return
	}
	at := rec.r.s.Pkg.Source(site.Pos)
	call := explain.Call{Call: site.Call, At: rec.r.s.where(site.Pos), Callee: callee, How: how}
	if c != nil {
		call.Source, call.Contract = rec.r.s.sourceOf(c), rec.r.s.Short(c)
	}
	fn := rec.r.root
	if n := len(rec.r.stack); n > 0 {
		fn = rec.r.stack[n-1]
	}
	if l := rec.line(fn, at.Line); l != nil && !slices.Contains(l.Calls, call) {
		l.Calls = append(l.Calls, call)
	}
	switch how {
	case explain.ByContract, explain.Inlined, explain.InPlace, explain.Callback:
		return
	}
	for id := range st.Reach(args, false) {
		if o := st.Obj(id); o != nil && o.Kept == 0 && (o.Kind != "" || o.Owed > 0) {
			rec.taker.Keepers[id] = explain.Note{By: site.Call, At: call.At}
		}
	}
}

// unknownHow says why nothing is known of the function value fn.
func (r *run) unknownHow(fn state.Value) explain.How {
	if r.handedIn(fn) {
		return explain.Callback
	}
	return explain.UnknownFunc
}

// withheld notes a finding that is in doubt.
func (rec *recorder) withheld(f finding.Finding) {
	if rec == nil {
		return
	}
	if l := rec.line(rec.r.root, rec.r.s.Pkg.Source(f.Pos).Line); l != nil {
		w := explain.Withheld{Class: f.Class, Object: strings.TrimSpace(f.Kind + " " + f.Object), Call: f.Call}
		if !slices.Contains(l.Withheld, w) {
			l.Withheld = append(l.Withheld, w)
		}
	}
}

// sourceOf says where a contract comes from.
func (s *Solver) sourceOf(c *contract.Contract) explain.Source {
	return map[contract.Source]explain.Source{
		contract.FromInference:  explain.Inferred,
		contract.FromCatalog:    explain.Catalog,
		contract.FromStub:       explain.Stub,
		contract.FromDirective:  explain.Directive,
		contract.FromConvention: explain.Implementations,
	}[c.Source]
}
