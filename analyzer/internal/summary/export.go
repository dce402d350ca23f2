package summary

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// An exporter writes one exit state in the terms of a caller: paths from
// parameters and variables, and fresh objects.
type exporter struct {
	u        *state.Universe
	st       *state.State
	funcName func(any) string
	fresh    map[state.ID]int           // numbers of exported fresh objects
	order    []state.ID                 // in order of their numbers
	placed   map[state.ID]contract.Path // objects that are found in a slot at exit
	effects  []contract.Effect
	made     map[state.ID]bool
	logged   map[state.ID]bool          // made by an entry of the log, with all that it owed then
	stored   map[state.ID]bool          // fresh objects whose cells are written
	told     map[state.ID]bool          // objects that a result or a store leads to
	returned map[state.ID]contract.Path // results of functions that the caller passed
}

func (e *exporter) row(x Exit) *row {
	e.made, e.stored, e.returned = map[state.ID]bool{}, map[state.ID]bool{}, map[state.ID]contract.Path{}
	e.told, e.logged = map[state.ID]bool{}, map[state.ID]bool{}
	for _, entry := range e.st.Log {
		for i, v := range entry.Res {
			if id, ok := v.Object(); ok {
				e.returned[id] = contract.Path{Root: contract.Returned, Index: entry.Seq, Name: strconv.Itoa(i)}
			}
		}
	}
	e.findPlaced()
	for _, v := range x.Results { // results first: they give fresh objects their numbers
		e.number(v, 0)
	}
	e.numberCells()
	e.replay()
	for _, id := range e.order {
		e.make(id)
	}
	r := &row{conds: e.conds()}
	e.stores()
	for _, v := range x.Results {
		v.Refs(func(id state.ID) { e.told[id] = true })
		r.Results = append(r.Results, e.val(v))
	}
	e.finalizers()
	e.handedOn()
	r.Effects = e.effects
	r.On = e.returnedConds()
	r.Fail = e.st.Failed && len(x.Results) > 0 // without one, callers cannot ignore it
	r.key = rowKey(r.Row)
	return r
}

func rowKey(r contract.Row) string {
	effects := slices.Clone(r.Effects)
	for i := range effects {
		effects[i].Via = nil
	}
	return fmt.Sprintf("%#v|%#v|%#v|%v", effects, r.Results, r.On, r.Fail)
}

// findPlaced finds the objects that came into a known object's slot on the way:
// they are named by the slot.
func (e *exporter) findPlaced() {
	for _, id := range e.st.IDs() {
		root, ok := e.u.Root(id)
		if !ok || len(root.Elems) >= state.MaxDepth+1 {
			continue
		}
		for _, c := range e.st.Obj(id).Cells {
			if !state.IsSlot(c.Path) || c.Val.Kind != state.Ref {
				continue
			}
			if _, entry := e.u.Root(c.Val.ID); entry {
				continue
			}
			o := e.st.Obj(c.Val.ID)
			if o == nil || !o.Slotted {
				continue
			}
			p := root
			p.Elems = append(slices.Clone(root.Elems), c.Path[1:])
			e.placed[c.Val.ID] = p
		}
	}
}

// replay writes the log.
func (e *exporter) replay() {
	for _, entry := range e.st.Log {
		eff := entry.Effect
		eff.Op = entry.Op
		if entry.Op == contract.OpNew {
			if id, ok := entry.X.Object(); ok {
				k, numbered := e.fresh[id]
				if numbered && !e.made[id] && !e.heldWithin(id) && e.st.Obj(id).Mask != state.Mask0 { // on this path there is one
					e.made[id], e.logged[id] = true, true
					eff.X = freshVal(k)
					eff.Nullable = e.st.Obj(id).Mask&state.Mask0 != 0
					e.effects = append(e.effects, eff)
				}
			}
			continue
		}
		x := e.val(entry.X)
		x.NotNil = false
		if x.Kind != contract.At && x.Kind != contract.Addr && entry.Op != contract.OpCall {
			continue
		}
		if x.Kind == contract.At && x.Path.Root == contract.Fresh && !e.made[e.order[x.Path.Index]] {
			continue // its making was not logged: make writes what became of it
		}
		for _, h := range entry.Held {
			e.before(h)
		}
		eff.X = x
		eff.Y = e.val(entry.Y)
		eff.Y.NotNil = false
		eff.Args = nil
		for _, a := range entry.Args {
			arg := e.val(a)
			arg.NotNil = false
			eff.Args = append(eff.Args, arg)
		}
		if eff.Op == contract.OpSet && eff.Y.Kind == contract.Unknown && entry.Y.Kind != state.Int {
			eff.Op = contract.OpEnd // something, but nobody knows what
		}
		e.effects = append(e.effects, eff)
	}
}

// heldWithin reports whether at some time nothing but an object that callers do not
// hear of held the fresh object id: told step by step, it would be dead in between.
func (e *exporter) heldWithin(id state.ID) bool {
	n, dead := 0, false
	for _, entry := range e.st.Log {
		if x, ok := entry.X.Object(); !ok || x != id {
			continue
		}
		if dead {
			return true
		}
		switch entry.Op {
		case contract.OpNew:
			n = entry.Effect.Count
		case contract.OpRetain:
			n++
		case contract.OpRelease:
			n--
			dead = n == 0 && e.st.Obj(id).Owed > 0
		}
	}
	return false
}

// keep writes that v was stored where no path leads to: in an element, say.
func (e *exporter) keep(v state.Value) {
	v.Refs(func(id state.ID) {
		if x := e.val(state.RefVal(id)); x.Kind == contract.At {
			x.NotNil, x.Right = false, contract.Same
			e.effects = append(e.effects, contract.Effect{Op: contract.OpKeep, X: x})
		}
	})
}

// handedOn writes that what was kept in unknown places, or left to a finalizer,
// is no one's debt any more; nor is what lies where no path of a contract leads.
func (e *exporter) handedOn() {
	for _, id := range e.st.IDs() {
		o := e.st.Obj(id)
		if x := e.val(state.RefVal(id)); o.Beyond && x.Kind == contract.At {
			x.NotNil = false
			e.effects = append(e.effects, contract.Effect{Op: contract.OpKeep, X: x, May: true})
		}
		hidden := o.Owed > 0 && o.Slotted && !o.Entrusted && !e.told[id]
		if o.Kept == 0 && !o.Weak && !hidden || o.Fresh && !(e.logged[id] && o.Finalizing) || o.Mask == state.Mask0 {
			continue
		}
		if _, entry := e.u.Root(id); !entry && o.Owed == 0 || o.Slotted && o.Owed == 0 {
			continue
		}
		x := e.val(state.RefVal(id))
		if x.Kind != contract.At {
			continue
		}
		x.NotNil = false
		n := max(1, o.Kept)
		if hidden {
			n = max(n, o.Owed)
		}
		if o.Finalizing {
			e.effects = append(e.effects, contract.Effect{Op: contract.OpRelease, X: x})
			n--
		}
		for range n {
			e.effects = append(e.effects, contract.Effect{Op: contract.OpKeep, X: x, May: true})
		}
	}
}
