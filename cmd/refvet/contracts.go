package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/refvet/refvet/internal/govet"
	"github.com/refvet/refvet/passes/contracts"
)

// contractsFlag is the vettool's flag that asks for contracts, not findings.
var contractsFlag = contracts.Analyzer.Name

const stubHeader = `//go:build ignore

// Contracts that refvet knows of these packages' exported functions. With -stubs,
// they take the place of what refvet finds out itself.
package stubs
`

// printContracts is the command that prints a stub file of the contracts of the
// packages' exported functions.
func printContracts(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opts, err := parseOptions(contractsCommand, args)
	if err != nil {
		return trouble(stderr, err)
	}
	result, err := analyse(ctx, opts, stderr, "-"+contractsFlag)
	if err != nil {
		return trouble(stderr, err)
	}
	err = toOutput(opts.output, stdout, func(w io.Writer) error { return writeStubs(w, result.Findings) })
	if err != nil {
		return trouble(stderr, err)
	}
	if result.Partial {
		return partial(stderr)
	}
	return exitClean
}

// writeStubs writes a stub file of what the vettool found: a stub each.
func writeStubs(w io.Writer, stubs []govet.Finding) error {
	var b bytes.Buffer
	b.WriteString(stubHeader)
	pkg := ""
	// The order is that of packages, then of files and lines.
	slices.SortStableFunc(stubs, func(a, b govet.Finding) int {
		return strings.Compare(importPath(a.Package), importPath(b.Package))
	})
	for _, f := range stubs {
		if path := importPath(f.Package); path != pkg {
			pkg = path
			fmt.Fprintf(&b, "\n//refvet:package %s\n", pkg)
		}
		fmt.Fprintf(&b, "\n%s", f.Message)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// importPath returns the import path of a package ID: "p [p.test]" is p, with
// its tests.
func importPath(id string) string {
	path, _, _ := strings.Cut(id, " ")
	return path
}
