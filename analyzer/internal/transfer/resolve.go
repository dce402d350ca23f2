package transfer

import (
	"go/types"
	"maps"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// A frame is one row being applied to one state.
type frame struct {
	m        *Machine
	st       *state.State
	site     *Site
	c        *contract.Contract
	args     []state.Value
	fresh    map[int]state.Value
	returned map[int][]state.Value
	entry    map[string]state.Value // paths from parameters, read before any effect
	results  []state.Value
	row      *contract.Row
	crashed  bool // the callee did not survive what it was given
}

func (f *frame) fork(st *state.State) *frame {
	g := *f // what a later effect renames, it renames in one of the two
	g.st = st
	g.fresh = maps.Clone(f.fresh)
	g.returned = maps.Clone(f.returned)
	g.entry = maps.Clone(f.entry)
	return &g
}

func pathKey(p contract.Path) string {
	return string(rune('0'+p.Root)) + string(rune(p.Index)) + p.Name + "." + strings.Join(p.Elems, ".")
}

// root returns the value that p starts from, and its type where known.
func (f *frame) root(p contract.Path) (state.Value, types.Type) {
	switch p.Root {
	case contract.Param:
		if p.Index < len(f.args) {
			var t types.Type
			if p.Index < len(f.site.Types) {
				t = f.site.Types[p.Index]
			}
			return f.args[p.Index], t
		}
	case contract.Result:
		if p.Index < len(f.results) {
			var t types.Type
			if p.Index < len(f.site.Results) {
				t = f.site.Results[p.Index]
			}
			return f.results[p.Index], t
		}
	case contract.Fresh:
		return f.fresh[p.Index], nil
	case contract.Returned:
		if i, _ := strconv.Atoi(p.Name); i < len(f.returned[p.Index]) {
			return f.returned[p.Index][i], nil
		}
	case contract.Global:
		return f.m.Global(f.st, p.Name), nil
	}
	return state.Value{}, nil
}

// Global returns the address of the package-level variable name.
func (m *Machine) Global(st *state.State, name string) state.Value {
	id := m.U.ID("global " + name)
	if st.Obj(id) == nil {
		m.U.SetRoot(id, contract.Path{Root: contract.Global, Name: name, Elems: []string{state.Address}})
		st.Put(id, &state.Object{Init: state.Lazy, Mask: state.MaskNonNil})
	}
	return state.RefVal(id)
}

// value returns what p leads to.
func (f *frame) value(p contract.Path) state.Value {
	if v, ok := f.entry[pathKey(p)]; ok {
		return v
	}
	v, t := f.root(p)
	elems := p.Elems
	if p.Root == contract.Global { // the path names the variable, not its address
		if len(elems) > 0 && f.m.hasCell(f.st, v, "."+elems[0]) {
			return f.m.load(f.st, state.Value{Kind: state.Ref, ID: v.ID, Path: "." + elems[0]}, nil)
		}
		v = f.m.load(f.st, v, nil)
	}
	for i, e := range elems {
		if e = f.pick(v, e); isRest(e) {
			f.m.KeepRest(f.st, f.st.Resolve(v), 0, f.site)
			return state.Value{}
		}
		v, t = f.m.elem(f.st, v, t, e, i == len(elems)-1)
	}
	return v
}

func isRest(e string) bool {
	_, ok := contract.IsRest(e)
	return ok
}

// pick returns the element e of list; one that a parameter picks, by the argument.
// Where it is not known which of those that are there it is, that is any of them.
func (f *frame) pick(list state.Value, e string) string {
	k, field, ok := contract.IsKey(e)
	if !ok {
		return e
	}
	any := contract.Rest(0)
	if k >= len(f.args) {
		return any
	}
	key := f.st.Resolve(f.args[k].Inner())
	list = f.st.Resolve(list)
	o := f.st.Obj(list.ID)
	switch {
	case key.Kind == state.Int && key.N >= 0:
		return state.ElemPath(key.N) + field
	case key.Kind != state.Ref || key.Path != "" || key.N != 0 || list.Kind != state.Ref || o == nil:
		return any
	}
	cell := state.KeyPath(key.ID)
	name := f.st.Obj(key.ID)
	for _, c := range o.Cells {
		inner, isElem := strings.CutPrefix(c.Path, list.Path+"[")
		switch {
		case !isElem:
		case strings.HasPrefix(c.Path, list.Path+cell):
			return cell + field
		case o.Init == state.Zero && (name == nil || !name.Const || !f.constKey(inner)):
			return any
		}
	}
	if o.Init == state.Opaque {
		return any
	}
	return cell + field
}

// constKey reports whether the rest of a cell path begins with the key of a constant.
func (f *frame) constKey(inner string) bool {
	num, _, _ := strings.Cut(strings.TrimPrefix(inner, "$"), "]")
	id, err := strconv.Atoi(num)
	o := f.st.Obj(state.ID(id))
	return err == nil && strings.HasPrefix(inner, "$") && o != nil && o.Const
}

// addr returns the address of the cell that p names: its object and cell path.
func (f *frame) addr(p contract.Path) (id state.ID, cell string, typ types.Type, ok bool) {
	if len(p.Elems) == 0 {
		if p.Root == contract.Global {
			v, _ := f.root(p)
			return v.ID, v.Path, nil, true
		}
		return 0, "", nil, false
	}
	base := p
	base.Elems = p.Elems[:len(p.Elems)-1]
	last := p.Elems[len(p.Elems)-1]
	v, t := f.holder(base)
	v, t = f.m.concrete(v, t)
	if v.Kind != state.Ref {
		return 0, "", nil, false
	}
	if last == "*" {
		return v.ID, v.Path, elemType(t), true
	}
	if last = f.pick(v, last); isRest(last) {
		f.m.KeepRest(f.st, v, 0, f.site)
		return 0, "", nil, false
	}
	if strings.HasPrefix(last, "[") {
		return v.ID, v.Path + last, nil, true
	}
	if last == contract.Len {
		return v.ID, v.Path + last, nil, true
	}
	if st, i := field(t, last); st != nil {
		return v.ID, v.Path + "." + last, st.Field(i).Type(), true
	}
	if f.m.isSlot(f.st, v, last) {
		return v.ID, "#" + last, nil, true
	}
	return v.ID, v.Path + "." + last, nil, true
}

// name returns how the programmer would write p at this call.
func (f *frame) name(p contract.Path) string {
	var s string
	switch p.Root {
	case contract.Param:
		s = f.site.Arg(p.Index)
	case contract.Result, contract.Fresh:
		s = f.site.Target
	case contract.Global:
		s = p.Name[strings.LastIndexByte(p.Name, '.')+1:]
	}
	if s == "" {
		return ""
	}
	if f.c.Source != contract.FromCatalog && f.c.Source != contract.FromStub {
		return s // the programmer wrote the wrapper; what is inside is not his word
	}
	for _, e := range p.Elems {
		switch {
		case e == "*":
			s = "*" + strings.TrimPrefix(s, "&")
			s = strings.TrimPrefix(s, "*&")
		case strings.HasPrefix(e, "["):
			s += e
		default:
			s += "." + e
		}
	}
	return s
}
