package state

import (
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A Universe names the objects of one function's analysis. Names are made from
// the place that makes the object, so that the same path gives the same IDs and
// states at a loop's head can be compared.
type Universe struct {
	ids   map[string]ID
	names []string
	roots map[ID]contract.Path
	sites map[string][]ID // by the first word of the name
	exprs map[ID]ID       // of those that are computed, what from
	from  map[ID]cell     // where on entry an object lies
	least map[ID]int64    // the least value of counters that are not followed any more
	first map[ID]bool     // those that are just that value
}

// NewUniverse returns a universe without names.
func NewUniverse() *Universe {
	return &Universe{ids: map[string]ID{}, names: []string{""}, roots: map[ID]contract.Path{}, sites: map[string][]ID{}, exprs: map[ID]ID{}, from: map[ID]cell{}, least: map[ID]int64{}, first: map[ID]bool{}}
}

// ID returns the ID of name.
func (u *Universe) ID(name string) ID {
	if id, ok := u.ids[name]; ok {
		return id
	}
	id := ID(len(u.names))
	u.names = append(u.names, name)
	u.ids[name] = id
	site, _, _ := strings.Cut(name, " ")
	u.sites[site] = append(u.sites[site], id)
	return id
}

// Expr returns the ID of what is computed from the symbol x, as how says: the same
// each time. It ages with x; ok is false where x may be another value each time.
func (u *Universe) Expr(x ID, how string) (id ID, ok bool) {
	name := u.names[x]
	if _, entry := u.roots[x]; !entry && (strings.HasPrefix(name, "older ") || strings.Contains(name, "join ")) {
		return 0, false
	}
	id = u.ID(name + " " + how)
	u.exprs[id] = x
	return id, true
}

// Computed returns the symbol that id is computed from by an expression (see Expr).
func (u *Universe) Computed(id ID) (x ID, ok bool) {
	x, ok = u.exprs[id]
	return x, ok
}

// Older returns the ID that stands for the older objects made where id is made.
func (u *Universe) Older(id ID) ID {
	name := u.names[id]
	if strings.HasPrefix(name, "older ") {
		return id
	}
	older := u.ID("older " + name)
	if n, ok := u.least[id]; ok {
		u.SetLeast(older, n, false)
	}
	return older
}

// SetRoot records that on entry id is at path.
func (u *Universe) SetRoot(id ID, path contract.Path) { u.roots[id] = path }

// Root returns the path of id on entry.
func (u *Universe) Root(id ID) (contract.Path, bool) {
	p, ok := u.roots[id]
	return p, ok
}

// SetLeast records that symbol id is a counter that is not followed from n on; it
// is n itself if it is the first one of its loop.
func (u *Universe) SetLeast(id ID, n int64, first bool) {
	if have, ok := u.least[id]; !ok || n < have {
		u.least[id] = n
	}
	u.first[id] = first && u.least[id] == n
}

// Least returns the least value of the counter v, and whether v is just that.
func (u *Universe) Least(v Value) (n int64, exact, ok bool) {
	if v.Kind != Ref || v.Path != "" {
		return 0, false, false
	}
	n, ok = u.least[v.ID]
	return n, u.first[v.ID], ok
}

// Caller returns the element elem of a path as callers know it: one that a parameter
// picks, or, if an index picked it that only this function knows, one of those from
// some index on.
func (u *Universe) Caller(elem string) string {
	keys := KeysIn(elem)
	if len(keys) == 0 {
		return elem
	}
	if root, ok := u.roots[keys[0]]; ok && root.Root == contract.Param && len(root.Elems) == 0 {
		_, field, _ := strings.Cut(elem, "]")
		return contract.Key(root.Index) + field
	}
	return contract.Rest(u.least[keys[0]])
}

// Rest reports whether id was picked out of a list by an index that only this
// function knows: to callers it is any of several.
func (u *Universe) Rest(id ID) bool {
	root, ok := u.roots[id]
	for _, elem := range root.Elems {
		if _, rest := contract.IsRest(u.Caller(elem)); ok && rest {
			return true
		}
	}
	return false
}

// Address is the element that marks the address of a package-level variable, as
// against what the variable holds.
const Address = "&"

// MaxDepth is the longest access path that contracts speak of.
const MaxDepth = 3

// maxRound is how often one field is followed in a row of objects that begins on
// entry: the nodes of a list without end are told apart no further.
const maxRound = 2

// A cell is one of the variables in an object.
type cell struct {
	id   ID
	path string
}

// Beyond reports whether cell path of id lies further than objects are told apart.
func (u *Universe) Beyond(id ID, path string) bool {
	round, at := 0, id
	for {
		up, ok := u.from[at]
		if !ok {
			break
		}
		if up.path == path {
			round++
		}
		at = up.id
	}
	return round >= maxRound || round > 0 && len(u.roots[id].Elems)+len(SplitPath(path)) > MaxDepth
}

// Known returns the nearest object on the way to id that has a name on entry.
func (u *Universe) Known(id ID) (ID, bool) {
	for {
		if _, ok := u.roots[id]; ok {
			return id, true
		}
		up, ok := u.from[id]
		if !ok {
			return 0, false
		}
		id = up.id
	}
}

// Child returns the ID of what cell path of id held on entry.
func (u *Universe) Child(id ID, path string) ID {
	child := u.ID(strconv.Itoa(int(id)) + path)
	if _, ok := u.roots[child]; ok {
		return child
	}
	u.from[child] = cell{id, path}
	if root, ok := u.roots[id]; ok {
		elems := append(append([]string(nil), root.Elems...), SplitPath(path)...)
		if len(root.Elems) == 1 && root.Elems[0] == Address {
			elems = elems[1:]
			if path == "" {
				elems = nil
			}
		}
		if len(elems) <= MaxDepth+1 {
			root.Elems = elems
			u.roots[child] = root
		}
	}
	return child
}

// SplitPath cuts a cell path into the elements of a contract path. The cell ""
// of a pointer's pointee is the element "*".
func SplitPath(path string) []string {
	if path == "" {
		return []string{"*"}
	}
	var elems []string
	start := 0
	flush := func(end int) {
		if end > start {
			elems = append(elems, strings.TrimLeft(path[start:end], ".#"))
		}
		start = end
	}
	for i := 1; i < len(path); i++ {
		if path[i] == '.' || path[i] == '[' || path[i] == '#' {
			flush(i)
		}
	}
	flush(len(path))
	return elems
}
