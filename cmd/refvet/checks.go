package main

import (
	"strings"

	"github.com/refvet/refvet/internal/format"
	"github.com/refvet/refvet/passes"
)

// classified says how the checks' findings rank among security issues: a score
// as GitHub's security-severity wants it, and the CWE entries.
var classified = map[string]struct {
	severity string // "" where it is no matter of security
	cwe      []string
}{
	"useafterrelease": {"8.1", []string{"416"}},        // use after free
	"leak":            {"5.3", []string{"401", "772"}}, // memory or resource not released
	"overrelease":     {"8.1", []string{"415"}},        // double free
	"crosscontext":    {"6.5", []string{"664"}},        // control of a resource through its lifetime
	"nullresult":      {"5.9", []string{"476"}},        // NULL dereference
	"contract":        {"", nil},
	"borrowescape":    {"7.5", []string{"825", "416"}}, // expired pointer
}

// checks describes the checks for output formats.
func checks() []format.Check {
	var list []format.Check
	for _, a := range passes.All {
		summary, doc, _ := strings.Cut(a.Doc, "\n")
		c := format.Check{Name: a.Name, Summary: summary, URL: a.URL, Doc: strings.TrimSpace(doc), Tags: []string{"correctness"}}
		class := classified[a.Name]
		c.Severity = class.severity
		if class.severity != "" {
			c.Tags = append(c.Tags, "security")
		}
		for _, cwe := range class.cwe {
			c.Tags = append(c.Tags, "external/cwe/cwe-"+cwe)
		}
		list = append(list, c)
	}
	return list
}
