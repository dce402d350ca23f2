package transfer

import (
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// Touch notes that argument i of a call, v, is used by code of which nothing
// else is known: a handle that is dead must not get there.
func (m *Machine) Touch(st *state.State, v state.Value, site *Site, i int) {
	v = st.Resolve(v.Inner())
	if v.Kind != state.Ref || v.Path != "" {
		return
	}
	o := st.Obj(v.ID)
	if o == nil || o.Kind == "" && o.Lender == 0 || o.Reported || o.Excused || st.Good(v.ID, v.Borrowed) {
		return
	}
	f := &frame{m: m, st: st, site: site, c: &contract.Contract{}, row: &contract.Row{}}
	m.reportBad(operand{f: f, e: &contract.Effect{Op: contract.OpUse}, v: v, name: site.Arg(i)}, v.ID, finding.UseAfterRelease)
}

// reportBad reports that a handle that is no longer good was used.
func (m *Machine) reportBad(op operand, id state.ID, class finding.Class) {
	f := finding.Finding{Class: class, Reason: finding.LastReleased}
	if end := EndOf(op.f.st, id, op.v.Borrowed); end != nil {
		f.Reason, f.Possible, f.Other = end.Reason, end.Possible, end.By
	}
	m.report(op, id, f)
}

// EndOf returns why handles of id are not good: its own end, or its lender's.
func EndOf(st *state.State, id state.ID, borrowed bool) *state.End {
	for depth := 0; depth < 5; depth++ {
		o := st.Obj(id)
		if o == nil {
			return nil
		}
		switch {
		case o.Lapse != nil && (borrowed || o.Moved || o.Ended == nil):
			return o.Lapse
		case o.Ended != nil:
			return o.Ended
		case o.Lender == 0:
			return nil
		}
		id, borrowed = o.Lender, o.LenderBorrowed
	}
	return nil
}

func (m *Machine) reportSurplus(op operand, id state.ID) {
	o := op.f.st.Obj(id)
	f := finding.Finding{Class: finding.OverRelease, Reason: finding.NotOwned}
	if o.Counted {
		f.Reason = finding.ReleasedTwice
	}
	if !op.f.st.Good(id, op.v.Borrowed) {
		if end := EndOf(op.f.st, id, op.v.Borrowed); end != nil {
			f.Possible, f.Other = end.Possible && !o.Counted, end.By
		}
	}
	m.report(op, id, f)
}

// report completes f with op's place and id's history, and hands it on. The
// object is silent from then on: rule 7.
func (m *Machine) report(op operand, id state.ID, f finding.Finding) {
	st, site := op.f.st, op.f.site
	f.Pos, f.Call, f.Object = site.Pos, site.Call, op.name
	f.Possible = f.Possible || op.f.c.Source == contract.FromConvention || op.e.May
	f.Kind = m.word(op.kind)
	if id != 0 {
		o := st.Edit(id)
		switch {
		case f.Class == finding.NullResult: // on the path that goes on it is an object, and nothing is wrong with it
		case f.Possible && (f.Class == finding.UseAfterRelease || f.Class == finding.BorrowEscape):
			o.Excused = true
		default:
			o.Reported = true
		}
		f.Possible = f.Possible || o.Possible
		if k := m.Kind(o.Kind); k != nil {
			f.Kind = k.Word
		}
		f.Steps = o.Trace.Steps()
		if f.Object == "" {
			f.Object = Name(o)
		}
	}
	f.Steps = append(f.Steps, finding.Step{Kind: finding.Used, Pos: site.Pos, Call: site.Call, Object: f.Object, Count: -1})
	for i, via := range op.e.Via {
		f.Steps = append(f.Steps, finding.Step{Kind: finding.Inside, At: via.Pos, Call: via.Call,
			Object: via.Func, Count: -1, Depth: i + 1})
	}
	m.Found(st, f)
}

func (m *Machine) word(kind string) string {
	if k := m.Kind(kind); k != nil {
		return k.Word
	}
	return ""
}

// Found hands a finding on, unless the state is in doubt.
func (m *Machine) Found(st *state.State, f finding.Finding) {
	if st.Doubt {
		m.Doubts++
		if m.Withheld != nil {
			m.Withheld(f)
		}
		return
	}
	m.Report(st, f)
}

// Name returns how the programmer last named o when it was borrowed or acquired.
func Name(o *state.Object) string {
	for t := o.Trace; t != nil; t = t.Prev {
		switch t.Step.Kind {
		case finding.Borrow, finding.Acquired:
			if t.Step.Object != "" {
				return t.Step.Object
			}
		}
	}
	return ""
}
