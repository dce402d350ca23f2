package fix

import (
	"go/types"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A freeing is one way to give back the reference of a variable.
type freeing struct {
	text     string // "C.SSL_SESSION_free(s)", "s.Close()"
	callee   string // "C.SSL_SESSION_free", "s.Close"
	tolerant bool   // NULL is welcome
}

// freeings returns the ways to give back the reference of kind (a word for
// messages) that v was given, the best first.
func (k *Known) freeings(v *variable, kind string) []freeing {
	if v.plain {
		if list := k.cFreeings(v, kind); list != nil {
			return list
		}
	}
	t := k.typeOf(v)
	if t == nil {
		return nil
	}
	var list []freeing
	for _, m := range k.releasers(t, kind) {
		callee := v.name + "." + m.Name()
		list = append(list, freeing{text: callee + "()", callee: callee})
	}
	return list
}

// cFreeings is freeings for a variable that holds what C gave.
func (k *Known) cFreeings(v *variable, kind string) []freeing {
	var list []freeing
	add := func(name string) {
		if name != "" {
			callee := "C." + name
			list = append(list, freeing{callee + "(" + v.name + ")", callee, k.tolerant(name)})
		}
	}
	name, isC := cName(v.call.Fun)
	if c := k.cContract(name); isC && c != nil && len(c.Results) > 0 {
		if obj := k.Catalog.Kind(c.Results[0].Kind); obj != nil && obj.Word == kind {
			// A shim's free is likely to be a shim, too.
			if before, after, ok := strings.Cut(name, c.Name); ok && before+after != "" && obj.Free != "" {
				add(before + obj.Free + after)
			}
			add(obj.Free)
		}
		return list
	}
	if obj := k.Catalog.Kind(cType(k.typeOf(v))); obj != nil && obj.Word == kind {
		add(obj.Free)
	}
	return list
}

func (k *Known) cContract(name string) *contract.Contract {
	if name == "" {
		return nil
	}
	return k.Catalog.C(name)
}

// tolerant reports whether the C function's first parameter may be NULL.
func (k *Known) tolerant(name string) bool {
	c := k.cContract(name)
	return c != nil && slices.ContainsFunc(c.Rows, func(row contract.Row) bool {
		return slices.ContainsFunc(row.Effects, func(e contract.Effect) bool {
			return e.Op == contract.OpUse && e.Tolerant && e.X.Path.Root == contract.Param && e.X.Path.Index == 0
		})
	})
}

// cType returns the C type that t points to, as cgo names it.
func cType(t types.Type) string {
	if t == nil {
		return ""
	}
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return ""
	}
	var name string
	switch e := p.Elem().(type) {
	case *types.Alias:
		name = e.Obj().Name()
	case *types.Named:
		name = e.Obj().Name()
	}
	name, ok = strings.CutPrefix(name, "_Ctype_")
	if !ok {
		return ""
	}
	return name
}
