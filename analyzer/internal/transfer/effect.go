package transfer

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// effect applies e to f's state. OpCall and OpSync are not for here: they fork.
func (f *frame) effect(e *contract.Effect) {
	if list, n, ok := e.X.Path.List(); ok {
		f.rest(e, list, n)
		return
	}
	op := operand{f: f, e: e, name: f.name(e.X.Path), kind: f.kindOf(e.X)}
	switch e.Op {
	case contract.OpNew:
		f.make(e)
		return
	case contract.OpStore:
		f.store(e)
		return
	}
	op.v = f.st.Resolve(f.val(e.X, nil).Inner())
	switch e.Op {
	case contract.OpUse:
		f.m.use(op)
	case contract.OpRetain:
		f.m.retain(op)
	case contract.OpRelease:
		f.m.release(op)
	case contract.OpSet:
		f.m.set(op, f.st.Resolve(f.val(e.Y, nil).Inner()))
	case contract.OpEnd:
		f.m.end(op)
	case contract.OpEndHome:
		f.m.endHome(op)
	case contract.OpLend:
		f.m.lend(op, f.val(e.Y, nil))
	case contract.OpHome:
		f.m.setHome(op, f.val(e.Y, nil).Inner())
	case contract.OpSameHome:
		f.m.sameHome(op, f.val(e.Y, nil).Inner(), f.name(e.Y.Path))
	case contract.OpKeep:
		if !e.May {
			f.m.Escape(f.st, op.v, finding.StoredLonger, int(f.site.Pos))
		}
		f.m.Keep(f.st, op.v)
		f.m.log(op, state.Value{})
	case contract.OpHavoc:
		f.m.Havoc(f.st, op.v)
	case contract.OpFinalizer, contract.OpCleanup:
		f.finalizer(op)
	case contract.OpKeepAlive: // an owner that is kept alive needs no modelling: see package lower
	}
}

// rest applies e to one of the elements of list from n on. Which one is not known:
// all may have given a reference away.
func (f *frame) rest(e *contract.Effect, list contract.Path, n int64) {
	f.m.Vague = true
	switch e.Op {
	case contract.OpUse, contract.OpNew, contract.OpHome, contract.OpSameHome, contract.OpLend, contract.OpRetain:
		return
	}
	f.m.KeepRest(f.st, f.list(list), n, f.site)
}

// list returns what the list at p is: a slice or map, or the address of an array.
func (f *frame) list(p contract.Path) state.Value {
	v, _ := f.holder(p)
	return f.st.Resolve(v.Inner())
}

// KeepRest is Keep for the elements of list from n on, and for handles that are keys.
func (m *Machine) KeepRest(st *state.State, list state.Value, n int64, site *Site) {
	m.Vague = true
	o := st.Obj(list.ID)
	if list.Kind != state.Ref || o == nil {
		return
	}
	for _, c := range o.Cells {
		inner, ok := strings.CutPrefix(c.Path, list.Path+"[")
		if !ok {
			continue
		}
		i, err := strconv.ParseInt(inner[:max(0, strings.Index(inner, "]"))], 10, 64)
		if err != nil || i >= n { // what an index picked that is not known may be any
			m.Keep(st, c.Val)
			for _, key := range state.KeysIn(c.Path) {
				m.Keep(st, state.RefVal(key))
			}
		}
	}
	m.append(st, state.Entry{Op: contract.OpKeep, X: state.Value{Kind: state.Ref, ID: list.ID, Path: list.Path + contract.Rest(n)},
		Effect: contract.Effect{Op: contract.OpKeep, May: true}}, site)
}

// An operand is what an effect works on: a value of the frame's state, and how
// the programmer names it.
type operand struct {
	f    *frame
	e    *contract.Effect
	v    state.Value
	name string
	kind string
}

// object returns the OpenSSL object that op names; ok is false for NULL and
// for what is not known.
func (op operand) object() (state.ID, *state.Object, bool) {
	if op.v.Kind != state.Ref || op.v.Path != "" {
		return 0, nil, false
	}
	st := op.f.st
	o := st.Obj(op.v.ID)
	if o == nil || o.Kind == "" {
		o = st.Edit(op.v.ID)
		if op.kind != "" {
			o.Kind = op.kind
		}
		if o.Init == state.Zero {
			o.Init = state.Lazy
		}
	}
	return op.v.ID, o, true
}

