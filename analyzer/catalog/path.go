package catalog

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A place is a path with what is known of the value there.
type place struct {
	path  contract.Path
	param *Param         // of the root, or nil
	kind  string         // the object kind that the value is a handle of, or ""
	slot  *contract.Slot // iff the last element is a slot of an object
	later bool           // written "new:path": what is there after the effects so far
}

// val returns the value at the place.
func (p place) val() contract.Val {
	v := at(p.path)
	v.Later = p.later
	return v
}

// base returns the path of the object whose slot p is.
func (p place) base() contract.Path {
	b := p.path
	b.Elems = b.Elems[:len(b.Elems)-1]
	if len(b.Elems) == 0 {
		b.Elems = nil
	}
	return b
}

// A resolver looks up the names of one function's directives.
type resolver struct {
	*reporter
	sig   *Signature
	kinds kindTable
	calls int // how many call directives there are
}

// splitPath takes "*a.b[3]" or "len(a.b)" apart: the root name and the elements.
func splitPath(text string) (root string, elems []string, ok bool) {
	if inner, isLen := strings.CutPrefix(text, "len("); isLen && strings.HasSuffix(inner, ")") {
		root, elems, ok = splitPath(strings.TrimSuffix(inner, ")"))
		return root, append(elems, contract.Len), ok
	}
	rest, star := strings.CutPrefix(text, "*")
	end := strings.IndexAny(rest, ".[")
	if at := strings.HasPrefix(rest, "@"); at {
		end = globalEnd(rest)
	}
	if end < 0 {
		end = len(rest)
	}
	root, rest = rest[:end], rest[end:]
	for rest != "" {
		n := strings.IndexAny(rest[1:], ".[") + 1
		if n == 0 {
			n = len(rest)
		}
		elem := rest[:n]
		if name, isField := strings.CutPrefix(elem, "."); isField {
			elem = name
		} else if _, err := strconv.Atoi(strings.TrimSuffix(elem[1:], "]")); err != nil || !strings.HasSuffix(elem, "]") {
			return "", nil, false
		}
		if elem == "" || elem != "*" && elem[0] != '[' && !token.IsIdentifier(elem) {
			return "", nil, false
		}
		elems = append(elems, elem)
		rest = rest[n:]
	}
	if star {
		elems = append(elems, "*")
	}
	isGlobal := strings.HasPrefix(root, "@") && len(root) > 1
	return root, elems, isGlobal || token.IsIdentifier(root)
}

// globalEnd returns where "@pkg/path.Var" ends in "@pkg/path.Var.field".
func globalEnd(text string) int {
	slash := strings.LastIndex(text, "/") + 1
	dot := strings.Index(text[slash:], ".")
	if dot < 0 {
		return -1
	}
	from := slash + dot + 1
	if end := strings.IndexAny(text[from:], ".["); end >= 0 {
		return from + end
	}
	return -1
}

// place resolves the path written as w.
func (r *resolver) place(w word) (place, bool) {
	text, later := strings.CutPrefix(w.text, "new:")
	root, elems, ok := splitPath(text)
	if !ok {
		r.errorf(w.pos, "`%s` is not a path: write a parameter or result name, then `.field` or `.slot`", w.text)
		return place{}, false
	}
	p := place{later: later}
	if name, isGlobal := strings.CutPrefix(root, "@"); isGlobal {
		p.path = contract.Path{Root: contract.Global, Name: name}
	} else if path, param, found := r.sig.root(root); found {
		p.path, p.param, p.kind = path, param, param.Kind
	} else if n, isCall := numbered(root, "call"); isCall && n < r.calls {
		p.path = contract.Path{Root: contract.Returned, Index: n}
	} else {
		r.errorf(w.pos, "unknown parameter or result name `%s`: %s", root, r.namesRemedy(root))
		return place{}, false
	}
	return r.walk(p, w, elems)
}

func (r *resolver) namesRemedy(name string) string {
	if numberedResult(name) {
		return fmt.Sprintf("the function has %d results", len(r.sig.Results))
	}
	names := r.sig.names()
	if hint := didYouMean(name, names); hint != "" {
		return strings.TrimPrefix(hint, ": ")
	}
	if len(r.sig.Results) > 0 {
		names = append(names, "result")
	}
	return "parameters and results are " + quoteAll(names)
}

func numberedResult(name string) bool {
	_, ok := numbered(name, "result")
	return ok
}

// walk follows the elements from the root: slots of objects, else Go fields.
func (r *resolver) walk(p place, w word, elems []string) (place, bool) {
	for i, elem := range elems {
		p.slot = nil
		p.path.Elems = elems[:i+1]
		kind := r.kinds[p.kind]
		switch {
		case elem == contract.Len:
			p.kind = ""
		case elem == "*" && i == 0 && p.param != nil:
			p.kind = p.param.Elem
		case kind != nil && (elem == "*" || elem[0] == '['):
			r.errorf(w.pos, "`%s` is an object of kind %s: it has slots, not elements", w.text, kind.Name)
			return p, false
		case kind != nil:
			if p.slot = kind.Slot(elem); p.slot == nil {
				r.errorf(w.pos, "unknown slot `%s` of %s: %s", elem, kind.Name, slotRemedy(kind, elem))
				return p, false
			}
			p.kind = p.slot.Kind
		default:
			kind, ok := r.field(p, w, elems[:i+1])
			if !ok {
				return p, false
			}
			p.kind = kind
			if r.sig.Field == nil && i > 0 && i == len(elems)-1 {
				// Without types, a slot's name at the end is taken for the slot.
				p.slot = r.kinds.slotNamed(elem)
			}
		}
	}
	return p, true
}

func slotRemedy(kind *contract.Kind, name string) string {
	var names []string
	for _, s := range kind.Slots {
		names = append(names, s.Name)
	}
	if hint := didYouMean(name, names); hint != "" {
		return strings.TrimPrefix(hint, ": ")
	}
	return "slots are " + quoteAll(names)
}

// field returns the kind of what a Go field holds, where a resolver knows.
func (r *resolver) field(p place, w word, elems []string) (string, bool) {
	if r.sig.Field == nil || p.param == nil {
		return "", true
	}
	kind, err := r.sig.Field(*p.param, elems)
	if err != nil {
		r.errorf(w.pos, "`%s`: %v", w.text, err)
		return "", false
	}
	return kind, true
}
