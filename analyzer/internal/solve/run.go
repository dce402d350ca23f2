package solve

import (
	"fmt"
	"go/token"
	"path/filepath"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/summary"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// A run is the analysis of one function, with the closures that it calls.
type run struct {
	s        *Solver
	root     *ssa.Function
	m        *transfer.Machine
	u        *state.Universe
	regs     map[ssa.Value]state.Reg
	owner    []*ssa.Function // by Reg
	values   []ssa.Value     // by Reg
	live     map[*ssa.Function]*liveness
	looping  map[*ssa.BasicBlock]bool
	stack    []*ssa.Function  // closures being run
	outer    []*transfer.Site // calls of wrappers that nobody wrote
	inlines  []inlined        // calls that are run in place of their contract
	ran      []*ssa.Function  // what was run within the outermost of them
	steps    int
	out      bool // of budget
	findings []finding.Finding
	rec      *recorder // nil unless someone asked
}

// An exit is a return of a function: its results are in res.
type exit struct {
	st  *state.State
	res []state.Value
	pos token.Pos
}

func (s *Solver) analyse(fn *ssa.Function) *result {
	r := &run{s: s, root: fn, u: state.NewUniverse(), regs: map[ssa.Value]state.Reg{},
		live: map[*ssa.Function]*liveness{}, looping: map[*ssa.BasicBlock]bool{}, steps: maxSteps + stepsBlock*len(fn.Blocks)}
	r.m = r.machine()
	r.rec = r.newRecorder()
	st, args := r.entry(fn)
	exits := r.body(fn, st, args, nil)
	if r.out {
		s.Out = append(s.Out, fn.RelString(s.Pkg.Types))
	}
	for _, x := range exits {
		r.checkExit(x)
		if c := s.callbacks[fn]; c != nil {
			r.checkCallback(x, c)
		}
	}
	s.Doubts += r.m.Doubts
	c := summary.Of(r.u, r.signature(fn), summaryExits(exits), r.funcName)
	c.Partial = c.Partial || r.out
	c.Blocks = s.blocks(fn)
	if r.m.Guessed {
		c.Source = contract.FromConvention // what callers conclude from it is no more certain
	}
	return &result{contract: c, findings: r.findings, lines: r.rec.all(), less: r.saysLess(fn, exits, c)}
}

func summaryExits(exits []exit) []summary.Exit {
	out := make([]summary.Exit, len(exits))
	for i, x := range exits {
		out[i] = summary.Exit{State: x.st, Results: x.res}
	}
	return out
}

func (r *run) machine() *transfer.Machine {
	return &transfer.Machine{
		U:        r.u,
		Kind:     r.s.Kind,
		Report:   func(st *state.State, f finding.Finding) { r.findings = append(r.findings, f) },
		Withheld: func(f finding.Finding) { r.rec.withheld(f) },
		Invoke:   r.invoke,
		Later:    r.later,
		Wait:     r.wait,
		Releases: r.releases,

		ReleasesCaptured: r.releasesCaptured,
		Func:             r.namedFunc,
		At:               r.s.at,
	}
}

// at prints a position in a way that does not depend on where the package lies.
func (s *Solver) at(pos token.Pos) string {
	p := s.Pkg.Source(pos)
	if !p.IsValid() {
		return ""
	}
	p.Filename = s.Pkg.Types.Path() + "/" + filepath.Base(p.Filename)
	return p.String()
}

func (r *run) signature(fn *ssa.Function) *contract.Contract {
	c := &contract.Contract{Name: fn.RelString(nil)}
	for _, p := range fn.Params {
		c.Params = append(c.Params, contract.Var{Name: p.Name()})
	}
	res := fn.Signature.Results()
	for i := range res.Len() {
		c.Results = append(c.Results, contract.Var{Name: res.At(i).Name()})
	}
	return c
}

// entry returns the state at the start of fn as any caller may call it.
func (r *run) entry(fn *ssa.Function) (*state.State, []state.Value) {
	st := state.New()
	args := make([]state.Value, len(fn.Params))
	for i, p := range fn.Params {
		args[i] = r.entryValue(st, contract.Path{Root: contract.Param, Index: i}, p)
	}
	for i, fv := range fn.FreeVars {
		path := contract.Path{Root: contract.Param, Index: len(fn.Params) + i}
		st.Regs[r.reg(fv)] = r.entryValue(st, path, fv)
	}
	return st, args
}

// paramID returns the ID of parameter i (or captured variable, behind those).
func (r *run) paramID(i int) state.ID { return r.u.ID(fmt.Sprintf("param %d", i)) }

func tokenPos(p state.Pos) token.Pos { return token.Pos(p) }

func (r *run) entryValue(st *state.State, path contract.Path, v ssa.Value) state.Value {
	id := r.paramID(path.Index)
	o := &state.Object{Init: state.Lazy, Mask: state.MaskFor(v.Type()), Full: state.MaskFor(v.Type()), Caller: 1}
	st.Put(id, o)
	r.u.SetRoot(id, path)
	if isComposite(v.Type()) { // a struct by value: its fields are the entry values
		r.u.SetRoot(id, contract.Path{Root: path.Root, Index: path.Index})
		return st.Load(r.u, id, "", v.Type())
	}
	return state.RefVal(id)
}

// reg returns the register of v.
func (r *run) reg(v ssa.Value) state.Reg {
	if reg, ok := r.regs[v]; ok {
		return reg
	}
	reg := state.Reg(len(r.owner))
	r.regs[v] = reg
	r.owner = append(r.owner, v.Parent())
	r.values = append(r.values, v)
	return reg
}

func (r *run) valueOf(reg state.Reg) ssa.Value { return r.values[reg] }
