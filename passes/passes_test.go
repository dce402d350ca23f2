package passes_test

import (
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/passes"
	"golang.org/x/tools/go/analysis"
)

// TestAll checks that there is one check for each class, in order, and that a
// driver can run them.
func TestAll(t *testing.T) {
	if err := analysis.Validate(passes.All); err != nil {
		t.Error(err)
	}
	if len(passes.All) != len(finding.Classes) {
		t.Fatalf("%d checks for %d classes", len(passes.All), len(finding.Classes))
	}
	for i, class := range finding.Classes {
		a := passes.All[i]
		if a.Name != string(class) {
			t.Errorf("check %d is %s, want %s", i, a.Name, class)
		}
		if summary, _, _ := strings.Cut(a.Doc, "\n"); len(summary) < 20 || len(summary) > 100 {
			t.Errorf("%s: the first line of its page should be a summary: %q", a.Name, summary)
		}
		for _, part := range []string{"func bad", "func good", "To fix a finding", "Limits:"} {
			if !strings.Contains(a.Doc, part) {
				t.Errorf("%s: its page lacks %q", a.Name, part)
			}
		}
		for _, name := range []string{"stubs", "stubshash"} {
			if a.Flags.Lookup(name) == nil {
				t.Errorf("%s: no flag -%s", a.Name, name)
			}
		}
	}
}
