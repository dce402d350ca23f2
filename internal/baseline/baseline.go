// Package baseline keeps lists of known findings, for projects that adopt refvet
// with more findings than can be fixed at once.
//
// A finding is known by its check, its file, the function that it is in and its
// message, which names no line; so that it stays known when lines move. What
// enters is findings, what leaves is those that are not known, and the entries
// that no finding needs any more.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/refvet/refvet/internal/enclosing"
	"github.com/refvet/refvet/internal/govet"
)

// An Entry stands for Count findings that look the same.
type Entry struct {
	Check    string `json:"check"`
	File     string `json:"file"` // relative to the baseline file, with slashes
	Function string `json:"function,omitempty"`
	Message  string `json:"message"`
	Count    int    `json:"count,omitempty"` // 0 means 1
}

const version = 1

// A Baseline is the content of a baseline file.
type Baseline struct {
	dir     string // of the file
	entries []Entry
	finder  enclosing.Finder
}

// New returns an empty baseline that will be written to file.
func New(file string) (*Baseline, error) {
	abs, err := filepath.Abs(file)
	return &Baseline{dir: filepath.Dir(abs)}, err
}

// Read reads a baseline file.
func Read(file string) (*Baseline, error) {
	b, err := New(file)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var content struct {
		Version  int     `json:"version"`
		Findings []Entry `json:"findings"`
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&content); err != nil {
		return nil, fmt.Errorf("%s is not a baseline file: %w", file, err)
	}
	if content.Version != version {
		return nil, fmt.Errorf("%s has version %d; this refvet knows version %d: write it again with -write-baseline", file, content.Version, version)
	}
	if slices.ContainsFunc(content.Findings, func(e Entry) bool { return e.Check == "" || e.File == "" || e.Message == "" || e.Count < 0 }) {
		return nil, errors.New(file + " is not a baseline file: an entry lacks its check, file or message")
	}
	b.entries = content.Findings
	return b, nil
}

// Add adds findings.
func (b *Baseline) Add(findings []govet.Finding) {
	for _, f := range findings {
		e := b.entry(f)
		if i := slices.IndexFunc(b.entries, e.same); i < 0 {
			b.entries = append(b.entries, e)
		} else {
			b.entries[i].Count = b.entries[i].count() + 1
		}
	}
	slices.SortFunc(b.entries, compare)
}

// Write writes the baseline, an entry a line, in an order that changes little.
func (b *Baseline) Write(file string) error {
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "{\n\t\"version\": %d,\n\t\"findings\": [", version)
	for i, e := range b.entries {
		var line bytes.Buffer
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(e); err != nil {
			return err
		}
		if i > 0 {
			buf.WriteByte(',')
		}
		buf.WriteString("\n\t\t" + strings.TrimSpace(line.String()))
	}
	if len(b.entries) > 0 {
		buf.WriteString("\n\t")
	}
	buf.WriteString("]\n}\n")
	return os.WriteFile(file, buf.Bytes(), 0o666)
}

// Split returns the findings that are not known, and the entries that stand for
// more findings than there are.
func (b *Baseline) Split(findings []govet.Finding) (unknown []govet.Finding, stale []Entry) {
	left := slices.Clone(b.entries)
	for i := range left {
		left[i].Count = left[i].count()
	}
	for _, f := range findings {
		e := b.entry(f)
		i := slices.IndexFunc(left, func(known Entry) bool { return known.Count > 0 && known.same(e) })
		if i < 0 {
			unknown = append(unknown, f)
			continue
		}
		left[i].Count--
	}
	return unknown, slices.DeleteFunc(left, func(e Entry) bool { return e.Count == 0 })
}

// Path returns the file of an entry.
func (b *Baseline) Path(e Entry) string { return filepath.Join(b.dir, filepath.FromSlash(e.File)) }

func (b *Baseline) entry(f govet.Finding) Entry {
	fn, _ := b.finder.At(f.Pos.File, f.Pos.Line)
	return Entry{Check: f.Check, File: b.name(f), Function: fn.Name, Message: f.Message}
}

// name names the file of f. What is not below the baseline's directory, such as
// a file of the module cache, goes by its package.
func (b *Baseline) name(f govet.Finding) string {
	if rel, err := filepath.Rel(b.dir, f.Pos.File); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	pkg, _, _ := strings.Cut(f.Package, " ")
	return path.Join(pkg, filepath.Base(f.Pos.File))
}

func (e Entry) count() int { return max(e.Count, 1) }

func (e Entry) same(other Entry) bool { return compare(e, other) == 0 }

func compare(a, b Entry) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Function, b.Function), cmp.Compare(a.Check, b.Check), cmp.Compare(a.Message, b.Message))
}

// String words e as a line of a report.
func (e Entry) String() string {
	where := e.File
	if e.Function != "" {
		where += ", " + e.Function
	}
	text := fmt.Sprintf("%s: %s (%s)", where, e.Message, e.Check)
	if n := e.count(); n > 1 {
		text += fmt.Sprintf(" x%d", n)
	}
	return text
}
