package solve

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// borrowedFinal reports the finalizers and cleanups of object id that will give
// back a reference that nobody owns: of a handle that was only borrowed.
func (r *run) borrowedFinal(st *state.State, id state.ID) {
	for _, fin := range st.Obj(id).Final {
		if v, ok := st.Releases(id, fin); ok && onlyBorrowed(st, v) {
			r.notOwned(st, v.ID, token.Pos(fin.Pos), fin.Call)
		}
	}
}

// borrowedCapture reports a function that is returned and will give back what
// was only borrowed: the "release it when you are done" of what nobody owns.
func (r *run) borrowedCapture(x exit, fn state.Value) {
	f, ok := fn.Inner().Fn.(*ssa.Function)
	if !ok || f.Parent() == nil {
		return
	}
	c := r.s.contractOf(f)
	if c == nil || c.Partial {
		return
	}
	for i, captured := range fn.Inner().Sub {
		cell := x.st.Obj(captured.ID)
		if cell == nil || captured.Kind != state.Ref || len(c.Rows) == 0 {
			continue
		}
		held, ok := cell.Cell(captured.Path)
		if !ok || !onlyBorrowed(x.st, held.Val) {
			continue
		}
		always := true
		for _, row := range c.Rows {
			always = always && releases(row, len(f.Params)+i)
		}
		if always {
			r.notOwned(x.st, held.Val.ID, x.pos, "")
		}
	}
}

// releases reports whether row gives back what the captured variable index holds.
func releases(row contract.Row, index int) bool {
	for _, e := range row.Effects {
		p := e.X.Path
		if e.Op == contract.OpRelease && !e.May && e.X.Kind == contract.At && p.Root == contract.Param && p.Index == index &&
			len(p.Elems) == 1 && p.Elems[0] == "*" {
			return true
		}
	}
	return false
}

// onlyBorrowed reports whether v is a handle of an object that nobody here owns.
func onlyBorrowed(st *state.State, v state.Value) bool {
	o := st.Obj(v.ID)
	return v.Kind == state.Ref && v.Path == "" && v.Borrowed && o != nil && o.Kind != "" && o.Mask != state.Mask0 &&
		o.Owed == 0 && o.Caller == 0 && !o.Moved && !o.Weak && o.Kept == 0 && !o.Reported && !o.Excused
}

func (r *run) notOwned(st *state.State, id state.ID, pos token.Pos, call string) {
	o := st.Edit(id)
	o.Reported = true
	name := transfer.Name(o)
	steps := append(o.Trace.Steps(), finding.Step{Kind: finding.Used, Pos: pos, Call: call, Object: name, Count: -1})
	r.m.Found(st, finding.Finding{Class: finding.OverRelease, Reason: finding.NotOwned, Pos: pos, Call: call,
		Object: name, Kind: r.word(o.Kind), Possible: o.Possible, Steps: steps})
}
