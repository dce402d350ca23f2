package fix

import (
	"go/types"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
)

// outlived proposes, for a borrow that is used after its lender is gone, a
// reference of one's own, and a deferred free for it.
func (k *Known) outlived(src *Source, f finding.Finding) []Candidate {
	if f.Reason != finding.LenderFreed && f.Reason != finding.SlotReplaced {
		return nil
	}
	v := k.acquired(src, f)
	if v == nil || !v.plain || v.loop || !k.lent(v, everywhere) {
		return nil
	}
	var list []Candidate
	for _, twin := range k.owningTwins(v) {
		for _, free := range k.freeings(v, f.Kind) {
			for _, anchor := range k.anchors(v, free) {
				e, ok := src.after(anchor, "defer "+free.text)
				if !ok {
					continue
				}
				if edits, ok := Merge([]Edit{twin.edit}, []Edit{e}); ok {
					list = append(list, Candidate{twin.message + ", and defer " + free.text, src.Name, edits})
				}
			}
		}
	}
	return list
}

// A twin is a function that gives the same object as another, but owned.
type twin struct {
	message string
	edit    Edit // of its name, where the other is called
}

// owningTwins returns the twins of the function that v's value comes from.
func (k *Known) owningTwins(v *variable) []twin {
	id := calleeName(v.call)
	if id == nil {
		return nil
	}
	var names []string
	if name, isC := cName(v.call.Fun); isC {
		names = k.cTwins(name)
	} else if fn := k.goFunc(v.src, v.call); fn != nil {
		names = k.methodTwins(fn)
	}
	// Of several, the one whose name is most alike is most likely to be meant.
	slices.SortStableFunc(names, func(a, b string) int { return alike(b, id.Name) - alike(a, id.Name) })
	var list []twin
	for _, name := range names {
		at := v.src.offset(id.Pos())
		list = append(list, twin{"call " + name + " in place of " + id.Name, Edit{at, at + len(id.Name), name}})
	}
	return list
}

// alike counts the bytes that a and b begin and end with in common.
func alike(a, b string) (n int) {
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	a, b = a[n:], b[n:]
	for m := 1; m <= len(a) && m <= len(b) && a[len(a)-m] == b[len(b)-m]; m++ {
		n++
	}
	return n
}

// cTwins returns the C functions that take what name takes, and give what it
// lends with a reference.
func (k *Known) cTwins(name string) (list []string) {
	lent := k.cContract(name)
	if lent == nil || len(lent.Rows) != 1 || len(lent.Rows[0].Results) != 1 || lent.Rows[0].Results[0].Right != contract.Borrowed {
		return nil
	}
	from := lent.Rows[0].Results[0].Path
	for _, other := range k.Catalog.Names() {
		c := k.Catalog.C(other)
		if c == nil || c.Name != other || len(c.Rows) != 1 || len(c.Rows[0].Results) != 1 || !sameKinds(c.Params, lent.Params) {
			continue
		}
		v := c.Rows[0].Results[0]
		if v.Kind == contract.At && v.Right == contract.Owned && samePath(v.Path, from) {
			before, after, ok := strings.Cut(name, lent.Name)
			if ok {
				list = append(list, before+other+after)
			}
		}
	}
	return list
}

func sameKinds(a, b []contract.Var) bool {
	return slices.EqualFunc(a, b, func(x, y contract.Var) bool { return x.Kind == y.Kind })
}

func samePath(a, b contract.Path) bool {
	return a.Root == b.Root && a.Index == b.Index && slices.Equal(a.Elems, b.Elems)
}

// methodTwins returns the methods beside fn, of the same signature, that take a
// reference of what fn lends.
func (k *Known) methodTwins(fn *types.Func) (list []string) {
	recv := fn.Signature().Recv()
	lent := k.Contracts(fn)
	if recv == nil || lent == nil || len(retained(lent)) > 0 {
		return nil
	}
	for sel := range types.NewMethodSet(recv.Type()).Methods() {
		m, ok := sel.Obj().(*types.Func)
		if !ok || m == fn || !k.callable(m) || !types.Identical(m.Signature().Params(), fn.Signature().Params()) ||
			!types.Identical(m.Signature().Results(), fn.Signature().Results()) {
			continue
		}
		if c := k.Contracts(m); c != nil && len(retained(c)) > 0 {
			list = append(list, m.Name())
		}
	}
	return list
}

// retained returns the paths from the receiver that c takes a reference of.
func retained(c *contract.Contract) (list []contract.Path) {
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			if e.Op == contract.OpRetain && e.X.Kind == contract.At && e.X.Path.Root == contract.Param && e.X.Path.Index == 0 {
				list = append(list, e.X.Path)
			}
		}
	}
	return list
}
