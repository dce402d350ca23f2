package main

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"

	known "github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/internal/govet"
)

// Bounds of what people read; the JSON form has more.
const (
	maxCases   = 4
	maxClauses = 8
	maxEvents  = 8
)

// write writes the answer for people.
func (a *answer) write(w io.Writer) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s:%d: %s\n", govet.Short(a.File), a.Line, strings.TrimSpace(a.source.Line(a.Line)))
	if a.Moved {
		b.WriteString("(the line that you asked about is a part of this statement)\n")
	}
	a.writeFunction(&b)
	for i := range a.Lines {
		l := &a.Lines[i]
		if len(a.Lines) > 1 || a.Function != nil && l.Func != a.Function.Name {
			fmt.Fprintf(&b, "\nIn %s:\n", functionWord(l.Func))
		}
		writeLine(&b, l)
	}
	a.writeFindings(&b)
	b.WriteString("\nWhy refvet reports " + a.what() + ":\n")
	for _, reason := range a.Reasons {
		fmt.Fprintf(&b, "- %s\n", reason)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// functionWord names a function; go/ssa calls the literals of F F$1, F$2.
func functionWord(name string) string {
	outer, _, literal := strings.Cut(name, "$")
	if literal {
		return "a function literal of " + outer
	}
	return name
}

func (a *answer) writeFunction(b *bytes.Buffer) {
	switch f := a.Function; {
	case f == nil:
		fmt.Fprintf(b, "in package %s\n", a.Package)
	case f.Contract == "":
		fmt.Fprintf(b, "in %s, package %s\n", f.Name, a.Package)
	default:
		fmt.Fprintf(b, "in %s, package %s; what its callers are told (%s):\n", f.Name, a.Package, functionSources[f.Source])
		for i, clause := range clauses(f.Contract) {
			if i == maxClauses {
				b.WriteString("  ...\n")
				break
			}
			fmt.Fprintf(b, "  %s\n", clause)
		}
	}
}

// clauses cuts a contract in short at the semicolons that are in no parentheses.
func clauses(contract string) (list []string) {
	depth, start := 0, 0
	for i, c := range contract {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ';':
			if depth == 0 {
				list = append(list, strings.TrimSpace(contract[start:i]))
				start = i + 1
			}
		}
	}
	return append(list, strings.TrimSpace(contract[start:]))
}

func writeLine(b *bytes.Buffer, l *known.Line) {
	writeStates(b, "Before", l.Before)
	switch {
	case len(l.After.List) == 0:
	case reflect.DeepEqual(l.Before, l.After):
		b.WriteString("\nAfter it: the same.\n")
	default:
		writeStates(b, "After", l.After)
	}
	if len(l.Calls) > 0 {
		b.WriteString("\nCalls:\n")
	}
	for _, c := range l.Calls {
		at := govet.ParsePosition(c.At)
		fmt.Fprintf(b, "  %d:%d %s: %s\n", at.Line, at.Col, c.Call, callWords(c))
	}
}

// writeStates writes the states before or after the line. Plain facts count where
// they tell cases apart.
func writeStates(b *bytes.Buffer, when string, s known.States) {
	if len(s.List) == 0 {
		return
	}
	if len(s.List) == 1 {
		fmt.Fprintf(b, "\n%s it%s:\n", when, factWords(s.List[0]))
		writeObjects(b, "  ", s.List[0])
		return
	}
	fmt.Fprintf(b, "\n%s it, %d cases:\n", when, len(s.List)+s.More)
	for i, state := range s.List[:min(len(s.List), maxCases)] {
		fmt.Fprintf(b, "  case %d%s:\n", i+1, factWords(state))
		writeObjects(b, "    ", state)
	}
	if more := len(s.List) + s.More - maxCases; more > 0 {
		fmt.Fprintf(b, "  and %d more\n", more)
	}
}

func factWords(s known.State) string {
	facts := s.Facts
	if s.Doubt {
		facts = append(facts[:len(facts):len(facts)], "in doubt")
	}
	if len(facts) == 0 {
		return ""
	}
	return " (" + strings.Join(facts, ", ") + ")"
}

func writeObjects(b *bytes.Buffer, indent string, s known.State) {
	if len(s.Objects) == 0 {
		fmt.Fprintf(b, "%sno OpenSSL object that refvet follows\n", indent)
	}
	for _, o := range s.Objects {
		fmt.Fprintf(b, "%s%s: %s\n", indent, objectName(o), objectWords(o))
		for _, line := range objectLines(o) {
			fmt.Fprintf(b, "%s  %s\n", indent, line)
		}
	}
}

// writeFindings lists the findings that have to do with the line.
func (a *answer) writeFindings(b *bytes.Buffer) {
	if len(a.Findings) > 0 {
		b.WriteString("\nFindings here, or whose path leads through here:\n")
	}
	for _, f := range a.Findings {
		fmt.Fprintf(b, "  %s: %s (%s)\n", short(govet.ParsePosition(f.At)), f.Message, f.Class)
	}
}
