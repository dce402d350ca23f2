package transfer

import (
	"go/token"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// Dead reports the handle v if it is no longer good where it is put into a
// place, as how says, that outlives the function: rule 7.
func (m *Machine) Dead(st *state.State, v state.Value, how finding.Reason, pos token.Pos) {
	v = v.Inner()
	if v.Kind != state.Ref || v.Path != "" {
		return
	}
	o := st.Obj(v.ID)
	if o == nil || o.Reported || o.Excused || o.Weak || st.Good(v.ID, v.Borrowed) || o.Mask == state.Mask0 {
		return
	}
	f := finding.Finding{Class: finding.BorrowEscape, Reason: how, Pos: pos, Object: Name(o), Kind: m.word(o.Kind)}
	if end := EndOf(st, v.ID, v.Borrowed); end != nil {
		f.Possible, f.Other = end.Possible, end.By
	}
	f.Steps = append(o.Trace.Steps(), finding.Step{Kind: finding.Stored, Pos: pos, Object: f.Object, Count: -1})
	if e := st.Edit(v.ID); f.Possible {
		e.Excused = true
	} else {
		e.Reported = true
	}
	m.Found(st, f)
}

// stored checks what is written to memory that a caller knows.
func (m *Machine) stored(st *state.State, id state.ID, v state.Value, pos token.Pos) {
	root, ok := m.U.Root(id)
	if !ok {
		return
	}
	how := finding.StoredLonger
	if root.Name != "" {
		how = finding.StoredGlobal
	}
	m.Dead(st, v, how, pos)
}
