package main

import (
	"fmt"
	"io"

	"github.com/refvet/refvet/internal/govet"
)

// printText prints a line for each finding, and below it, indented, one for
// each step of its path.
func printText(w io.Writer, findings []govet.Finding) {
	for _, f := range findings {
		fmt.Fprintf(w, "%s: %s (%s)\n", short(f.Pos), f.Message, f.Check)
		for _, s := range f.Steps {
			indent := "\t"
			if s.Inner {
				indent = "\t\t"
			}
			fmt.Fprintf(w, "%s%s: %s\n", indent, short(s.Pos), s.Message)
		}
	}
}

func short(pos govet.Position) string {
	pos.File = govet.Short(pos.File)
	return pos.String()
}
