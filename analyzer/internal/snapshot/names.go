package snapshot

import (
	"cmp"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// Bounds of what is told of one object: more would not be read.
const (
	maxDepth   = 4 // pointers followed from a variable
	maxHandles = 6
)

// A handle is a place that holds the address of an object.
type handle struct {
	name     string
	borrowed bool
}

// visit notes all objects that can be reached from a value with a name.
func (v *view) visit(name string, val state.Value, depth int) {
	val = val.Inner()
	if val.Kind != state.Ref || val.Path != "" || depth > maxDepth || v.seen[name] {
		return
	}
	v.seen[name] = true
	o := v.st.Obj(val.ID)
	if o == nil {
		return
	}
	if (o.Kind != "" || o.Lender != 0 || o.Owed > 0) && len(v.handles[val.ID]) < maxHandles {
		v.handles[val.ID] = append(v.handles[val.ID], handle{name, val.Borrowed})
	}
	for _, c := range o.Cells {
		if !state.IsSlot(c.Path) && !strings.HasPrefix(c.Path, "|") {
			v.visit(cellName(name, c.Path), c.Val, depth+1)
		}
	}
}

// cellName names a cell of what a variable points to, as Go writes it.
func cellName(name, path string) string {
	if i := strings.IndexByte(path, '['); i >= 0 && strings.ContainsAny(path[i:], "$?~") {
		path = path[:i] + "[...]" // an element that is not known
	}
	if variable, ok := strings.CutPrefix(name, "&"); ok {
		return variable + path
	}
	if path == "" {
		return "*" + name
	}
	return name + path
}

// visitGlobals goes on from the package-level variables.
func (v *view) visitGlobals() {
	for _, id := range v.st.IDs() {
		root, ok := v.U.Root(id)
		if ok && root.Root == contract.Global && len(root.Elems) == 1 && root.Elems[0] == state.Address {
			v.visit("&"+root.Name[strings.LastIndexByte(root.Name, '.')+1:], state.RefVal(id), 0)
		}
	}
}

// name names an object by the shortest way to it that is known, or by what it was
// called.
func (v *view) name(id state.ID, o *state.Object) string {
	if hs := v.handles[id]; len(hs) > 0 {
		best := slices.MinFunc(hs, func(a, b handle) int { return cmp.Compare(len(a.name), len(b.name)) })
		return best.name
	}
	return transfer.Name(o)
}

func (v *view) nameOf(id state.ID) string {
	o := v.st.Obj(id)
	if o == nil {
		return ""
	}
	if name := v.name(id, o); name != "" {
		return name
	}
	if k := v.Kind(o.Kind); k != nil {
		return "a " + k.Word
	}
	return ""
}

// holders returns the slots that hold id.
func (v *view) holders(id state.ID) (out []explain.Holder) {
	for _, holder := range v.st.IDs() {
		for _, c := range v.st.Obj(holder).Cells {
			if state.IsSlot(c.Path) && c.Val.Kind == state.Ref && c.Val.ID == id && holder != id {
				slot, _, _ := strings.Cut(c.Path[1:], "*")
				out = append(out, explain.Holder{Object: v.nameOf(holder), Slot: slot, Dead: !v.st.Live(holder)})
			}
		}
	}
	return out
}
