package solve

import (
	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/lower"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// findCallbacks notes the exported Go functions that the package hands to C
// functions whose contract says what such a callback owes.
func (s *Solver) findCallbacks() {
	s.callbacks = map[*ssa.Function]*contract.Contract{}
	for _, fn := range s.Pkg.Funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					s.callbacksOf(call)
				}
			}
		}
	}
}

func (s *Solver) callbacksOf(call ssa.CallInstruction) {
	callee := call.Common().StaticCallee()
	if callee == nil {
		return
	}
	name, _, ok := lower.CFunc(callee)
	if !ok {
		return
	}
	c := s.C(name)
	if c == nil {
		return
	}
	for i, arg := range call.Common().Args {
		cname, ok := lower.CPointer(arg)
		if !ok || i >= len(c.Params) {
			continue
		}
		fn, row := s.Pkg.Exported(cname), s.Callback(c.Params[i].Name)
		if fn != nil && row != nil {
			s.callbacks[fn] = row
		}
	}
}

// checkCallback compares what a callback did to a parameter with what OpenSSL
// takes its result to mean: a reference that was handed over must be given back
// or kept, and one that was not must be left alone.
func (r *run) checkCallback(x exit, c *contract.Contract) {
	for _, row := range c.Rows {
		if !r.certain(x, row.On) {
			continue
		}
		handed := map[int]bool{}
		for _, e := range row.Effects {
			if e.Op == contract.OpRelease && e.X.Kind == contract.At && e.X.Path.Root == contract.Param && len(e.X.Path.Elems) == 0 {
				handed[e.X.Path.Index] = true
			}
		}
		for i := range r.root.Params {
			if i < len(c.Params) && c.Params[i].Kind != "" {
				r.checkHanded(x, i, c.Params[i].Kind, handed[i])
			}
		}
	}
}

// certain reports whether conds hold of the results for sure.
func (r *run) certain(x exit, conds []contract.Cond) bool {
	for _, c := range conds {
		if c.Path.Root != contract.Result || len(c.Path.Elems) > 0 || c.Path.Index >= len(x.res) {
			return false
		}
		if x.st.Mask(x.st.Resolve(x.res[c.Path.Index]))&^transfer.MaskOf(c) != 0 {
			return false
		}
	}
	return true
}

func (r *run) checkHanded(x exit, i int, kind string, handed bool) {
	id := r.paramID(i)
	o := x.st.Obj(id)
	if o == nil || o.Reported || o.Kept > 0 || o.Weak || o.Mask == state.Mask0 {
		return
	}
	p := r.root.Params[i]
	kept := false
	for _, other := range x.st.IDs() {
		if other != id && x.st.Obj(other).Kind == "" {
			for _, c := range x.st.Obj(other).Cells {
				kept = kept || c.Pos != 0 && c.Val.Inner().ID == id
			}
		}
	}
	f := finding.Finding{Object: p.Name(), Kind: r.word(kind), Steps: o.Trace.Steps()}
	switch {
	case handed && o.Caller > 0 && !kept:
		f.Class, f.Reason, f.Pos = finding.Leak, finding.NeverReleased, p.Pos()
		f.Steps = append([]finding.Step{{Kind: finding.Acquired, Pos: p.Pos(), Object: p.Name(), Count: 1}}, f.Steps...)
		f.Steps = append(f.Steps, finding.Step{Kind: finding.Lost, Pos: x.pos, Object: p.Name(), Count: 1})
	case !handed && o.Caller == 0 && o.Ended != nil:
		f.Class, f.Reason, f.Pos, f.Call = finding.OverRelease, finding.NotOwned, tokenPos(o.Ended.Pos), o.Ended.By
	default:
		return
	}
	r.m.Found(x.st, f)
}
