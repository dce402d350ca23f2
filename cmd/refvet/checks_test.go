package main

import (
	"slices"
	"testing"
)

// TestClassified checks that each check, and nothing else, is classified.
func TestClassified(t *testing.T) {
	for _, c := range checks() {
		class, ok := classified[c.Name]
		if !ok {
			t.Errorf("%s is not classified", c.Name)
		}
		if (class.severity == "") != (len(class.cwe) == 0) || slices.Contains(c.Tags, "security") != (class.severity != "") {
			t.Errorf("%s: severity %q, CWE %v, tags %v", c.Name, class.severity, class.cwe, c.Tags)
		}
		if c.Summary == "" || c.Doc == "" || c.URL == "" {
			t.Errorf("%s has no page", c.Name)
		}
	}
	for name := range classified {
		if !slices.Contains(checkNames(), name) {
			t.Errorf("%s is classified, but no check", name)
		}
	}
	for _, name := range formatNames {
		if name != plainText && formats[name] == nil || len(formats) != len(formatNames)-1 {
			t.Errorf("nothing writes the format %s", name)
		}
	}
}
