package catalog

import (
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// effect writes one effect of the row. Exhaustive over the operations.
func (p *phraser) effect(k int, e *contract.Effect) {
	x, y := p.val(e.X), p.val(e.Y)
	switch e.Op {
	case contract.OpUse:
	case contract.OpNew:
		p.made(k, e)
	case contract.OpRetain:
		p.add("retain "+x, e.May)
	case contract.OpRelease:
		p.add("release "+x, e.May)
	case contract.OpSet:
		p.add(setText(e, x, y), e.May)
	case contract.OpEnd:
		p.add("end "+x+"."+e.Slot, e.May)
	case contract.OpEndHome:
		p.add("endhome "+x, e.May)
	case contract.OpLend:
		p.add("borrow "+x+" from "+y, e.May)
	case contract.OpStore:
		if n := len(e.X.Path.Elems); n > 0 && e.X.Path.Elems[n-1] == contract.Len {
			return // follows from the elements; no directive says it
		}
		if e.Y.Kind == contract.Sum {
			p.add("add "+x+" by "+p.val(e.Y.Fields[1].Val), e.May)
			return
		}
		p.store(k, e, x, y)
	case contract.OpHome:
		if e.Y.Kind == contract.Nil {
			p.add("unbound "+x, e.May)
			return
		}
		p.add("context "+x+" = "+y, e.May)
	case contract.OpSameHome:
		p.add("samecontext "+x+", "+y, e.May)
	case contract.OpKeep:
		p.add("keep "+x, e.May)
	case contract.OpCall:
		p.add("call "+x+whenText[e.When]+p.with(e.Args), e.May)
	case contract.OpFinalizer:
		p.add("finalizer "+x+" = "+y, e.May)
	case contract.OpCleanup:
		p.add("cleanup "+x+" = "+y+p.with(e.Args), e.May)
	case contract.OpKeepAlive:
		p.add("keepalive "+x, e.May)
	case contract.OpSync:
		p.add("sync", e.May)
	case contract.OpHavoc:
		p.add("havoc "+x, e.May)
	}
}

var whenText = [...]string{contract.Now: " now", contract.Maybe: " maybe", contract.Later: " later"}

func (p *phraser) with(args []contract.Val) string {
	if len(args) == 0 {
		return ""
	}
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = p.val(a)
	}
	return " with " + strings.Join(texts, ", ")
}

func setText(e *contract.Effect, x, y string) string {
	slot := x
	if e.Slot != "" {
		slot += "." + e.Slot
	}
	switch {
	case e.How == contract.Hold:
		return "hold " + y + " in " + slot
	case e.How == contract.Move:
		return "transfer " + y + " to " + slot
	case e.Y.Kind == contract.Nil:
		return "clear " + slot
	}
	return "store " + slot + " = " + y
}

// made writes a fresh object: own, or borrow where it lies within another. Go
// memory that only carries fields goes without saying.
func (p *phraser) made(k int, e *contract.Effect) {
	index := e.X.Path.Index
	name := p.freshPath(e.X.Path)
	tail := ""
	if e.Kind != "" && !p.hasKind(name, e.Kind) {
		tail += " as " + e.Kind
	}
	if e.Nullable {
		tail += " nullable"
	}
	isFresh := func(v contract.Val) bool {
		return v.Kind == contract.At && v.Path.Root == contract.Fresh && v.Path.Index == index && len(v.Path.Elems) == 0
	}
	lender := ""
	for n := k + 1; n < len(p.row.Effects); n++ {
		next := &p.row.Effects[n]
		if next.Op == contract.OpLend && isFresh(next.X) && lender == "" {
			lender, p.done[n] = p.val(next.Y), true
		}
		if next.Op == contract.OpStore && isFresh(next.Y) && p.freshPath(next.X.Path) == name {
			p.done[n] = true
			break
		}
	}
	switch {
	case lender != "":
		p.add("borrow "+name+" from "+lender+tail, e.May)
	case e.Count > 0:
		p.add("own "+name+tail, e.May)
	}
}

// hasKind reports whether a whole result of that name is declared of the kind.
func (p *phraser) hasKind(name, kind string) bool {
	for i, v := range p.Results {
		if v.Kind == kind && p.root(contract.Path{Root: contract.Result, Index: i}) == name {
			return true
		}
	}
	return false
}

// store writes what is put into a variable or a field.
func (p *phraser) store(k int, e *contract.Effect, x, y string) {
	switch {
	case e.Y.Right == contract.Borrowed:
		p.add("borrow "+x+" from "+y, e.May)
	case e.Y.Right == contract.Owned:
		p.add("own "+x+" from "+y, p.mayOwn[k])
	case e.X.Path.Root == contract.Fresh:
		p.add("alias "+x+" = "+y, e.May)
	default:
		p.add("store "+x+" = "+y, e.May)
	}
}
