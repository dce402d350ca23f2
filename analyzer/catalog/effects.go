package catalog

import (
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

var whens = map[string]contract.When{"": contract.Now, "now": contract.Now, "maybe": contract.Maybe, "later": contract.Later}

// apply adds a directive's effects to the row. Exhaustive over the verbs.
func (rb *rowBuilder) apply(d *resolved) {
	x := func() contract.Val { return rb.val(d.values[0][0]) }
	y := func() contract.Val { return rb.val(d.values[1][0]) }
	switch d.verb.name {
	case "own", "borrow", "alias":
		rb.describe(d)
	case "release":
		rb.emit(d, contract.Effect{Op: contract.OpRelease, X: x()})
	case "retain":
		rb.emit(d, contract.Effect{Op: contract.OpRetain, X: x()})
	case "transfer":
		rb.fill(d, d.places[1], x(), contract.Move)
	case "hold":
		rb.fill(d, d.places[1], x(), contract.Hold)
	case "store":
		rb.storeOrFill(d, y())
	case "clear":
		rb.storeOrFill(d, contract.Val{Kind: contract.Nil})
	case "end":
		base, slot := slotOf(d.places[0])
		rb.emit(d, contract.Effect{Op: contract.OpEnd, X: rb.val(at(base)), Slot: slot})
	case "endhome":
		rb.emit(d, contract.Effect{Op: contract.OpEndHome, X: x()})
	case "context":
		rb.emit(d, contract.Effect{Op: contract.OpHome, X: x(), Y: y()})
	case "unbound":
		rb.emit(d, contract.Effect{Op: contract.OpHome, X: x(), Y: contract.Val{Kind: contract.Nil}})
	case "samecontext":
		rb.emit(d, contract.Effect{Op: contract.OpSameHome, X: x(), Y: y()})
	case "equal":
		rb.set(d, d.places[0], contract.Val{Kind: contract.Equal, Fields: []contract.Field{{Val: y()}, {Val: rb.val(d.values[2][0])}}})
	case "sum":
		rb.set(d, d.places[0], sumOf(y(), rb.val(d.values[2][0])))
	case "add":
		rb.emit(d, contract.Effect{Op: contract.OpStore, X: x(), Y: sumOf(x(), y())})
	case "nonnull":
		rb.nonNilResult(d)
	case "ensures":
		rb.addOn(contract.Cond{Path: d.places[0].path, Cmp: contract.NE, Nil: true})
	case "use", "tolerates", "unused", "kind", "noreturn", "pure", "blocks", "nothing":
	case "keep":
		rb.emit(d, contract.Effect{Op: contract.OpKeep, X: x()})
	case "keepalive":
		rb.emit(d, contract.Effect{Op: contract.OpKeepAlive, X: x()})
	case "havoc":
		rb.emit(d, contract.Effect{Op: contract.OpHavoc, X: x()})
	case "sync":
		rb.emit(d, contract.Effect{Op: contract.OpSync})
	case "call":
		rb.emit(d, contract.Effect{Op: contract.OpCall, X: x(), Args: rb.vals(d.values[1]), Index: rb.calls, When: whens[d.when]})
		rb.calls++
	case "finalizer":
		rb.emit(d, contract.Effect{Op: contract.OpFinalizer, X: x(), Y: y()})
	case "cleanup":
		rb.emit(d, contract.Effect{Op: contract.OpCleanup, X: x(), Y: y(), Args: rb.vals(d.values[2])})
	default:
		panic("catalog: no effect for verb " + d.verb.name)
	}
}

func sumOf(x, y contract.Val) contract.Val {
	return contract.Val{Kind: contract.Sum, Fields: []contract.Field{{Val: x}, {Val: y}}}
}

func (rb *rowBuilder) vals(in []contract.Val) []contract.Val {
	var out []contract.Val
	for _, v := range in {
		out = append(out, rb.val(v))
	}
	return out
}

// describe says whose the value at a path is.
func (rb *rowBuilder) describe(d *resolved) {
	p := d.places[0]
	kind := p.kind
	if d.kind.text != "" {
		kind = d.kind.text
	}
	switch {
	case d.verb.name == "alias":
		rb.set(d, p, rb.val(d.values[1][0]))
	case d.verb.name == "own" && len(d.values[1]) == 0:
		rb.set(d, p, at(rb.alloc(d, contract.Effect{Kind: kind, Count: 1, Nullable: d.null == "nullable"})))
	case d.verb.name == "own":
		v := rb.val(d.values[1][0])
		v.Right = contract.Owned
		rb.set(d, p, v)
		v.Right = contract.Same
		rb.emit(d, contract.Effect{Op: contract.OpRetain, X: v})
		rb.notNil(d, p)
	case loadsSlot(d.places[1], kind):
		v := rb.val(d.values[1][0])
		v.Right = contract.Borrowed
		rb.set(d, p, v)
		rb.notNil(d, p)
	default:
		fresh := rb.alloc(d, contract.Effect{Kind: kind, Nullable: d.null == "nullable"})
		rb.emit(d, contract.Effect{Op: contract.OpLend, X: at(fresh), Y: rb.val(d.values[1][0])})
		rb.set(d, p, at(fresh))
	}
}

// loadsSlot reports whether a borrow of the given kind from p is what the slot
// p holds, not something that lies within it.
func loadsSlot(p place, kind string) bool {
	return p.slot != nil && (kind == "" || kind == p.slot.Kind)
}

// notNil adds "the result is not nil" where a slot is never empty.
func (rb *rowBuilder) notNil(d *resolved, p place) {
	if d.null == "nonnull" {
		rb.addOn(contract.Cond{Path: p.path, Cmp: contract.NE, Nil: true})
	}
}

func (rb *rowBuilder) addOn(c contract.Cond) {
	for _, have := range rb.row.On {
		if have.Path.Equal(c.Path) && have.Cmp == c.Cmp && have.Int == c.Int {
			return
		}
	}
	rb.row.On = append(rb.row.On, c)
}

func (rb *rowBuilder) nonNilResult(d *resolved) {
	p := d.places[0].path
	if p.Root != contract.Result || len(p.Elems) > 0 {
		return
	}
	if v := &rb.row.Results[p.Index]; v.Kind == contract.Unknown {
		*v = contract.Val{Kind: contract.NonNil}
		return
	}
	rb.addOn(contract.Cond{Path: p, Cmp: contract.NE, Nil: true})
}

// slotOf splits a place into an object and its slot.
func slotOf(p place) (contract.Path, string) {
	return p.base(), p.path.Elems[len(p.path.Elems)-1]
}

// fill puts a reference into a slot, or into an object as a whole.
func (rb *rowBuilder) fill(d *resolved, to place, v contract.Val, how contract.How) {
	e := contract.Effect{Op: contract.OpSet, X: rb.val(at(to.path)), Y: v, How: how}
	if to.slot != nil || how == contract.Hold {
		base, slot := slotOf(to)
		e.X, e.Slot = rb.val(at(base)), slot
		e.Many = to.slot != nil && to.slot.Many
	}
	rb.emit(d, e)
}

// storeOrFill writes a Go variable or field, or a slot.
func (rb *rowBuilder) storeOrFill(d *resolved, v contract.Val) {
	p := d.places[0]
	if p.slot != nil {
		rb.fill(d, p, v, contract.Lent)
		return
	}
	rb.emit(d, contract.Effect{Op: contract.OpStore, X: rb.val(at(p.path)), Y: v})
}

// describes reports whether the verb says whose a value is.
func describes(name string) bool {
	return strings.Contains(" own borrow alias ", " "+name+" ")
}
