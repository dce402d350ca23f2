package transfer

import (
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// maxLog bounds the effects that a contract can list.
const maxLog = 24

// log notes an effect for the contract of the function under analysis, if its
// object is one that a caller can know. Uses that no end separates are a set:
// they are kept in order of ID, and once.
func (m *Machine) log(op operand, y state.Value) {
	e := *op.e
	e.X, e.Y, e.Args = contract.Val{}, contract.Val{}, nil
	m.append(op.f.st, state.Entry{Op: e.Op, X: op.v, Y: y, Effect: e}, op.f.site)
}

func (m *Machine) logSlot(op operand, cell string, y state.Value) {
	e := *op.e
	e.X, e.Y, e.Args = contract.Val{}, contract.Val{}, nil
	e.Slot = cell[1:]
	if e.Op == contract.OpStore {
		e.Op, e.How = contract.OpSet, contract.Lent
	}
	m.append(op.f.st, state.Entry{Op: e.Op, X: op.v, Y: y, Effect: e}, op.f.site)
}

// Append adds an entry to st's log.
func (m *Machine) append(st *state.State, e state.Entry, site *Site) {
	if !m.known(st, e.X) && !m.known(st, e.Y) {
		m.beyond(st, e)
		return
	}
	if o := st.Obj(e.X.ID); e.X.Kind == state.Ref && o != nil && o.Weak && e.Op != contract.OpCall {
		if e.Op == contract.OpRetain || e.Op == contract.OpRelease || !m.Rooted(e.X) {
			return // too many to count
		}
	}
	if e.X.Kind == state.Ref && m.U.Rest(e.X.ID) && e.Op != contract.OpCall {
		switch {
		case e.Op == contract.OpUse || e.Op == contract.OpRetain || e.Op == contract.OpSameHome || e.Op == contract.OpHome || e.Op == contract.OpLend:
			return // of one of several, no caller hears of that
		case e.Op == contract.OpRelease && st.Obj(e.X.ID) != nil && st.Obj(e.X.ID).Owed > 0:
			return // one that was taken here
		}
	}
	if e.Op == contract.OpCall && m.calls(st, e, site) >= maxSameCalls {
		st.LogFull = true // in a loop
		return
	}
	e.Effect.Via = append([]contract.Via{{Call: site.Call, Pos: m.At(site.Pos)}}, e.Effect.Via...)
	if len(e.Effect.Via) > maxVia {
		e.Effect.Via = e.Effect.Via[:maxVia]
	}
	if e.Op == contract.OpUse {
		m.appendUse(st, e)
		return
	}
	if m.repeats(st, e) || m.cancels(st, e) {
		return
	}
	if m.full(st) {
		st.LogFull = true
		return
	}
	st.Log = append(slices.Clip(st.Log), e)
}

// maxSameCalls is how often a call of a function value can be in a contract.
const maxSameCalls = 3

// calls counts the calls of e's function at site.
func (m *Machine) calls(st *state.State, e state.Entry, site *Site) int {
	n, at := 0, m.At(site.Pos)
	for _, have := range st.Log {
		if have.Op == contract.OpCall && have.X.Equal(e.X) && len(have.Effect.Via) > 0 && have.Effect.Via[0].Pos == at {
			n++
		}
	}
	return n
}

// beyond notes an effect on what lies further than contracts speak of.
func (m *Machine) beyond(st *state.State, e state.Entry) {
	if e.X.Kind != state.Ref || e.Op == contract.OpUse {
		return
	}
	if near, ok := m.U.Known(e.X.ID); ok && st.Obj(near) != nil {
		st.Edit(near).Beyond = true
	}
}

const maxVia = 4

// full reports whether the log has as many entries as a contract can have, not
// counting those of objects that the caller need not hear of; those are dropped
// at the next block.
func (m *Machine) full(st *state.State) bool {
	n := 0
	for _, e := range st.Log {
		if m.Rooted(e.X) || m.Rooted(e.Y) {
			n++
		}
	}
	return n >= maxLog || len(st.Log) >= 8*maxLog
}

// repeats reports whether e ends what an earlier entry has ended, with nothing
// in between that would matter.
func (m *Machine) repeats(st *state.State, e state.Entry) bool {
	if e.Op == contract.OpRelease || e.Op == contract.OpRetain || e.Op == contract.OpCall {
		return false
	}
	for i := len(st.Log) - 1; i >= 0; i-- {
		switch have := st.Log[i]; {
		case sameEntry(have, e):
			return true
		case have.Op != contract.OpUse && have.Op != contract.OpEnd && have.Op != contract.OpEndHome && have.Op != contract.OpSameHome:
			return false
		}
	}
	return false
}

// cancels takes the last retain out of the log if e releases what it took and no
// entry in between depends on that reference: loops would fill the log with pairs.
// A use in between is one of a borrowed handle then.
func (m *Machine) cancels(st *state.State, e state.Entry) bool {
	if e.Op != contract.OpRelease || e.Effect.May {
		return false
	}
	for i := len(st.Log) - 1; i >= 0; i-- {
		switch have := st.Log[i]; have.Op {
		case contract.OpRetain:
			if have.X.Kind == state.Ref && have.X.ID == e.X.ID && have.X.Path == e.X.Path && !have.Effect.May {
				rest := st.Log[i+1:]
				st.Log = slices.Clip(st.Log[:i])
				m.again(st, rest, e.X)
				return true
			}
		case contract.OpUse, contract.OpNew, contract.OpSameHome, contract.OpHome:
		case contract.OpRelease:
			if have.X.ID == e.X.ID {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// again appends entries, in which handles of x are borrowed ones now.
func (m *Machine) again(st *state.State, entries []state.Entry, x state.Value) {
	o := st.Obj(x.ID)
	for _, e := range entries {
		if e.Op == contract.OpUse && e.X.ID == x.ID && o != nil && o.Lost {
			continue // a reference that leaked here makes it good
		}
		if e.X.Kind == state.Ref && e.X.ID == x.ID && slotted(st, x.ID) {
			e.X.Borrowed = true
		}
		if e.Op == contract.OpUse {
			m.appendUse(st, e)
			continue
		}
		st.Log = append(slices.Clip(st.Log), e)
	}
}

// appendUse notes a use. One that was noted before is not noted again, unless
// something in between can have ended the object.
func (m *Machine) appendUse(st *state.State, e state.Entry) {
	at := len(st.Log)
	together := true // no entry but uses behind at
	for i := len(st.Log) - 1; i >= 0; i-- {
		have := st.Log[i]
		if have.Op != contract.OpUse {
			together = false
			if m.canEnd(st, have, e.X) {
				break
			}
			continue
		}
		if have.X.Equal(e.X) {
			if e.Effect.Crash && !have.Effect.Crash {
				st.Log = slices.Clone(st.Log)
				st.Log[i].Effect.Crash = true
			}
			return
		}
		if together && have.X.ID > e.X.ID {
			at = i
		}
	}
	if m.full(st) {
		return // a use that is not told is a finding less, not a wrong one
	}
	st.Log = slices.Insert(slices.Clip(slices.Clone(st.Log)), at, e)
}

// canEnd reports whether entry can make handles of x bad.
func (m *Machine) canEnd(st *state.State, entry state.Entry, x state.Value) bool {
	switch entry.Op {
	case contract.OpEnd, contract.OpSet:
		holder, o := st.Obj(entry.X.ID), st.Obj(x.ID)
		if holder == nil || o == nil || o.Lender != 0 {
			return true
		}
		if !o.Slotted {
			return false // not borrowed from a slot
		}
		slot := m.Kind(holder.Kind).Slot(entry.Effect.Slot)
		return slot == nil || slot.Kind == o.Kind
	case contract.OpUse, contract.OpRetain, contract.OpSameHome, contract.OpHome, contract.OpNew, contract.OpLend:
		return false
	}
	return true
}

func sameEntry(a, b state.Entry) bool {
	return a.Op == b.Op && a.X.Equal(b.X) && a.Y.Equal(b.Y) && a.Effect.Slot == b.Effect.Slot
}

// known reports whether a caller has a name for what v leads to, or may come to
// have one because it was lent or stored there.
func (m *Machine) known(st *state.State, v state.Value) bool {
	if v.Kind != state.Ref {
		return false
	}
	for id := v.ID; id > 0; {
		if _, ok := m.U.Root(id); ok {
			return true
		}
		o := st.Obj(id)
		if o == nil {
			return false
		}
		if o.Slotted || o.Kind != "" && o.Fresh {
			return true // may sit in a slot of an object that the caller knows
		}
		id = o.Lender
	}
	return false
}

// Forget notes in the log that n references of id, whose loss is reported here,
// are not the caller's to give back. What was lost before (again) or not, one of
// them keeps the object for good: the rest makes no difference to anybody.
func (m *Machine) Forget(st *state.State, id state.ID, n int, again bool) {
	for i := range n {
		e := contract.Effect{Op: contract.OpRelease}
		if i == 0 && !again {
			e = contract.Effect{Op: contract.OpKeep, May: true}
		}
		m.append(st, state.Entry{Op: e.Op, X: state.RefVal(id), Effect: e}, &Site{})
	}
}

// LogCall notes a call of the function value fn, which the caller handed in.
func (m *Machine) LogCall(st *state.State, fn state.Value, args, results []state.Value, site *Site) {
	e := state.Entry{Op: contract.OpCall, X: fn, Args: args, Res: results, Seq: st.Calls,
		Effect: contract.Effect{Op: contract.OpCall, Index: st.Calls}}
	st.Calls++
	for id := range st.Reach(args, false) {
		if o := st.Obj(id); o != nil && o.Fresh && o.Kind == "" {
			e.Held = append(e.Held, state.Held{ID: id, Cells: slices.Clone(o.Cells)})
		}
	}
	slices.SortFunc(e.Held, func(a, b state.Held) int { return int(a.ID) - int(b.ID) })
	m.append(st, e, site)
}

// Rooted reports whether v had a name on entry.
func (m *Machine) Rooted(v state.Value) bool {
	if v.Kind != state.Ref {
		return false
	}
	_, ok := m.U.Root(v.ID)
	return ok
}
