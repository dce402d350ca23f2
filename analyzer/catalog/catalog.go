package catalog

import (
	"cmp"
	"embed"
	"go/ast"
	"go/token"
	"slices"
	"sync"

	"github.com/refvet/refvet/analyzer/contract"
)

//go:embed *.go.txt
var embedded embed.FS

// A Catalog is layers of stubs; the last one that knows a name is believed. It
// is not changed once made, and safe for concurrent use.
type Catalog struct {
	layers []*Stubs
}

// Default returns the embedded catalog.
var Default = sync.OnceValues(func() (*Catalog, error) {
	entries, err := embedded.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var sources []source
	for _, e := range entries {
		text, err := embedded.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		sources = append(sources, source{e.Name(), text})
	}
	stubs, err := parseSources(nil, sources, contract.FromCatalog)
	if err != nil {
		return nil, err
	}
	return &Catalog{[]*Stubs{stubs}}, nil
})

// With returns a catalog in which stubs go before what c says, later ones
// before earlier ones.
func (c *Catalog) With(stubs ...*Stubs) (*Catalog, error) {
	return &Catalog{append(slices.Clone(c.layers), stubs...)}, nil
}

// Directives reads the directives on a user's own function, method, interface
// method or function type. The contract is nil if there are none, or if there
// are problems.
func (c *Catalog) Directives(fset *token.FileSet, doc *ast.CommentGroup, sig Signature) (*contract.Contract, []Problem) {
	rep := &reporter{fset: fset}
	lines := directiveLines(rep, doc)
	if len(lines) == 0 {
		return nil, rep.problems
	}
	if sig.Pos == "" {
		where := fset.Position(lines[0].pos)
		where.Column = 0
		sig.Pos = where.String()
	}
	found := build(rep, c.kinds(), sig, lines, lines[0].pos)
	rep.sort()
	if found != nil {
		found.Source = contract.FromDirective
	}
	return found, rep.problems
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Compare(a, b) })
	return keys
}
