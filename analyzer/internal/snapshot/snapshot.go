// Package snapshot describes abstract states for people to read. What enters is a
// state and the variables of the function at hand, what leaves is an
// [explain.State]. It only reads: a state that was described is what it was.
package snapshot

import (
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// A Variable is a Go variable and what it holds; one whose Name starts with "&"
// is the address of a variable.
type Variable struct {
	Name string
	Val  state.Value
	Fact FactKind
}

// A Taker takes snapshots within one function.
type Taker struct {
	U    *state.Universe
	Kind func(name string) *contract.Kind
	At   func(pos int) string // prints a position
	// Keepers has the calls that objects were handed to, of which nothing is known.
	Keepers map[state.ID]explain.Note
}

// Take describes st.
func (t *Taker) Take(st *state.State, vars []Variable) explain.State {
	v := &view{Taker: t, st: st, handles: map[state.ID][]handle{}, seen: map[string]bool{}}
	for _, x := range vars {
		v.visit(x.Name, x.Val, 0)
	}
	v.visitGlobals()
	out := explain.State{Facts: facts(st, vars), Doubt: st.Doubt}
	for _, id := range st.IDs() {
		if v.matters(id) {
			out.Objects = append(out.Objects, v.object(id, st.Obj(id)))
		}
	}
	for _, l := range st.Lost {
		if o := v.object(l.ID, l.Obj); st.Obj(l.ID) == nil || !v.matters(l.ID) {
			o.Lost, o.Owed, o.Handles = l.Count, 0, nil
			out.Objects = append(out.Objects, o)
		}
	}
	return out
}

// A view is a snapshot in the making.
type view struct {
	*Taker
	st      *state.State
	handles map[state.ID][]handle
	seen    map[string]bool
}

// matters reports whether a reader should hear of id: an OpenSSL object that a
// variable leads to, or that is owed; or what lies within one.
func (v *view) matters(id state.ID) bool {
	o := v.st.Obj(id)
	if o.Owed > 0 {
		return true
	}
	return len(v.handles[id]) > 0 && (o.Kind != "" || o.Lender != 0)
}

func (v *view) object(id state.ID, o *state.Object) explain.Object {
	out := explain.Object{Name: v.name(id, o), Owed: o.Owed, Caller: o.Caller > 0 && o.Kind != ""}
	if k := v.Kind(o.Kind); k != nil {
		out.Kind = k.Word
	}
	switch {
	case o.Mask == state.Mask0:
		out.Null = explain.IsNull
		return out // there is no object: nothing else is true of it
	case o.Mask&state.Mask0 != 0 && o.Nullable:
		out.Null = explain.MaybeNull
	}
	out.Holders = v.holders(id)
	for _, h := range v.handles[id] {
		out.Handles = append(out.Handles, v.handle(id, o, h, out.Holders))
	}
	if o.Home > 0 {
		if home := v.st.Obj(o.Home); home != nil {
			out.Home = v.name(o.Home, home)
		}
	}
	if slices.ContainsFunc(out.Handles, func(h explain.Handle) bool { return h.Right == explain.Dead }) {
		out.Ended, out.Possible = v.ended(id, o)
	}
	out.Notes = v.notes(id, o)
	for _, s := range o.Trace.Steps() {
		out.History = append(out.History, v.event(s))
	}
	return out
}

// ended returns what made handles of an object bad.
func (v *view) ended(id state.ID, o *state.Object) (*explain.Event, bool) {
	if end := transfer.EndOf(v.st, id, o.Slotted); end != nil {
		return &explain.Event{Kind: finding.Ended, Call: end.By, At: v.At(end.Pos), Count: -1}, end.Possible
	}
	for t := o.Trace; t != nil; t = t.Prev {
		if t.Step.Kind == finding.Released {
			e := v.event(t.Step)
			return &e, false
		}
	}
	return nil, false
}

func (v *view) event(s finding.Step) explain.Event {
	e := explain.Event{Kind: s.Kind, Call: s.Call, At: s.At, Count: s.Count}
	if s.Pos.IsValid() {
		e.At = v.At(int(s.Pos))
	}
	return e
}

// handle says what the holder of one handle of an object may do with it.
func (v *view) handle(id state.ID, o *state.Object, h handle, holders []explain.Holder) explain.Handle {
	out := explain.Handle{Name: h.name}
	switch {
	case !v.st.Good(id, h.borrowed):
		out.Right = explain.Dead
	case !h.borrowed && o.Owed > 0 && o.Lender == 0:
		out.Right = explain.Owned
	case h.borrowed || o.Lender != 0 || o.Moved:
		out.Right = explain.Borrowed
		out.From = v.lender(o, holders)
	default:
		out.Right = explain.Lent
	}
	return out
}

func (v *view) lender(o *state.Object, holders []explain.Holder) string {
	if o.Lender != 0 {
		return v.nameOf(o.Lender)
	}
	if i := slices.IndexFunc(holders, func(h explain.Holder) bool { return !h.Dead && h.Object != "" }); i >= 0 {
		return holders[i].Object + "." + holders[i].Slot
	}
	return ""
}

func (v *view) notes(id state.ID, o *state.Object) (out []explain.Note) {
	add := func(holds bool, n explain.Note) {
		if holds {
			out = append(out, n)
		}
	}
	kept := v.Keepers[id]
	kept.Why = explain.Kept
	add(o.Kept > 0 && !o.Finalizing, kept)
	add(o.Entrusted, explain.Note{Why: explain.Entrusted})
	add(o.Reported, explain.Note{Why: explain.Reported})
	add(o.Excused && !o.Reported, explain.Note{Why: explain.Excused})
	add(o.Weak, explain.Note{Why: explain.Several})
	add(o.Finalizing || transfer.Finalized(v.st, id), explain.Note{Why: explain.Finalizer})
	add(o.Shared, explain.Note{Why: explain.Shared})
	return out
}
