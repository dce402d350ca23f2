package solve

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// Bounds of what is run in place of its contract.
const (
	maxInlined    = 3   // functions within each other
	maxInlineSize = 40  // blocks of one
	smallSize     = 16  // blocks of one that is run in place often
	inlineSteps   = 300 // block runs of one call
	minSteps      = 20  // that must be left for one
)

// An inlined call is one whose callee is run here and now, since its contract says
// less than its body: what happens in it happens, for the programmer, at the call.
type inlined struct {
	site   *transfer.Site
	prefix string // of what is made there: apart from that of other calls
}

// inline runs f here and now; ok is false if that takes too long.
func (r *run) inline(st *state.State, f *ssa.Function, args []state.Value, site *transfer.Site) (out []transfer.Outcome, ok bool) {
	found, steps, wasOut := len(r.findings), r.steps, r.out
	budget := min(inlineSteps, steps)
	r.steps, r.out = budget, false
	rec := r.rec
	r.rec = nil
	if len(r.inlines) == 0 {
		r.ran = r.ran[:0]
	}
	r.ran = append(r.ran, f)
	r.inlines = append(r.inlines, inlined{site: site, prefix: r.prefix() + site.Key + "."})
	exits := r.body(f, st.Clone(), args, nil)
	r.inlines = r.inlines[:len(r.inlines)-1]
	r.rec = rec
	ok = !r.out
	r.steps, r.out = steps-(budget-max(0, r.steps)), wasOut
	if !ok {
		r.findings = r.findings[:found]
		return nil, false
	}
	if len(r.inlines) == 0 {
		r.findings = append(r.findings[:found], slices.DeleteFunc(r.findings[found:], func(g finding.Finding) bool {
			return g.Pos == site.Pos && allAt(g.Steps, site.Pos) && r.told(g.Class)
		})...)
	}
	for _, x := range exits {
		if len(r.inlines) == 0 {
			x.st.Lost = slices.DeleteFunc(slices.Clone(x.st.Lost), func(l state.Loss) bool {
				return token.Pos(l.Pos) == site.Pos && allAt(l.Obj.Trace.Steps(), site.Pos) && r.told(finding.Leak)
			})
		}
		for _, v := range x.res { // that it is dead shows here only: the callee was given it
			if id, isObject := v.Inner().Object(); isObject && st.Obj(id) != nil && st.Obj(id).Kind != "" && !st.Good(id, v.Inner().Borrowed) {
				r.m.Dead(x.st, v, finding.Returned, site.Pos)
			}
		}
		out = append(out, transfer.Outcome{State: x.st, Results: x.res})
	}
	return out, true
}

// told reports whether a function that was run in place has a finding of class by
// itself: what happens from beginning to end in the call is that.
func (r *run) told(class finding.Class) bool {
	return slices.ContainsFunc(r.ran, func(f *ssa.Function) bool {
		return slices.ContainsFunc(r.s.done[f].findings, func(g finding.Finding) bool { return g.Class == class })
	})
}

// allAt reports whether all steps lie in the call at pos.
func allAt(steps []finding.Step, pos token.Pos) bool {
	return len(steps) > 0 && !slices.ContainsFunc(steps, func(s finding.Step) bool { return s.Pos != pos })
}

// prefix begins the names of what is made in the call that is run in place.
func (r *run) prefix() string {
	if n := len(r.inlines); n > 0 {
		return r.inlines[n-1].prefix
	}
	return ""
}

// caller returns the call of r's root within which b runs, or nil.
func (b *bodyRun) caller() *transfer.Site {
	if len(b.inlines) == 0 || outermost(b.fn) == outermost(b.root) {
		return nil
	}
	return b.inlines[0].site
}

// outermost returns the function that fn is a literal of, or in.
func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// here returns where the programmer sees what is at pos of b.fn.
func (b *bodyRun) here(pos token.Pos) token.Pos {
	if site := b.caller(); site != nil {
		return site.Pos
	}
	return b.s.Pkg.Pos(pos)
}
