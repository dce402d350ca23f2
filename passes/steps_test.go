package passes_test

import (
	"slices"
	"testing"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/passes"
)

func TestReadStep(t *testing.T) {
	if len(passes.StepKinds) != int(finding.Inside)+1 || slices.Contains(passes.StepKinds, "") {
		t.Errorf("not every kind of step has a name: %v", passes.StepKinds)
	}
	for message, want := range map[string]passes.Step{
		"s acquired here from C.f (1 reference owed)": {Kind: "acquired", Object: "s", Call: "C.f", Count: 1, Text: "s acquired here from C.f"},
		"the session returned here":                   {Kind: "stored", Object: "the session", Count: -1, Text: "the session returned here"},
		"unheard of":                                  {Count: -1, Text: "unheard of"},
	} {
		if got := passes.ReadStep(message); got != want {
			t.Errorf("%q: got %+v, want %+v", message, got, want)
		}
	}
}
