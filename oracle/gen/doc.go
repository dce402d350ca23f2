// Package gen writes random Go programs over the API of package model: nearly
// right ones, as people write them, in which package run plants faults. What
// is wrong with a program is found by running it, so nothing here must be exact.
//
// Names end in QQ, for which a batch puts the program's id.
package gen

import (
	"fmt"
	"go/format"
	"math/rand/v2"
	"strings"
)

// A Program is a generated program: one file of package p and, unless Wrap is
// empty, one of the package w of wrappers, that it imports.
type Program struct {
	Seed uint64
	Main string
	Wrap string
}

// Size bounds a program.
type Size struct {
	Funcs int
	Stmts int // per function, about
}

// Generate writes the program of a seed.
func Generate(seed uint64, size Size) (p Program, err error) {
	g := &generator{r: rand.New(rand.NewPCG(seed, 7)), size: size}
	g.file()
	body := g.b.String()
	var head strings.Builder
	head.WriteString("package p\n\nimport (\n")
	for _, std := range []string{"errors", "log", "os", "runtime", "sort", "sync"} {
		if strings.Contains(body, std+".") {
			fmt.Fprintf(&head, "\t%q\n", std)
		}
	}
	head.WriteString("\n\tossl \"github.com/refvet/refvet/oracle/model\"\n")
	if g.wrap != "" {
		head.WriteString("\t\"github.com/refvet/refvet/batch/w\"\n")
	}
	head.WriteString(")\n\nvar _ = ossl.Flip\n\n")
	main, err := format.Source([]byte(head.String() + body))
	if err != nil {
		return p, fmt.Errorf("seed %d: %v\n%s", seed, err, body)
	}
	p = Program{Seed: seed, Main: string(main)}
	if g.wrap != "" {
		wrap, err := format.Source([]byte(g.wrap))
		if err != nil {
			return p, fmt.Errorf("seed %d: %v\n%s", seed, err, g.wrap)
		}
		p.Wrap = string(wrap)
	}
	return p, nil
}
