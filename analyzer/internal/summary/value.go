package summary

import (
	"slices"
	"strconv"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

func cellOf(o *state.Object, id state.ID) (string, bool) {
	for _, c := range o.Cells {
		if c.Val.Kind == state.Ref && c.Val.ID == id {
			return c.Path, true
		}
	}
	return "", false
}

// val writes a value.
func (e *exporter) val(v state.Value) contract.Val {
	v = e.st.Resolve(v)
	switch v.Kind {
	case state.Int:
		if v.N == 0 {
			return contract.Val{Kind: contract.Nil}
		}
		return contract.Val{Kind: contract.Int, Int: v.N}
	case state.Iface:
		in := e.val(v.Sub[0])
		if in.Kind == contract.Unknown || in.Kind == contract.Nil {
			in = contract.Val{Kind: contract.NonNil}
		}
		in.Type = v.Type.String()
		return in
	case state.Struct:
		out := contract.Val{Kind: contract.Struct}
		for i, s := range v.Sub {
			if f := e.val(s); f.Kind != contract.Unknown {
				out.Fields = append(out.Fields, contract.Field{Name: strconv.Itoa(i), Val: f})
			}
		}
		return out
	case state.Func:
		out := contract.Val{Kind: contract.Func, Func: e.funcName(v.Fn)}
		for _, s := range v.Sub {
			out.Fields = append(out.Fields, contract.Field{Val: e.val(s)})
		}
		return out
	case state.Ref:
		return e.ref(v)
	}
	return contract.Val{}
}

func (e *exporter) ref(v state.Value) contract.Val {
	out := contract.Val{Kind: contract.At, Add: v.N, NotNil: v.N == 0 && e.st.Mask(v)&state.Mask0 == 0}
	o := e.st.Obj(v.ID)
	out.Sentinel = o != nil && o.Sentinel
	if _, ok := e.u.Root(v.ID); !ok || o != nil && o.Slotted { // else the caller knows how it came by it
		out.Right = contract.Owned
		if v.Borrowed {
			out.Right = contract.Borrowed
		}
	}
	var base contract.Path
	if root, ok := e.u.Root(v.ID); ok {
		base = e.callers(root)
		if len(base.Elems) == 1 && base.Elems[0] == state.Address {
			base.Elems = nil
			if v.Path == "" {
				return contract.Val{Kind: contract.Addr, Path: base}
			}
		}
	} else if p, ok := e.returned[v.ID]; ok {
		base, out.Right = p, contract.Same
	} else if p, ok := e.placed[v.ID]; ok {
		base, out.Later = p, true
	} else if k, ok := e.fresh[v.ID]; ok {
		base = contract.Path{Root: contract.Fresh, Index: k}
	} else {
		if e.st.Mask(v)&state.Mask0 == 0 {
			return contract.Val{Kind: contract.NonNil}
		}
		return contract.Val{}
	}
	out.Path = base
	if v.Path != "" {
		out.Kind = contract.Addr
		out.Path.Elems = append(slices.Clone(base.Elems), state.SplitPath(v.Path)...)
		out.Path = e.callers(out.Path)
	}
	if _, _, rest := out.Path.List(); rest {
		out.Kind, out.NotNil, out.Sentinel = contract.At, false, false
	}
	if len(out.Path.Elems) > state.MaxDepth+1 {
		return contract.Val{}
	}
	return out
}

// callers returns p without the indices that only this function knows.
func (e *exporter) callers(p contract.Path) contract.Path {
	elems := slices.Clone(p.Elems)
	for i := range elems {
		elems[i] = e.u.Caller(elems[i])
	}
	if len(elems) > 0 {
		p.Elems = elems
	}
	return p
}
