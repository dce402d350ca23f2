package analyzer

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/refvet/refvet/analyzer/catalog"
)

// kindOf returns the object kind that a value of type t is a handle of: cgo
// names C's types _Ctype_NAME, and keeps typedefs as aliases.
func kindOf(t types.Type, cat *catalog.Catalog) string {
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return ""
	}
	for t := ptr.Elem(); ; {
		var name string
		var next types.Type
		switch u := t.(type) {
		case *types.Alias:
			name, next = u.Obj().Name(), u.Rhs()
		case *types.Named:
			name = u.Obj().Name()
		default:
			return ""
		}
		if c, ok := strings.CutPrefix(name, "_Ctype_"); ok && cat.Kind(c) != nil {
			return c
		}
		if next == nil {
			return ""
		}
		t = next
	}
}

// fieldResolver returns what resolves field paths of sig's parameters and results.
func fieldResolver(s *catalog.Signature, sig *types.Signature, cat *catalog.Catalog) func(catalog.Param, []string) (string, error) {
	var vars []*types.Var
	if sig.Recv() != nil {
		vars = append(vars, sig.Recv())
	}
	for i := range sig.Params().Len() {
		vars = append(vars, sig.Params().At(i))
	}
	for i := range sig.Results().Len() {
		vars = append(vars, sig.Results().At(i))
	}
	all := append(append([]catalog.Param(nil), s.Params...), s.Results...)
	return func(root catalog.Param, fields []string) (string, error) {
		for i, p := range all {
			if p.Var == root.Var && p.Shape == root.Shape && p.Elem == root.Elem {
				return fieldKind(vars[i].Type(), fields, cat)
			}
		}
		return "", nil
	}
}

func fieldKind(t types.Type, fields []string, cat *catalog.Catalog) (string, error) {
	for i, name := range fields {
		if k := kindOf(t, cat); k != "" { // from here on they are slots
			for _, slot := range fields[i:] {
				s := cat.Kind(k).Slot(slot)
				if s == nil {
					return "", fmt.Errorf("%s has no slot %s", k, slot)
				}
				k = s.Kind
			}
			return k, nil
		}
		if name == "*" {
			if p, ok := t.Underlying().(*types.Pointer); ok {
				t = p.Elem()
				continue
			}
		}
		next := lookupField(t, name)
		if next == nil {
			return "", fmt.Errorf("%s has no field %s", types.TypeString(t, func(p *types.Package) string { return p.Name() }), name)
		}
		t = next
	}
	return kindOf(t, cat), nil
}

func lookupField(t types.Type, name string) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range st.NumFields() {
		if st.Field(i).Name() == name {
			return st.Field(i).Type()
		}
	}
	return nil
}
