package catalog

import (
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// lookup returns what the last layer that knows name says of it.
func lookup[T any](c *Catalog, table func(*Stubs) map[string]T, name string) (found T) {
	for i := len(c.layers) - 1; i >= 0; i-- {
		if v, ok := table(c.layers[i])[name]; ok {
			return v
		}
	}
	return found
}

func cTable(s *Stubs) map[string]*contract.Contract        { return s.c }
func goTable(s *Stubs) map[string]*contract.Contract       { return s.goFuncs }
func callbackTable(s *Stubs) map[string]*contract.Contract { return s.callbacks }

// C returns the contract of a C function, or nil. The names of shims are taken
// for the functions that they are named after.
func (c *Catalog) C(name string) *contract.Contract {
	for _, candidate := range c.unshimmed(name) {
		if found := lookup(c, cTable, candidate); found != nil {
			return found
		}
	}
	return nil
}

// unshimmed returns the names that name can stand for, itself first.
func (c *Catalog) unshimmed(name string) []string {
	names := []string{name}
	for _, layer := range c.layers {
		for _, prefix := range layer.prefixes {
			if rest, ok := strings.CutPrefix(name, prefix); ok {
				names = append(names, rest)
			}
		}
	}
	for _, n := range slices.Clone(names) {
		for _, layer := range c.layers {
			for _, suffix := range layer.suffixes {
				if rest, ok := strings.CutSuffix(n, suffix); ok {
					names = append(names, rest)
				}
			}
		}
	}
	return names
}

// Go returns the contract of a Go function or method by its symbol, type
// arguments left out ("(*sync/atomic.Pointer[T]).Store" will do), or nil.
func (c *Catalog) Go(symbol string) *contract.Contract {
	return lookup(c, goTable, withoutTypeArgs(symbol))
}

// Callback returns the contract of a function type: a C typedef by its name,
// a Go type as "pkg/path.T".
func (c *Catalog) Callback(name string) *contract.Contract {
	return lookup(c, callbackTable, name)
}

func withoutTypeArgs(symbol string) string {
	if !strings.Contains(symbol, "[") {
		return symbol
	}
	var b strings.Builder
	depth := 0
	for _, r := range symbol {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Kind returns the object kind of that name, or nil.
func (c *Catalog) Kind(name string) *contract.Kind {
	return lookup(c, func(s *Stubs) map[string]*contract.Kind { return s.kinds }, name)
}

func (c *Catalog) kinds() kindTable {
	all := kindTable{}
	for _, layer := range c.layers {
		for name, k := range layer.kinds {
			all[name] = k
		}
	}
	return all
}

// Names returns the C names and the Go symbols that have a contract, sorted.
func (c *Catalog) Names() []string {
	all := map[string]bool{}
	for _, layer := range c.layers {
		for name := range layer.c {
			all[name] = true
		}
		for name := range layer.goFuncs {
			all[name] = true
		}
	}
	return sortedKeys(all)
}

// Tracks reports whether the C function takes, gives or ends counted objects.
func (c *Catalog) Tracks(name string) bool {
	found := c.C(name)
	if found == nil {
		return false
	}
	counted := func(v contract.Var) bool {
		k := c.Kind(v.Kind)
		return k != nil && k.Free != ""
	}
	if slices.ContainsFunc(found.Params, counted) || slices.ContainsFunc(found.Results, counted) {
		return true
	}
	for _, row := range found.Rows {
		for _, e := range row.Effects {
			if e.Op == contract.OpNew && e.Count > 0 {
				return true
			}
		}
	}
	return false
}
