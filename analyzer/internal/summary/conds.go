package summary

import (
	"fmt"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// conds returns what this path assumed of the values on entry.
func (e *exporter) conds() map[string]cond {
	out := map[string]cond{}
	for _, id := range e.st.IDs() {
		root, ok := e.u.Root(id)
		if !ok || len(root.Elems) > state.MaxDepth || len(root.Elems) == 1 && root.Elems[0] == state.Address {
			continue
		}
		if _, _, rest := e.callers(root).List(); rest {
			continue // of one that the caller cannot tell from others: both ways are possible
		}
		o := e.st.Obj(id)
		full := o.Full
		if full == 0 || o.Mask == full {
			continue
		}
		out[fmt.Sprintf("%d %d %s %q", root.Root, root.Index, root.Name, root.Elems)] = cond{root, o.Mask, full}
	}
	return out
}

// returnedConds returns what this path assumed of the results of functions that
// the caller passed.
func (e *exporter) returnedConds() []contract.Cond {
	var out []contract.Cond
	for _, id := range e.st.IDs() {
		if p, ok := e.returned[id]; ok {
			if o := e.st.Obj(id); o.Full != 0 && o.Mask != o.Full {
				out = append(out, conds(cond{p, o.Mask, o.Full})...)
			}
		}
	}
	return out
}

// objects adds the objects that were known by a path on entry, shorter paths
// first when they are sorted.
func (e *exporter) objects(into map[string]contract.Object) {
	for _, id := range e.st.IDs() {
		o := e.st.Obj(id)
		root, ok := e.u.Root(id)
		if _, _, rest := e.callers(root).List(); rest {
			continue
		}
		if ok && o.Kind != "" && !o.Slotted && len(root.Elems) <= state.MaxDepth {
			into[objectKey(root)] = contract.Object{Path: root, Kind: o.Kind}
		}
	}
}

func objectKey(p contract.Path) string {
	return fmt.Sprintf("%d %d %d %s %q", len(p.Elems), p.Root, p.Index, p.Name, p.Elems)
}

func sortedObjects(m map[string]contract.Object) []contract.Object {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out []contract.Object
	for _, k := range keys {
		out = append(out, m[k])
	}
	return out
}
