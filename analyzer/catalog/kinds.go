package catalog

import (
	"go/ast"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A kindTable holds object kinds by name.
type kindTable map[string]*contract.Kind

// slotNamed returns a slot of that name of any kind, or nil. If there are
// several, the first kind in alphabetical order is taken.
func (t kindTable) slotNamed(name string) *contract.Slot {
	for _, kindName := range sortedKeys(t) {
		if s := t[kindName].Slot(name); s != nil {
			return s
		}
	}
	return nil
}

// parseKind reads a type with a //refvet:object directive. Whether the slots'
// kinds exist is checked later, when all types have been read.
func parseKind(r *reporter, spec *ast.TypeSpec, l directiveLine) *contract.Kind {
	k := &contract.Kind{Name: spec.Name.Name}
	for _, w := range splitWords(l)[1:] {
		key, value, isOption := strings.Cut(w.text, "=")
		switch {
		case !isOption && k.Word == "":
			k.Word = key
		case !isOption:
			k.Word += " " + key
		case key == "free":
			k.Free = value
		case key == "up_ref":
			k.UpRef = value
		default:
			r.errorf(w.pos, "unknown option `%s`%s", key, ": write `//refvet:object WORD free=F up_ref=U`")
		}
	}
	if k.Word == "" {
		r.errorf(l.base, "the object has no word for messages: write `//refvet:object WORD free=F up_ref=U`")
	}
	st, ok := spec.Type.(*ast.StructType)
	if !ok {
		r.errorf(spec.Type.Pos(), "an object is declared as a struct, its fields are the slots: `type %s struct{}`", k.Name)
		return k
	}
	for _, field := range st.Fields.List {
		kind, many := slotType(field.Type)
		if kind == "" {
			r.errorf(field.Type.Pos(), "a slot holds objects: its type must be `*KIND` or `[]*KIND`")
		}
		for _, name := range field.Names {
			if k.Slot(name.Name) != nil {
				r.errorf(name.Pos(), "duplicate slot `%s` of %s: remove one", name.Name, k.Name)
			}
			// A slot that may be empty says so in its tag; so do session handles
			// that come from one.
			empty := field.Tag != nil && strings.Contains(field.Tag.Value, "optional")
			k.Slots = append(k.Slots, contract.Slot{Name: name.Name, Kind: kind, Many: many, NonNull: !empty && !many})
		}
	}
	return k
}

func slotType(t ast.Expr) (kind string, many bool) {
	if a, ok := t.(*ast.ArrayType); ok && a.Len == nil {
		t, many = a.Elt, true
	}
	if star, ok := t.(*ast.StarExpr); ok {
		if id, ok := star.X.(*ast.Ident); ok {
			return id.Name, many
		}
	}
	return "", many
}

// splitWords splits a structural directive at blanks only. There always is a
// first word, if an empty one.
func splitWords(l directiveLine) []word {
	var out []word
	for i := 0; i < len(l.text); {
		rest := l.text[i:]
		if strings.HasPrefix(rest, "// ") {
			break
		}
		n := strings.IndexAny(rest, " \t")
		if n == 0 {
			i++
			continue
		}
		if n < 0 {
			n = len(rest)
		}
		out = append(out, word{rest[:n], l.base + pos(i)})
		i += n
	}
	if len(out) == 0 {
		out = []word{{"", l.base}}
	}
	return out
}
