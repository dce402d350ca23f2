package solve

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/internal/lower"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// call runs a call instruction.
func (b *bodyRun) call(st *state.State, instr *ssa.Call) []*state.State {
	if blt, ok := instr.Call.Value.(*ssa.Builtin); ok {
		return b.builtin(st, instr, blt)
	}
	fn, args := b.callee(st, &instr.Call)
	outcomes := b.dispatch(st, instr, fn, args)
	reg := b.reg(instr)
	var out []*state.State
	for _, o := range outcomes {
		o.State.Regs[reg] = tuple(o.Results, instr.Type())
		out = append(out, o.State)
	}
	return b.thin(out)
}

// tuple packs results as the value of a call of type t.
func tuple(results []state.Value, t types.Type) state.Value {
	if tup, ok := t.(*types.Tuple); ok {
		sub := make([]state.Value, tup.Len())
		copy(sub, results)
		return state.Value{Kind: state.Tuple, Sub: sub}
	}
	if len(results) > 0 {
		return results[0]
	}
	return state.Value{}
}

// thin drops states that a call made equal.
func (b *bodyRun) thin(states []*state.State) []*state.State {
	if len(states) < 2 {
		return states
	}
	seen := map[string]bool{}
	var out []*state.State
	for _, s := range states {
		if k := s.Key(); !seen[k] {
			seen[k] = true
			out = append(out, s)
		}
	}
	return out
}

// callee returns the function value and the arguments of a call; for a method
// call through an interface, the receiver is the first argument.
func (b *bodyRun) callee(st *state.State, c *ssa.CallCommon) (state.Value, []state.Value) {
	var args []state.Value
	var fn state.Value
	if c.IsInvoke() {
		args = append(args, b.value(st, c.Value))
	} else {
		fn = b.value(st, c.Value)
	}
	for _, a := range c.Args {
		args = append(args, b.value(st, a))
	}
	return fn, args
}

// dispatch calls fn on args: by contract, by running a closure, or without
// knowing what happens.
func (b *bodyRun) dispatch(st *state.State, instr ssa.CallInstruction, fn state.Value, args []state.Value) []transfer.Outcome {
	c := instr.Common()
	site := b.site(instr)
	if c.IsInvoke() {
		return b.invokeMethod(st, instr, site, args)
	}
	if name := b.s.Pkg.CallOf(instr); name.C {
		if row := b.s.C(name.Name); row != nil {
			b.rec.call(st, site, args, site.Call, explain.ByContract, row)
			return b.m.Apply(st, row, args, cResults(site, name))
		}
		b.rec.call(st, site, args, site.Call, explain.UnknownC, nil)
		return b.unknownC(st, args, site)
	}
	if fn.Kind == state.Func {
		return b.callFunc(st, fn, args, site)
	}
	if named, ok := types.Unalias(c.Value.Type()).(*types.Named); ok {
		if row := b.s.FuncType(named.Origin().Obj()); row != nil {
			b.rec.call(st, site, args, named.String(), explain.ByContract, row)
			return b.m.Apply(st, row, args, site)
		}
	}
	b.rec.call(st, site, args, "", b.unknownHow(fn), nil)
	return b.unknown(st, fn, args, site)
}

// cResults undoes the second result of "v, err := C.f(x)": contracts of C
// functions speak of the first.
func cResults(site *transfer.Site, c lower.Call) *transfer.Site { return site }

