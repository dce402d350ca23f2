package check

import (
	"strings"
	"testing"
)

func TestExtractDoc(t *testing.T) {
	const page = "// Package x is y.\n//\n// # Analyzer x\n//\n// x: report z\n//\n// Code:\n//\n//\tf()\npackage x\n"
	got, err := extractDoc(page, "x")
	if want := "report z\n\nCode:\n\n\tf()"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for source, want := range map[string]string{
		"package x\n":                                   "no package comment",
		"// Package x.\npackage x\n":                    "no heading",
		"// # Analyzer x\n//\n// y: z\npackage x\n":     "not followed by",
		"// # Analyzer other\n//\n// x: z\npackage x\n": "no heading",
		"not Go":                       "no package comment",
		"// A licence.\n\npackage x\n": "no package comment",
	} {
		if _, err := extractDoc(source, "x"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got error %v, want %q", source, err, want)
		}
	}
}
