// Command nop is a vettool that does nothing: what remains of go vet's time
// with it is what any vettool costs. See bench/std.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

var unused string // set by bench/std, for a second build ID

func main() {
	unitchecker.Main(&analysis.Analyzer{
		Name:      "nop",
		Doc:       "do nothing\n\nIt has a fact type, so that it runs on dependencies as refvet does.",
		FactTypes: []analysis.Fact{new(none)},
		Run:       func(*analysis.Pass) (any, error) { return nil, nil },
	})
}

type none struct{}

func (*none) AFact() {}
