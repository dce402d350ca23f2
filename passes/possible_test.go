package passes_test

import (
	"testing"

	"github.com/refvet/refvet/analyzer"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// TestPossible checks that what rests on the name of a method, or on the
// implementations of it that happen to be visible, is never called definite.
func TestPossible(t *testing.T) {
	if testing.Short() {
		t.Skip("loads a part of the corpus and what it imports from source")
	}
	const corpus = "github.com/refvet/refvet/testdata/src/"
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax}, corpus+"names", corpus+"fakes", corpus+"fakesfar")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		found := act.Result.(*analyzer.Result).Findings
		if len(found) == 0 {
			t.Errorf("%s: no findings", act.Package.PkgPath)
		}
		for _, f := range found {
			if !f.Possible {
				t.Errorf("%s: %s of %s is definite, and must be possible", act.Package.Fset.Position(f.Pos), f.Class, f.Object)
			}
		}
	}
}
