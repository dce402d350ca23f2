package solve

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// instr runs one instruction that neither ends a block nor runs deferred calls.
// It returns the states after it; none where the program cannot get past it.
func (b *bodyRun) instr(instr ssa.Instruction, st *state.State) []*state.State {
	if v, ok := instr.(ssa.Value); ok {
		st.Age(b.u, b.key(v))
	}
	one := []*state.State{st}
	set := func(v state.Value) []*state.State {
		st.Regs[b.reg(instr.(ssa.Value))] = v
		return one
	}
	switch instr := instr.(type) {
	case *ssa.Phi, *ssa.DebugRef:
		return one // phis: on the edge
	case *ssa.Alloc:
		return set(b.m.Fresh(st, b.key(instr), &state.Object{Init: state.Zero, Mask: state.MaskNonNil, Fresh: true}))
	case *ssa.BinOp:
		return set(b.binop(st, instr))
	case *ssa.UnOp:
		return b.unop(st, instr)
	case *ssa.ChangeType:
		return set(b.value(st, instr.X))
	case *ssa.ChangeInterface:
		return set(b.value(st, instr.X))
	case *ssa.Convert:
		return set(b.convert(st, instr.X, instr))
	case *ssa.MultiConvert:
		return set(b.convert(st, instr.X, instr))
	case *ssa.SliceToArrayPointer:
		return set(b.value(st, instr.X))
	case *ssa.MakeInterface:
		v := b.value(st, instr.X)
		return set(state.Value{Kind: state.Iface, Type: instr.X.Type(), Sub: []state.Value{v}})
	case *ssa.MakeClosure:
		sub := make([]state.Value, len(instr.Bindings))
		for i, x := range instr.Bindings {
			sub[i] = b.value(st, x)
		}
		return set(state.Value{Kind: state.Func, Fn: instr.Fn, Sub: sub})
	case *ssa.FieldAddr:
		return b.fieldAddr(st, instr)
	case *ssa.Field:
		return set(b.value(st, instr.X).Field(instr.Field))
	case *ssa.IndexAddr:
		return b.indexAddr(st, instr)
	case *ssa.Index:
		return set(b.index(st, instr))
	case *ssa.Slice:
		return set(b.slice(st, instr))
	case *ssa.MakeSlice:
		return set(b.makeSlice(st, instr))
	case *ssa.MakeMap:
		return set(b.m.Fresh(st, b.key(instr), &state.Object{Init: state.Zero, Mask: state.MaskNonNil, Fresh: true}))
	case *ssa.MakeChan:
		v := b.m.Fresh(st, b.key(instr), &state.Object{Init: state.Zero, Mask: state.MaskNonNil, Fresh: true})
		st.Edit(v.ID).SetCell(state.LenCell, state.IntVal(0), 0)
		if n := b.value(st, instr.Size); n.Kind == state.Int {
			st.Edit(v.ID).SetCell(capCell, n, 0)
		}
		return set(v)
	case *ssa.MapUpdate:
		b.mapUpdate(st, instr)
		return one
	case *ssa.Lookup:
		return b.lookup(st, instr)
	case *ssa.Range:
		return set(b.rangeOver(st, instr))
	case *ssa.Next:
		return b.next(st, instr)
	case *ssa.Select:
		return b.selects(st, instr)
	case *ssa.Send:
		b.send(st, b.value(st, instr.Chan), b.value(st, instr.X), int(b.pos(instr)))
		return one
	case *ssa.Store:
		return b.store(st, instr)
	case *ssa.TypeAssert:
		return b.typeAssert(st, instr)
	case *ssa.Extract:
		return set(b.extract(st, instr))
	case *ssa.Call:
		return b.call(st, instr)
	case *ssa.Defer:
		return b.deferred(st, instr)
	case *ssa.Go:
		return b.goes(st, instr)
	}
	panic(fmt.Sprintf("unexpected instruction %T", instr)) // go/ssa has no others
}

// pos returns where the programmer wrote instr.
func (b *bodyRun) pos(instr ssa.Instruction) token.Pos { return b.here(instr.Pos()) }

// key names what an instruction makes.
func (b *bodyRun) key(v ssa.Value) string { return fmt.Sprintf("%sr%d", b.prefix(), b.reg(v)) }

func (b *bodyRun) symbol(st *state.State, v ssa.Value) state.Value {
	return b.m.Symbol(st, b.key(v), v.Type())
}

func (b *bodyRun) convert(st *state.State, x ssa.Value, instr ssa.Value) state.Value {
	v := b.value(st, x)
	from, to := x.Type().Underlying(), instr.Type().Underlying()
	if isPointerLike(from) && isPointerLike(to) || isInteger(from) && isInteger(to) {
		return v
	}
	return b.symbol(st, instr)
}

func (b *bodyRun) extract(st *state.State, instr *ssa.Extract) state.Value {
	t := b.value(st, instr.Tuple)
	if t.Kind == state.Tuple && instr.Index < len(t.Sub) {
		return st.Resolve(t.Sub[instr.Index])
	}
	return b.symbol(st, instr)
}

func (b *bodyRun) store(st *state.State, instr *ssa.Store) []*state.State {
	addr, v := b.value(st, instr.Addr), b.value(st, instr.Val)
	if !b.m.Deref(st, addr) {
		return nil
	}
	if addr.Kind != state.Ref {
		b.m.Keep(st, v)
		return []*state.State{st}
	}
	b.write(st, addr.ID, addr.Path, elemOf(instr.Addr.Type()), v, b.pos(instr))
	return []*state.State{st}
}

func (b *bodyRun) typeAssert(st *state.State, instr *ssa.TypeAssert) []*state.State {
	v := b.value(st, instr.X)
	reg := b.reg(instr)
	_, toIface := instr.AssertedType.Underlying().(*types.Interface)
	result := func(s *state.State, ok int64, val state.Value) *state.State {
		if instr.CommaOk {
			s.Regs[reg] = state.Value{Kind: state.Tuple, Sub: []state.Value{val, state.IntVal(ok)}}
		} else {
			s.Regs[reg] = val
		}
		return s
	}
	var matches, known bool
	if v.Kind == state.Iface {
		known = true
		matches = types.Identical(v.Type, instr.AssertedType)
		if toIface {
			matches = types.AssignableTo(v.Type, instr.AssertedType)
		}
	} else if v.IsInt(0) {
		known = true
	}
	inner := func() state.Value {
		if v.Kind == state.Iface && !toIface {
			return v.Sub[0]
		}
		return v
	}
	if !known && v.Kind == state.Ref && !toIface { // the same symbol each time it is asserted
		inner = func() state.Value { return v }
	}
	if !known && b.m.Rooted(v) && isAny(instr.X.Type()) && isPointerLike(instr.AssertedType.Underlying()) {
		st.LogFull = true // what happens hangs on a type, which no contract can say
	}
	switch {
	case known && matches:
		return []*state.State{result(st, 1, inner())}
	case known && instr.CommaOk:
		return []*state.State{result(st, 0, state.Nil)}
	case known:
		return nil
	case !instr.CommaOk:
		return []*state.State{result(st, 1, inner())}
	}
	no := result(st.Clone(), 0, state.Nil)
	return []*state.State{result(st, 1, inner()), no}
}

// isAny reports whether t is an interface without methods.
func isAny(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.NumMethods() == 0
}
