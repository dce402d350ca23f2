package catalog

import (
	"fmt"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// check reports what is wrong with one directive, its names being known. It
// also turns "alias P = Q nullable" into its condition.
func (b *builder) check(d *resolved) bool {
	before := len(b.problems)
	if k := d.kind; d.args != nil && (k.text != "" && b.kinds[k.text] == nil || k.pos != 0 && k.text == "") {
		b.errorf(k.pos, "unknown kind `%s`%s", k.text, orList(didYouMean(k.text, sortedKeys(b.kinds)), "kinds", sortedKeys(b.kinds)))
	}
	if d.verb.name == "alias" && d.null == "nullable" {
		d.clause = append(d.clause, literal{cond: contract.Cond{Path: d.places[0].path, Cmp: contract.NE, Nil: true}, on: true, shape: PointerShape})
	}
	if !feasible(d.clause) {
		b.errorf(d.pos, "the conditions of `%s` cannot hold together: remove one", d.verb.name)
	}
	switch d.verb.name {
	case "own", "borrow", "alias":
		b.checkTarget(d)
	case "hold":
		b.checkSlot(d, 1)
	case "end":
		b.checkSlot(d, 0)
	case "store", "clear":
		if p := d.places[0]; p.path.Root == contract.Param && len(p.path.Elems) == 0 {
			b.errorf(d.pos, "the caller cannot see `%s` change: name a field, a slot or `*%[1]s`", d.args[0][0].text)
		}
	case "call":
		b.checkCallable(d)
	case "kind":
		if d.kind.text == "" {
			b.errorf(d.pos, "`kind` needs the kind: write it like `%s`", d.verb.example)
		}
	case "unused":
		if p := d.places[0]; !b.sig.C || p.kind == "" || p.path.Root != contract.Param || len(p.path.Elems) > 0 {
			b.errorf(d.pos, "`unused` is for the handles that a C function is given: remove it")
		}
	case "nonnull":
		if p := d.places[0].path; p.Root == contract.Result && len(p.Elems) > 0 {
			b.errorf(d.pos, "`nonnull` is for parameters and whole results: name `%s`", strings.SplitN(d.args[0][0].text, ".", 2)[0])
		}
	}
	b.checkHandles(d)
	return len(b.problems) == before
}

func orList(hint, what string, names []string) string {
	if hint != "" {
		return hint
	}
	return fmt.Sprintf(": %s are %s", what, strings.Join(names, ", "))
}

// checkTarget checks what own, borrow and alias describe, and where from.
func (b *builder) checkTarget(d *resolved) {
	p := d.places[0]
	if p.path.Root == contract.Param && len(p.path.Elems) == 0 {
		b.errorf(d.pos, "`%s` is a parameter: `%s` describes results, fields and `*p`", d.args[0][0].text, d.verb.name)
		return
	}
	if p.slot != nil {
		b.errorf(d.pos, "`%s` is a slot: write hold, transfer, store or clear", d.args[0][0].text)
		return
	}
	from := d.verb.name == "own" && len(d.values[1]) > 0
	if from && b.sig.C && d.places[1].slot == nil {
		b.errorf(d.args[1][0].pos, "`own ... from` needs a slot: %s", b.slotsOf(d.places[1]))
	}
	if d.null == "nonnull" && (p.path.Root != contract.Result || len(p.path.Elems) > 0) {
		b.errorf(d.pos, "`nonnull` is for whole results: remove it")
	}
	if d.verb.name == "alias" && d.null == "nullable" && p.path.Root != contract.Result {
		b.errorf(d.pos, "`nullable` here is for results: remove it")
	}
}

func (b *builder) slotsOf(p place) string {
	k := b.kinds[p.kind]
	if k == nil || len(k.Slots) == 0 {
		return "write `object.slot`"
	}
	return slotRemedy(k, "")
}

// checkSlot checks that an operand names a slot of an object.
func (b *builder) checkSlot(d *resolved, i int) {
	p := d.places[i]
	if len(p.path.Elems) == 0 || b.sig.C && p.slot == nil {
		b.errorf(d.args[i][0].pos, "`%s` needs a slot: %s", d.verb.name, b.slotsOf(p))
	}
}

func (b *builder) checkCallable(d *resolved) {
	p := d.places[0]
	if p.param == nil || len(p.path.Elems) > 0 {
		return
	}
	if s := p.param.Shape; s != FuncShape && s != AnyShape && s != PointerShape {
		b.errorf(d.pos, "`%s` is not a function: `call` needs one", d.args[0][0].text)
	}
}

// checkHandles checks, for C functions, that what references are counted of is
// a handle. In Go any wrapper may be one.
func (b *builder) checkHandles(d *resolved) {
	const counting = " own borrow release retain transfer hold endhome context unbound samecontext tolerates "
	if !b.sig.C || !strings.Contains(counting, " "+d.verb.name+" ") || len(d.places) == 0 {
		return
	}
	opaque := func(p place) bool { return p.param == nil || p.param.Opaque }
	if p := d.places[0]; p.kind == "" && d.kind.text == "" && !opaque(p) {
		b.errorf(d.args[0][0].pos, "`%s` is not a handle of a known object: declare its type with //refvet:object, or remove the directive", d.args[0][0].text)
	}
}

// rivals are verbs of which one path can have only one, and once.
var rivals = map[string]string{
	"own": "whose", "borrow": "whose", "alias": "whose", "equal": "whose", "sum": "whose",
	"store": "value", "clear": "value", "add": "value",
	"context": "home", "unbound": "home",
	"nonnull": "null", "tolerates": "null", "unused": "null",
}

// conflicts reports pairs of directives that contradict each other in this row.
func (rb *rowBuilder) conflicts() {
	type claim struct{ path, what string }
	seen := map[claim]*resolved{}
	texts := map[string]bool{}
	for _, d := range rb.live {
		text := d.text()
		if texts[text] {
			rb.once(d, "duplicate directive `%s`: remove one", text)
			return
		}
		texts[text] = true
		what := rivals[d.verb.name]
		if what == "" {
			continue
		}
		c := claim{pathKey(d.places[0].path), what}
		if other := seen[c]; other != nil {
			rb.once(d, "`%s` contradicts `%s` of the same `%s`%s: remove one, or give them different conditions",
				d.verb.name, other.verb.name, d.args[0][0].text, rb.inCase())
			return
		}
		seen[c] = d
	}
}

// once reports a conflict in the first row that has it.
func (rb *rowBuilder) once(d *resolved, format string, args ...any) {
	for _, p := range rb.problems {
		if p.Pos == d.pos {
			return
		}
	}
	rb.errorf(d.pos, format, args...)
}

// text is the directive without its conditions.
func (d *directive) text() string {
	words := []string{d.verb.name}
	for i, o := range d.verb.operands {
		if len(d.args[i]) == 0 {
			continue
		}
		if o.keyword != "" {
			words = append(words, o.keyword)
		}
		for _, w := range d.args[i] {
			words = append(words, w.text)
		}
	}
	if d.when != "" {
		words = append(words, d.when)
	}
	return strings.Join(words, " ")
}
