package passes_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/refvet/refvet/analyzer"
	known "github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/passes/explain"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// TestExplain checks that telling what is known changes nothing of what is found,
// and that what is told makes sense.
func TestExplain(t *testing.T) {
	if testing.Short() {
		t.Skip("loads packages and what they import from source")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: root},
		"./testdata/src/cgo/leak", "./testdata/src/wrap", "./testdata/src/wrapped/leak", "./testdata/src/idioms")
	if err != nil {
		t.Fatal(err)
	}
	want, _ := analyseAll(t, pkgs)
	setExplain(t, "true")
	defer setExplain(t, "false")
	if got, _ := analyseAll(t, pkgs); got != want {
		t.Errorf("findings differ:\n%s\nwant\n%s", got, want)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{explain.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, act := range graph.Roots {
		if act.Err != nil || len(act.Diagnostics) != 1 {
			t.Fatalf("%s: %v, %d diagnostics, want 1", act, act.Err, len(act.Diagnostics))
		}
		var p known.Package
		if err := json.Unmarshal([]byte(act.Diagnostics[0].Message), &p); err != nil {
			t.Fatal(err)
		}
		for _, l := range p.Lines {
			lines++
			checkLine(t, l)
		}
	}
	if lines < 1000 {
		t.Errorf("only %d lines explained", lines)
	}
}

func setExplain(t *testing.T, value string) {
	if err := analyzer.Analyzer.Flags.Set(analyzer.ExplainFlag, value); err != nil {
		t.Fatal(err)
	}
}

// checkLine checks what must hold of every line.
func checkLine(t *testing.T, l known.Line) {
	if !filepath.IsAbs(l.File) || l.Line <= 0 || l.Func == "" {
		t.Errorf("%s:%d, in %q: not the place of a line", l.File, l.Line, l.Func)
	}
	if len(l.After.List) > 0 && len(l.Before.List) == 0 {
		t.Errorf("%s:%d: something is known behind the line, and nothing before it", l.File, l.Line)
	}
	for _, s := range append(l.Before.List, l.After.List...) {
		for _, o := range s.Objects {
			for _, h := range o.Handles {
				if h.Name == "" || h.Right == known.Owned && o.Owed == 0 {
					t.Errorf("%s:%d: handle %+v of %s, which owes %d references", l.File, l.Line, h, o.Name, o.Owed)
				}
			}
			if o.Lost > 0 && o.Owed > 0 {
				t.Errorf("%s:%d: %s is lost and owed", l.File, l.Line, o.Name)
			}
		}
	}
}
