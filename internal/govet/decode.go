package govet

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Position is a place in a file.
type Position struct {
	File      string // absolute, unless the go command has it otherwise
	Line, Col int
}

func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col) }

func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// decoded is the content of go vet's standard output.
type decoded struct {
	prefixes
	findings []Finding
	errors   []string
}

// prefixes are how the vettool marks what has a meaning of its own.
type prefixes struct{ notePrefix, ignoredPrefix string }

// jsonDiagnostic is what unitchecker writes for a diagnostic.
type jsonDiagnostic struct {
	Posn     string
	Category string
	Message  string
	Related  []struct{ Posn, Message string }
}

// decode reads what "go vet -json" prints: for each package, as it is finished,
// one object {package ID: {check: diagnostics, or {"error": text}}}.
func decode(stdout []byte, p prefixes) (*decoded, error) {
	all := decoded{prefixes: p}
	for dec := json.NewDecoder(bytes.NewReader(stdout)); ; {
		var tree map[string]map[string]json.RawMessage
		if err := dec.Decode(&tree); err != nil {
			if errors.Is(err, io.EOF) {
				break
			}
			return nil, fmt.Errorf("cannot read the output of go vet -json: %w", err)
		}
		for id, checks := range tree {
			for _, name := range slices.Sorted(maps.Keys(checks)) {
				if err := all.add(id, name, checks[name]); err != nil {
					return nil, err
				}
			}
		}
	}
	all.sort()
	return &all, nil
}

func (d *decoded) add(id, check string, data json.RawMessage) error {
	if !bytes.HasPrefix(data, []byte("[")) {
		var failure struct{ Error string }
		if err := json.Unmarshal(data, &failure); err != nil {
			return fmt.Errorf("cannot read the output of go vet -json for %s: %w", id, err)
		}
		d.errors = append(d.errors, fmt.Sprintf("%s: %s: %s", id, check, failure.Error))
		return nil
	}
	var list []jsonDiagnostic
	if err := json.Unmarshal(data, &list); err != nil {
		return fmt.Errorf("cannot read the output of go vet -json for %s: %w", id, err)
	}
	for _, diag := range list {
		f := Finding{Check: check, Package: id, Pos: ParsePosition(diag.Posn), Message: diag.Message}
		for _, r := range diag.Related {
			if note, ok := strings.CutPrefix(r.Message, d.notePrefix); ok && d.notePrefix != "" {
				f.Notes = append(f.Notes, note)
				continue
			}
			f.Steps = append(f.Steps, splitStep(ParsePosition(r.Posn), r.Message)...)
		}
		if reason, ok := strings.CutPrefix(diag.Category, d.ignoredPrefix); ok && d.ignoredPrefix != "" {
			f.Ignored, f.Reason = true, reason
		}
		d.findings = append(d.findings, f)
	}
	return nil
}

// sort orders all by position, and drops what was reported for a package and
// for its test variant alike.
func (d *decoded) sort() {
	slices.SortStableFunc(d.findings, func(a, b Finding) int {
		return cmp.Or(a.Pos.compare(b.Pos), cmp.Compare(a.Check, b.Check),
			cmp.Compare(a.Message, b.Message), cmp.Compare(a.Package, b.Package))
	})
	d.findings = slices.CompactFunc(d.findings, func(a, b Finding) bool {
		return a.Pos == b.Pos && a.Check == b.Check && a.Message == b.Message && slices.Equal(a.Steps, b.Steps)
	})
	slices.Sort(d.errors)
	d.errors = slices.Compact(d.errors)
}

// elsewhere matches where a message goes on with a step in another package,
// which can have no position of its own.
var elsewhere = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|; )(\S+\.go:\d+:\d+): `) })

// splitStep returns the step at pos, and the steps inside it that its message
// speaks of.
func splitStep(pos Position, message string) (steps []Step) {
	inside := elsewhere().FindAllStringSubmatchIndex(message, -1)
	end := len(message)
	for _, at := range slices.Backward(inside) {
		steps = append(steps, Step{Pos: ParsePosition(message[at[2]:at[3]]), Message: message[at[1]:end], Inner: true})
		end = at[0]
	}
	if end > 0 {
		steps = append(steps, Step{Pos: pos, Message: message[:end]})
	}
	slices.Reverse(steps)
	return steps
}

// ParsePosition splits file:line:col, where the file's name may have colons.
func ParsePosition(s string) Position {
	p := Position{File: s}
	p.File, p.Col = cutNumber(p.File)
	p.File, p.Line = cutNumber(p.File)
	if p.Line == 0 { // file:line
		p.Line, p.Col = p.Col, 0
	}
	return p
}

func cutNumber(s string) (string, int) {
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		if n, err := strconv.Atoi(s[i+1:]); err == nil {
			return s[:i], n
		}
	}
	return s, 0
}
