package solve

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/state"
)

func (b *bodyRun) mapUpdate(st *state.State, instr *ssa.MapUpdate) {
	m, k, v := b.value(st, instr.Map), b.value(st, instr.Key), b.value(st, instr.Value)
	if m.Kind != state.Ref {
		b.m.Keep(st, v)
		return
	}
	if !exactMap(st, m) {
		b.m.Vague = true
		b.m.Keep(st, k) // handles may be keys: of a set of those that are open, say
	}
	t := instr.Map.Type().Underlying().(*types.Map)
	b.write(st, m.ID, m.Path+elemKey(k.Inner()), t.Elem(), v, b.pos(instr))
}

func (b *bodyRun) lookup(st *state.State, instr *ssa.Lookup) []*state.State {
	reg := b.reg(instr)
	m, k := b.value(st, instr.X), b.value(st, instr.Index)
	t, isMap := instr.X.Type().Underlying().(*types.Map)
	if !isMap { // a byte of a string
		st.Regs[reg] = b.symbol(st, instr)
		return []*state.State{st}
	}
	set := func(s *state.State, v, ok state.Value) *state.State {
		if instr.CommaOk {
			v = state.Value{Kind: state.Tuple, Sub: []state.Value{v, ok}}
		}
		s.Regs[reg] = v
		return s
	}
	key := elemKey(k.Inner())
	if m.IsInt(0) {
		return []*state.State{set(st, state.Nil, state.Nil)}
	}
	if m.Kind == state.Ref && key != state.SomeElem {
		o := st.Obj(m.ID)
		if o != nil && !o.Shared && hasElem(o, m.Path+key) {
			v, ok := st.Load(b.u, m.ID, m.Path+key, t.Elem()), state.IntVal(1)
			if v.IsInt(0) { // deleted, or nil
				ok = b.m.Symbol(st, b.key(instr)+" ok", types.Typ[types.Bool])
			}
			return []*state.State{set(st, v, ok)}
		}
		if o != nil && o.Init == state.Zero && !o.Shared && b.absent(st, o, m.Path, key) {
			return []*state.State{set(st, state.Nil, state.IntVal(0))}
		}
		if o != nil && o.Init == state.Lazy && !o.Shared {
			if _, isConst := instr.Index.(*ssa.Const); isConst {
				if ok, known := b.m.Computed(st, m.ID, "has "+m.Path+key, types.Typ[types.Bool]); known {
					return []*state.State{set(st, st.LoadAt(b.u, m.ID, m.Path+key, t.Elem()), ok)}
				}
			}
			ok := b.m.Symbol(st, b.key(instr)+" ok", types.Typ[types.Bool])
			return []*state.State{set(st, st.Load(b.u, m.ID, m.Path+key, t.Elem()), ok)}
		}
	}
	b.keepElems(st, m)
	ok := b.m.Symbol(st, b.key(instr)+" ok", types.Typ[types.Bool])
	return []*state.State{set(st, b.symbols(st, b.key(instr)+" v", t.Elem()), ok)}
}

// symbols is Symbol for each field of a struct.
func (b *bodyRun) symbols(st *state.State, key string, t types.Type) state.Value {
	if t == nil {
		return b.m.Symbol(st, key, t)
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return b.m.Symbol(st, key, t)
	}
	v := state.Value{Kind: state.Struct, Sub: make([]state.Value, s.NumFields())}
	for i := range v.Sub {
		v.Sub[i] = b.symbols(st, key+" "+s.Field(i).Name(), s.Field(i).Type())
	}
	return v
}

func hasElem(o *state.Object, path string) bool {
	for _, c := range o.Cells {
		if c.Path == path || strings.HasPrefix(c.Path, path+".") {
			return true
		}
	}
	return false
}

// absent reports whether the map o, of which all is known, has no element key.
func (b *bodyRun) absent(st *state.State, o *state.Object, prefix, key string) bool {
	for _, c := range o.Cells {
		if strings.HasPrefix(c.Path, prefix+"[") && !b.apart(st, c.Path[len(prefix):], key) {
			return false
		}
	}
	return true
}
