package transfer

import (
	"go/token"
	"go/types"
	"strconv"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

func (s *Site) resultType(i int) types.Type {
	if i < len(s.Results) {
		return s.Results[i]
	}
	return nil
}

// val returns what v means in this frame; t is its type where known.
func (f *frame) val(v contract.Val, t types.Type) state.Value {
	switch v.Kind {
	case contract.Nil:
		return state.Nil
	case contract.Int:
		return state.IntVal(v.Int)
	case contract.At:
		if list, n, ok := v.Path.List(); ok { // one of those, nobody knows which
			f.m.KeepRest(f.st, f.list(list), n, f.site)
			return state.Value{}
		}
		w := f.value(v.Path)
		if v.Later {
			w = f.current(v.Path)
		}
		if v.NotNil && w.Kind == state.Ref && w.Path == "" && f.st.Mask(w)&state.Mask0 != 0 && f.st.Obj(w.ID) != nil {
			NotNil(f.st, w.ID)
		}
		if v.Sentinel && w.Kind == state.Ref && f.st.Obj(w.ID) != nil {
			f.st.Edit(w.ID).Sentinel = true
		}
		if v.Add != 0 {
			return f.st.Resolve(w).Plus(v.Add)
		}
		if v.Right != contract.Same && w.Kind == state.Ref {
			w.Borrowed = v.Right == contract.Borrowed
		}
		return w
	case contract.Addr:
		if id, cell, _, ok := f.addr(v.Path); ok {
			return state.Value{Kind: state.Ref, ID: id, Path: cell}
		}
	case contract.NonNil:
		return f.nonNil(v, t)
	case contract.Struct:
		if v.Type != "" && (t == nil || !inline(t)) { // in an interface
			return f.nonNil(v, t)
		}
		return f.structVal(v, t)
	case contract.Equal:
		return f.equal(v)
	case contract.Sum:
		return f.sum(v, t)
	case contract.Func:
		sub := make([]state.Value, len(v.Fields))
		for i, fl := range v.Fields {
			sub[i] = f.val(fl.Val, nil)
		}
		if fn := f.m.Func(v.Func); fn != nil {
			return state.Value{Kind: state.Func, Fn: fn, Sub: sub}
		}
		for _, s := range sub {
			f.m.Keep(f.st, s)
		}
		return f.m.Symbol(f.st, f.tag("func", v), t)
	}
	return state.Value{}
}

// nonNil makes a symbol that is not nil.
func (f *frame) nonNil(v contract.Val, t types.Type) state.Value {
	w := f.m.Symbol(f.st, f.tag("value", v), t)
	if w.Kind == state.Ref {
		f.st.Edit(w.ID).Mask = state.MaskNonNil
	}
	return w
}

// tag names a symbol of this call after the value that it stands for.
func (f *frame) tag(what string, v contract.Val) string {
	n := 0
	for i := range f.row.Results {
		if f.row.Results[i].Kind == v.Kind {
			n = i
		}
	}
	return f.site.Key + " " + what + " " + strconv.Itoa(n)
}

func (f *frame) structVal(v contract.Val, t types.Type) state.Value {
	st, _ := types.Unalias(t).(*types.Named)
	var str *types.Struct
	if st != nil {
		str, _ = st.Underlying().(*types.Struct)
	} else if t != nil {
		str, _ = t.Underlying().(*types.Struct)
	}
	if str == nil {
		return state.Value{}
	}
	sub := make([]state.Value, str.NumFields())
	for _, fl := range v.Fields {
		for i := range sub {
			if str.Field(i).Name() == fl.Name || strconv.Itoa(i) == fl.Name {
				sub[i] = f.val(fl.Val, str.Field(i).Type())
			}
		}
	}
	return state.Value{Kind: state.Struct, Sub: sub}
}

// equal compares the two values of v: decided, or a condition to branch on.
func (f *frame) equal(v contract.Val) state.Value {
	if len(v.Fields) != 2 {
		return state.Value{}
	}
	x, y := f.val(v.Fields[0].Val, nil), f.val(v.Fields[1].Val, nil)
	if r := f.m.Compare(f.st, token.EQL, x, y); r.Kind != state.Unknown {
		return r
	}
	return f.m.Symbol(f.st, f.tag("equal", v), types.Typ[types.Bool])
}

// sum adds the two values of v, to one of type t: decided, or a symbol plus a number.
func (f *frame) sum(v contract.Val, t types.Type) state.Value {
	if len(v.Fields) != 2 {
		return state.Value{}
	}
	x, y := f.st.Resolve(f.val(v.Fields[0].Val, nil)), f.st.Resolve(f.val(v.Fields[1].Val, nil))
	switch {
	case x.Kind == state.Int && y.Kind == state.Int:
		if n, ok := state.Wrap(x.N+y.N, t); ok || t == nil {
			return state.IntVal(n)
		}
	case x.Kind == state.Ref && y.Kind == state.Int:
		return x.Plus(y.N)
	}
	return f.m.Symbol(f.st, f.tag("sum", v), types.Typ[types.Int])
}