// kindOf returns the object kind that the contract gives to v, or "".
func (f *frame) kindOf(v contract.Val) string {
	if v.Kind != contract.At {
		return ""
	}
	p := v.Path
	var k string
	switch p.Root {
	case contract.Param:
		if p.Index < len(f.c.Params) {
			k = f.c.Params[p.Index].Kind
		}
	case contract.Result:
		if p.Index < len(f.c.Results) {
			k = f.c.Results[p.Index].Kind
		}
	}
	for _, o := range f.c.Objects {
		if o.Path.Equal(p) {
			return o.Kind
		}
	}
	for _, e := range p.Elems {
		if e == "*" {
			continue // an out-pointer's kind is that of what it points to
		}
		s := f.m.Kind(k).Slot(e)
		if s == nil {
			return ""
		}
		k = s.Kind
	}
	return k
}

func (f *frame) make(e *contract.Effect) {
	init := state.Lazy
	if e.Zero {
		init = state.Zero
	}
	mask := state.MaskNonNil
	if e.Nullable {
		mask = state.MaskAll
	}
	key := f.site.Key + " fresh " + strconv.Itoa(e.X.Path.Index)
	o := &state.Object{Init: init, Mask: mask, Kind: e.Kind, Owed: e.Count, Counted: e.Count > 0,
		Fresh: true, Nullable: e.Nullable, Possible: f.c.Source == contract.FromConvention}
	v := f.m.Fresh(f.st, key, o)
	if e.Count > 0 || e.Kind != "" {
		kind := finding.Acquired
		if e.Count == 0 {
			kind = finding.Borrow
		}
		if e.Count > 0 {
			step(f.st, v.ID, finding.Step{Kind: kind, Pos: f.site.Pos, Call: f.site.Call,
				Object: f.freshName(e), Count: e.Count})
			f.inside(v.ID, e)
		} else {
			step(f.st, v.ID, finding.Step{Kind: kind, Pos: f.site.Pos, Call: f.site.Call,
				Object: f.site.Target, Count: -1})
		}
	}
	f.fresh[e.X.Path.Index] = v
	if e.Kind != "" {
		f.m.log(operand{f: f, e: e, v: v}, state.Value{})
	}
}

// freshName returns how the programmer would name the new object.
func (f *frame) freshName(e *contract.Effect) string { return f.site.Target }

// inside adds the frames below the call as steps.
func (f *frame) inside(id state.ID, e *contract.Effect) {
	for i, via := range e.Via {
		step(f.st, id, finding.Step{Kind: finding.Inside, At: via.Pos, Call: via.Call, Object: via.Func,
			Count: -1, Depth: i + 1})
	}
}

func (f *frame) store(e *contract.Effect) {
	id, cell, typ, ok := f.addr(e.X.Path)
	if !ok {
		f.m.Keep(f.st, f.val(e.Y, nil))
		return
	}
	v := f.val(e.Y, typ)
	if e.X.Path.Root != contract.Param { // part of a result
		f.borrowed(e.Y, v)
	}
	if state.IsSlot(cell) {
		f.m.setSlot(operand{f: f, e: e, v: state.RefVal(id)}, id, cell, v)
		return
	}
	if f.c.Source == contract.FromInference && !f.frees(e.Y) { // the callee could not know that it is dead
		f.m.Dead(f.st, v, finding.StoredLonger, f.site.Pos)
	}
	f.m.Write(f.st, id, cell, typ, v, f.site.Pos)
}

// Write stores v at cell of object id, as a program's assignment does.
func (m *Machine) Write(st *state.State, id state.ID, cell string, typ types.Type, v state.Value, pos token.Pos) {
	o := st.Obj(id)
	if o == nil || o.Shared || o.Weak {
		m.Keep(st, v)
		if o == nil {
			return
		}
	}
	m.stored(st, id, v, pos)
	st.Store(id, cell, typ, v, int(pos))
}
