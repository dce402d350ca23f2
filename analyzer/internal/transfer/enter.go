package transfer

import (
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// age makes what the call at site made before older, and returns args as they
// are named then.
func (m *Machine) age(st *state.State, site string, args []state.Value) []state.Value {
	n := len(st.Pins)
	st.Pins = append(st.Pins[:n:n], args...)
	site, _, _ = strings.Cut(site, " ")
	st.Age(m.U, site)
	args = st.Pins[n:]
	st.Pins = st.Pins[:n:n]
	return args
}

// know notes the kinds of the objects that the contract knows on entry: slots
// belong to kinds.
func (f *frame) know() {
	for i, p := range f.c.Params {
		if p.Kind != "" && i < len(f.args) {
			f.setKind(f.args[i].Inner(), p.Kind)
		}
	}
	for _, o := range f.c.Objects {
		f.setKind(f.value(o.Path), o.Kind)
	}
}

func (f *frame) setKind(v state.Value, kind string) {
	v = f.st.Resolve(v)
	if v.Kind != state.Ref || v.Path != "" || f.m.Kind(kind) == nil {
		return
	}
	if o := f.st.Obj(v.ID); o != nil && o.Kind == "" && o.Init != state.Zero {
		f.st.Edit(v.ID).Kind = kind
	}
}

// enter assumes the entry conditions of a row, and reports whether they can hold.
func (f *frame) enter(conds []contract.Cond) bool {
	for _, c := range conds {
		if !f.assume(c) {
			return false
		}
	}
	return true
}

func (f *frame) assume(c contract.Cond) bool {
	v := f.value(c.Path)
	if len(c.Path.Elems) == 0 && f.untestedParam(v) && MaskOf(c) == state.Mask0 {
		return false // parameters are not nil, unless the body shows otherwise
	}
	if c.Is != "" {
		return f.m.assumeIs(f.st, v, c)
	}
	return f.m.AssumeMask(f.st, v, MaskOf(c))
}

// untestedParam reports whether v is a parameter of the function under analysis
// whose nil-ness nobody asked about.
func (f *frame) untestedParam(v state.Value) bool {
	if v.Kind != state.Ref || v.Path != "" {
		return false
	}
	root, ok := f.m.U.Root(v.ID)
	o := f.st.Obj(v.ID)
	return ok && root.Root == contract.Param && len(root.Elems) == 0 && o.Mask == o.Full && o.Mask&state.Mask0 != 0 &&
		o.Kind != ""
}

// readEntry reads all paths from parameters and variables, so that effects see
// the values on entry.
func (f *frame) readEntry(effects []contract.Effect) {
	f.entry = map[string]state.Value{}
	read := func(v contract.Val) { f.readVal(v) }
	for _, e := range effects {
		if list, _, rest := e.X.Path.List(); rest {
			read(contract.Val{Kind: contract.At, Path: list})
			continue
		}
		if e.Op == contract.OpStore {
			f.readBase(e.X.Path)
		} else {
			read(e.X)
		}
		read(e.Y)
		for _, a := range e.Args {
			read(a)
		}
	}
	for _, r := range f.row.Results {
		read(r)
	}
}

func (f *frame) readVal(v contract.Val) {
	if _, _, rest := v.Path.List(); rest {
		return
	}
	if v.Kind == contract.At && !v.Later && (v.Path.Root == contract.Param || v.Path.Root == contract.Global) {
		k := pathKey(v.Path)
		if _, ok := f.entry[k]; !ok {
			f.entry[k] = f.value(v.Path)
		}
	}
	for _, fl := range v.Fields {
		f.readVal(fl.Val)
	}
}

func (f *frame) readBase(p contract.Path) {
	if len(p.Elems) > 0 {
		p.Elems = p.Elems[:len(p.Elems)-1]
		f.readVal(contract.Val{Kind: contract.At, Path: p})
	}
}