// callFunc calls a known function with captured values fn.Sub.
func (r *run) callFunc(st *state.State, fn state.Value, args []state.Value, site *transfer.Site) []transfer.Outcome {
	f, ok := fn.Fn.(*ssa.Function)
	if !ok {
		r.rec.call(st, site, args, "", explain.UnknownFunc, nil)
		return r.unknown(st, fn, args, site)
	}
	if f.Parent() != nil || len(fn.Sub) > 0 || f.Syntax() == nil && f.Blocks != nil && f.Origin() == nil {
		return r.closure(st, f, fn.Sub, args, site)
	}
	if slices.Contains(r.s.active, f) { // what is assumed must not hang on how often it has called itself
		args = slices.Clone(args)
		for i := range args {
			if args[i].Kind == state.Ref && args[i].N != 0 {
				args[i] = state.Value{}
			}
		}
	}
	if c := r.s.contractOf(f); c != nil {
		if r.worthInlining(st, f, args, c) {
			if out, ok := r.inline(st, f, args, site); ok {
				r.rec.call(st, site, args, f.RelString(nil), explain.InPlace, nil)
				return out
			}
		}
		if done := r.s.done[f]; done != nil && done.less.vague {
			r.m.Vague = true
		}
		if c.Partial {
			r.rec.call(st, site, args, f.RelString(nil), explain.OutOfBudget, nil)
			return r.unknown(st, fn, args, site)
		}
		r.rec.call(st, site, args, f.RelString(nil), explain.ByContract, c)
		return r.m.Apply(st, c, args, site)
	}
	if obj, ok := f.Object().(*types.Func); ok && obj.Pkg() != nil && obj.Pkg() != r.s.Pkg.Types && !r.s.Exports(obj.Pkg()) {
		r.rec.call(st, site, args, f.RelString(nil), explain.NoFacts, nil)
		return r.foreign(st, args, site)
	}
	r.rec.call(st, site, args, f.RelString(nil), explain.WithoutFunc, nil)
	return r.unknown(st, fn, args, site)
}

// contractOf returns what is known of f, or nil.
func (s *Solver) contractOf(f *ssa.Function) *contract.Contract {
	if obj, ok := f.Object().(*types.Func); ok {
		if c := s.Declared(obj.Origin()); c != nil {
			return c
		}
	}
	if f.Blocks != nil {
		return s.Contract(f)
	}
	if obj, ok := f.Object().(*types.Func); ok {
		return s.Fact(obj.Origin())
	}
	return nil
}

// closure runs the body of f here and now.
func (r *run) closure(st *state.State, f *ssa.Function, free, args []state.Value, site *transfer.Site) []transfer.Outcome {
	busy := len(r.stack) > maxDepth || f.Blocks == nil
	for _, g := range r.stack {
		busy = busy || g == f
	}
	if busy {
		r.rec.call(st, site, args, f.Name(), explain.TooDeep, nil)
		return r.unknown(st, state.Value{Kind: state.Func, Fn: f, Sub: free}, args, site)
	}
	if f.Syntax() != nil {
		r.rec.call(st, site, args, f.Name(), explain.Inlined, nil)
	} else {
		r.outer = append(r.outer, site)
		defer func() { r.outer = r.outer[:len(r.outer)-1] }()
	}
	var out []transfer.Outcome
	for _, x := range r.body(f, st, args, free) {
		out = append(out, transfer.Outcome{State: x.st, Results: x.res})
	}
	return out
}

// invoke runs a function value for a contract.
func (r *run) invoke(st *state.State, fn state.Value, args []state.Value, site *transfer.Site) []transfer.Outcome {
	fn = st.Resolve(fn)
	sub := *site
	sub.Key = "in." + strings.ReplaceAll(site.Key, " ", ".") // ages apart from the call around it
	sub.Results = nil
	if fn.Kind == state.Func {
		if f, ok := fn.Fn.(*ssa.Function); ok {
			res := f.Signature.Results()
			for i := range res.Len() {
				sub.Results = append(sub.Results, res.At(i).Type())
			}
			sub.Types = nil
			for i := range f.Params {
				sub.Types = append(sub.Types, f.Params[i].Type())
			}
		}
		return r.callFunc(st, fn, args, &sub)
	}
	r.rec.call(st, &sub, args, "", r.unknownHow(fn), nil)
	return r.unknown(st, fn, args, &sub)
}
