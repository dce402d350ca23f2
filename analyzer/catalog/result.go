package catalog

import (
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
)

// set makes v the value at p: a result's value, or a store.
func (rb *rowBuilder) set(d *resolved, p place, v contract.Val) {
	if p.path.Root != contract.Result {
		rb.emit(d, contract.Effect{Op: contract.OpStore, X: at(p.path), Y: v})
		return
	}
	i := p.path.Index
	result := &rb.row.Results[i]
	switch {
	case len(p.path.Elems) == 0:
		if rb.early[i] {
			rb.errorf(d.pos, "`%s` is used by a directive before this one: say first whose it is", d.args[0][0].text)
		}
		*result, rb.told[i] = v, true
		return
	case result.Kind == contract.Unknown && rb.sig.Results[i].Shape == StructShape:
		*result = contract.Val{Kind: contract.Struct}
	case result.Kind == contract.Unknown:
		*result = at(rb.alloc(d, contract.Effect{}))
	}
	if result.Kind == contract.Struct {
		setField(result, p.path.Elems, v)
		return
	}
	rb.emit(d, contract.Effect{Op: contract.OpStore, X: rb.val(at(p.path)), Y: v})
}

// alloc emits an OpNew and returns the path of the object that it makes.
func (rb *rowBuilder) alloc(d *resolved, e contract.Effect) contract.Path {
	e.Op = contract.OpNew
	e.X = at(contract.Path{Root: contract.Fresh, Index: rb.fresh})
	rb.fresh++
	rb.emit(d, e)
	return e.X.Path
}

func setField(v *contract.Val, elems []string, leaf contract.Val) {
	for i := range v.Fields {
		if v.Fields[i].Name == elems[0] {
			setNested(&v.Fields[i].Val, elems[1:], leaf)
			return
		}
	}
	v.Fields = append(v.Fields, contract.Field{Name: elems[0]})
	setNested(&v.Fields[len(v.Fields)-1].Val, elems[1:], leaf)
}

func setNested(v *contract.Val, elems []string, leaf contract.Val) {
	if len(elems) == 0 {
		*v = leaf
		return
	}
	if v.Kind != contract.Struct {
		*v = contract.Val{Kind: contract.Struct}
	}
	setField(v, elems, leaf)
}

// val replaces a path that starts at a result by the result's value: paths of
// effects name entry values and fresh objects only.
func (rb *rowBuilder) val(v contract.Val) contract.Val {
	if v.Kind != contract.At && v.Kind != contract.Addr || v.Path.Root != contract.Result {
		return v
	}
	elems := v.Path.Elems
	is := rb.row.Results[v.Path.Index]
	for is.Kind == contract.Struct && len(elems) > 0 {
		i := slices.IndexFunc(is.Fields, func(f contract.Field) bool { return f.Name == elems[0] })
		if i < 0 {
			return v
		}
		is, elems = is.Fields[i].Val, elems[1:]
	}
	switch {
	case is.Kind == contract.Unknown:
		rb.early[v.Path.Index] = true
		return v
	case len(elems) == 0 && v.Kind == contract.At:
		return is
	case is.Kind == contract.At:
		v.Path = is.Path
		v.Path.Elems = append(slices.Clone(is.Path.Elems), elems...)
		return v
	}
	return v
}
