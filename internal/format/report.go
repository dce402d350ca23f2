// Package format holds the one typed result from which every output format is
// made: package govet's findings with all that a format can need worked out,
// such as names for findings that survive line moves, paths relative to the
// repository, the ends of positions and the enclosing functions.
//
// What enters are findings and what is known of the checks; what leaves is a
// [Report], which is also, as it stands, the JSON format. Each other format has
// a package of its own below this one. Nothing here knows the checks by name.
package format

import (
	"encoding/json"
	"fmt"
	"io"
)

// Version is the version of the JSON format. Fields may be added to it; for
// anything else it goes up.
const Version = 1

// A Report is the result of one run. docs/output.md documents it.
type Report struct {
	Version int    `json:"version"`
	Tool    Tool   `json:"tool"`
	Root    string `json:"root"`    // the repository's directory, absolute
	Partial bool   `json:"partial"` // some package could not be analysed
	// Checks has all checks, with findings or without.
	Checks   []Check   `json:"checks"`
	Findings []Finding `json:"findings"` // in order of position
	// Contracts has what is known of the functions that steps call.
	Contracts map[string]string `json:"contracts,omitempty"` // by callee

	// Bases has the named directories, other than the root, that files may be
	// in: "GOMODCACHE" and so on.
	Bases   []Base   `json:"-"`
	Sources *Sources `json:"-"`
}

// A Base is a directory with a name that means the same on other machines.
type Base struct{ Name, Dir string }

// A Tool says what made a report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	URL     string `json:"url"`
}

// A Check is one of the checks.
type Check struct {
	Name    string `json:"name"`
	Summary string `json:"summary"`
	URL     string `json:"url"`
	// Doc is the check's page in the syntax of Go doc comments, without its
	// summary; Severity is a CVSS-like score from 0 to 10, as text; 0 for what
	// is no security matter; Tags classify the check ("external/cwe/cwe-416").
	Doc      string   `json:"-"`
	Severity string   `json:"-"`
	Tags     []string `json:"-"`
}

// A Finding is one finding.
type Finding struct {
	ID          string       `json:"id"` // survives line moves
	Check       string       `json:"check"`
	Possible    bool         `json:"possible"` // rests on an effect that may fail to happen
	Message     string       `json:"message"`
	Package     string       `json:"package"` // import path
	Function    string       `json:"function,omitempty"`
	Location    Location     `json:"location"`
	Steps       []Step       `json:"steps"`
	Suppression *Suppression `json:"suppression,omitempty"`
}

// A Suppression says why a finding does not count.
type Suppression struct {
	Kind   string `json:"kind"` // "inSource" or "external", SARIF's words
	Reason string `json:"reason"`
}

// A Step is one event on the path to a finding.
type Step struct {
	Kind     string   `json:"kind,omitempty"`
	Message  string   `json:"message"`
	Object   string   `json:"object,omitempty"`
	Call     string   `json:"call,omitempty"`   // the function called there, as written
	Callee   string   `json:"callee,omitempty"` // its name in Contracts, if it is there
	Count    *int     `json:"count,omitempty"`  // references owed after the step
	Inner    bool     `json:"inner,omitempty"`  // it happens inside the step before it
	Location Location `json:"location"`
	Package  string   `json:"package,omitempty"` // import path, if it is not the finding's
}

// A Location is a range in a file. Lines and columns start at 1, columns count
// bytes, as Go's do, and the end is behind the last byte.
type Location struct {
	File      string `json:"file"` // relative to the root with "/", or absolute
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`

	Path string `json:"-"` // of the file on this machine
}

// Counted returns the findings that are not suppressed.
func (r *Report) Counted() int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Suppression == nil {
			n++
		}
	}
	return n
}

// WriteJSON writes the report as JSON.
func WriteJSON(w io.Writer, r *Report) error {
	return EncodeJSON(w, r)
}

// EncodeJSON writes a value for people and machines: indented, and without
// escapes that only HTML needs.
func EncodeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// Owed says how many references are owed after the step, with a space before
// it, or nothing.
func (s *Step) Owed() string {
	switch {
	case s.Count == nil:
		return ""
	case *s.Count == 1:
		return " (1 reference owed)"
	}
	return fmt.Sprintf(" (%d references owed)", *s.Count)
}
