package fix

import (
	"go/types"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// releasers returns the methods of t that give back the reference of kind that
// their receiver holds, and do nothing else to references. Exported ones come
// first.
func (k *Known) releasers(t types.Type, kind string) []*types.Func {
	var list []*types.Func
	if _, ok := t.Underlying().(*types.Struct); ok {
		t = types.NewPointer(t) // a variable has an address
	}
	for sel := range types.NewMethodSet(t).Methods() {
		m, ok := sel.Obj().(*types.Func)
		if !ok || !k.callable(m) || m.Signature().Params().Len() > 0 || m.Signature().Results().Len() > 1 {
			continue
		}
		if c := k.Contracts(m); c != nil && k.releasesReceiver(c, kind) {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b *types.Func) int {
		if a.Exported() != b.Exported() {
			if a.Exported() {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name(), b.Name())
	})
	return list
}

// callable reports whether the package may name m.
func (k *Known) callable(m *types.Func) bool {
	return m.Exported() || m.Pkg() == k.Pkg
}

// releasesReceiver reports whether c gives back what a field of its receiver (or
// the receiver) holds, of the given kind. A reference that lies in a slot of
// what the receiver holds belongs to somebody else.
func (k *Known) releasesReceiver(c *contract.Contract, kind string) bool {
	found := false
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			if e.Op != contract.OpRelease {
				continue
			}
			if e.May || e.X.Kind != contract.At || e.X.Path.Root != contract.Param || e.X.Path.Index != 0 || !k.holds(c, e.X.Path, kind) {
				return false
			}
			found = true
		}
	}
	return found
}

// holds reports whether the object at path is known to be of that kind.
func (k *Known) holds(c *contract.Contract, path contract.Path, kind string) bool {
	return slices.ContainsFunc(c.Objects, func(o contract.Object) bool {
		obj := k.Catalog.Kind(o.Kind)
		return obj != nil && obj.Word == kind && o.Path.Root == path.Root && o.Path.Index == path.Index && slices.Equal(o.Path.Elems, path.Elems)
	})
}
