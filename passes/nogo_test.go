package passes_test

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/passes"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// TestNogo runs the checks as Bazel's nogo does, which leaves fields of the pass
// nil that other drivers fill, and sets nothing but flags. The findings must be
// those that other drivers get, and the facts the same bytes in each run: build
// systems cache by content.
func TestNogo(t *testing.T) {
	if testing.Short() {
		t.Skip("loads packages and what they import from source")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: root},
		"./testdata/src/cgo/leak", "./testdata/src/wrap", "./testdata/src/wrapped/leak", "./testdata/src/far", "./testdata/src/idioms")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the corpus does not compile")
	}
	want, facts := analyseAll(t, pkgs)
	if !strings.Contains(want, "wrapped/leak") || len(facts) < 20 {
		t.Fatalf("too little to compare: %d facts, findings:\n%s", len(facts), want)
	}
	for _, a := range append(slices.Clone(passes.All), analyzer.Analyzer) {
		run := a.Run
		defer func() { a.Run = run }()
		a.Run = func(pass *analysis.Pass) (any, error) {
			bare := *pass
			bare.ReadFile, bare.Module, bare.OtherFiles, bare.IgnoredFiles, bare.TypeErrors = nil, nil, nil, nil, nil
			return run(&bare)
		}
	}
	for range 3 {
		got, again := analyseAll(t, pkgs)
		if got != want {
			t.Errorf("findings differ:\n%s\nwant\n%s", got, want)
		}
		for name, data := range facts {
			if !bytes.Equal(again[name], data) {
				t.Errorf("the fact of %s differs from run to run", name)
			}
		}
		if len(again) != len(facts) {
			t.Errorf("%d facts, want %d", len(again), len(facts))
		}
	}
}

// analyseAll returns the findings of all checks, and the facts as they are stored.
func analyseAll(t *testing.T, pkgs []*packages.Package) (findings string, facts map[string][]byte) {
	t.Helper()
	graph, err := checker.Analyze(passes.All, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	facts = make(map[string][]byte)
	for act := range graph.All() {
		if act.Err != nil {
			t.Fatalf("%s: %v", act, act.Err)
		}
		for _, d := range act.Diagnostics {
			fmt.Fprintf(&text, "%s: %s %s\n", act.Package.PkgPath, act.Package.Fset.Position(d.Pos), d.Message)
		}
		for _, f := range act.AllObjectFacts() {
			facts[f.Object.String()] = encode(t, f.Fact)
		}
		for _, f := range act.AllPackageFacts() {
			facts["package "+f.Package.Path()] = encode(t, f.Fact)
		}
	}
	lines := strings.SplitAfter(text.String(), "\n")
	slices.Sort(lines)
	return strings.Join(lines, ""), facts
}

func encode(t *testing.T, fact analysis.Fact) []byte {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(fact); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestFlags checks that every exported analyzer has every setting: nogo and
// golangci-lint can set nothing else, and nothing of what an analyzer requires.
func TestFlags(t *testing.T) {
	for _, a := range passes.All {
		for _, name := range []string{"possible", "stubs", "stubshash"} {
			if a.Flags.Lookup(name) == nil {
				t.Errorf("%s: no flag -%s", a.Name, name)
			}
		}
	}
}
