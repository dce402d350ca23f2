package catalog

import (
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
)

// results describes the results that no effect goes with.
func (p *phraser) results() {
	for i, v := range p.row.Results {
		p.result(p.root(contract.Path{Root: contract.Result, Index: i}), v)
	}
	for i, v := range p.Results {
		unknown := i >= len(p.row.Results) || p.row.Results[i].Kind == contract.Unknown
		if p.isC && v.Kind != "" && unknown {
			p.add("alias "+p.root(contract.Path{Root: contract.Result, Index: i})+" = _", false)
		}
	}
}

func (p *phraser) result(name string, v contract.Val) {
	switch {
	case v.Kind == contract.Struct:
		for _, f := range v.Fields {
			p.result(name+"."+f.Name, f.Val)
		}
	case v.Kind == contract.Unknown, v.Add != 0, p.impliedNil(name, v):
	case v.Kind == contract.Equal:
		p.add("equal "+name+" = "+p.val(v.Fields[0].Val)+", "+p.val(v.Fields[1].Val), false)
	case v.Kind == contract.Sum:
		p.add("sum "+name+" = "+p.val(v.Fields[0].Val)+", "+p.val(v.Fields[1].Val), false)
	case v.Kind != contract.At:
		p.add("alias "+name+" = "+p.val(v), false)
	case v.Path.Root == contract.Fresh && p.names[v.Path.Index] == name && len(v.Path.Elems) == 0:
	case v.Right == contract.Same:
		p.add("alias "+name+" = "+p.val(v), false)
	case v.Right == contract.Borrowed:
		p.add("borrow "+name+" from "+p.val(v), false)
	default:
		p.own(name, v)
	}
}

// own writes a reference of an existing object, with the OpRetain of it.
func (p *phraser) own(name string, v contract.Val) {
	p.add("own "+name+" from "+p.val(v), p.retained(v))
}

// retained finds the OpRetain that goes with an owned value, and reports whether
// it is a may.
func (p *phraser) retained(v contract.Val) (may bool) {
	for k, e := range p.row.Effects {
		if e.Op == contract.OpRetain && !p.done[k] && e.X.Path.Equal(v.Path) {
			p.done[k] = true
			return e.May
		}
	}
	return false
}

// ownedStores finds the OpRetains of what is stored, which come before it.
func (p *phraser) ownedStores() {
	for k, e := range p.row.Effects {
		if e.Op == contract.OpStore && e.Y.Right == contract.Owned {
			p.mayOwn[k] = p.retained(e.Y)
		}
	}
}

// impliedNil reports whether a C function's result is nil by the conditions.
func (p *phraser) impliedNil(name string, v contract.Val) bool {
	return p.isC && v.Kind == contract.Nil && slices.ContainsFunc(p.row.On, func(c contract.Cond) bool {
		return c.Path.Root == contract.Result && len(c.Path.Elems) == 0 && c.Cmp == contract.EQ && c.Int == 0 && c.Is == "" && p.path(c.Path) == name
	})
}
