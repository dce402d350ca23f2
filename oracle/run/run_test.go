package run

import (
	"os"
	"strings"
	"testing"

	"github.com/refvet/refvet/oracle/gen"
)

// TestPrograms builds and runs a few programs as they are generated: all of
// them compile, and the roots end.
func TestPrograms(t *testing.T) {
	b := &Batch{Dir: t.TempDir()}
	for seed := range uint64(30) {
		p, err := Make(seed, gen.Size{Funcs: 3, Stmts: 6})
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		b.Programs = append(b.Programs, p)
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	results, err := b.Run(t.Context(), NewTally())
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]int{}
	runs, whole := 0, 0
	for _, r := range results {
		runs += r.Runs
		if r.Whole {
			whole++
		}
		for _, x := range r.Truths {
			classes[x.Class]++
		}
	}
	if whole*10 < len(results)*9 {
		t.Errorf("only %d of %d roots were run to the end", whole, len(results))
	}
	t.Logf("%d roots, %d whole, %d runs, truths %v", len(results), whole, runs, classes)
}

// TestSame checks that a seed makes one program.
func TestSame(t *testing.T) {
	for seed := range uint64(20) {
		a, err := Make(seed, gen.Size{Funcs: 4, Stmts: 8})
		if err != nil {
			t.Fatal(err)
		}
		b, err := Make(seed, gen.Size{Funcs: 4, Stmts: 8})
		if err != nil {
			t.Fatal(err)
		}
		if a.Main != b.Main || a.Wrap != b.Wrap {
			t.Errorf("seed %d makes two programs", seed)
		}
	}
}

// TestTruths runs the functions of testdata/truths.go: those whose name begins
// with a class have exactly that violation, those that begin with good none. Those
// that end with releasing do it in one call with a release.
func TestTruths(t *testing.T) {
	src, err := os.ReadFile("testdata/truths.go")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Check(gen.Program{Main: string(src)})
	if err != nil {
		t.Fatal(err)
	}
	b := &Batch{Dir: t.TempDir(), Programs: []*Checked{c}}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	results, err := b.Run(t.Context(), NewTally())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		want, _, _ := strings.Cut(r.Root, "_")
		var got []string
		for _, x := range r.Truths {
			if !x.Later {
				got = append(got, x.Class)
			}
			if n := len(x.Releasing); (n == 1) != strings.HasSuffix(r.Root, "_releasing") && !x.Later {
				t.Errorf("%s: releasing calls %v", r.Root, x.Releasing)
			}
		}
		switch {
		case want == "helper":
		case want == "good" && len(got) > 0:
			t.Errorf("%s: %v", r.Root, r.Truths)
		case want != "good" && (len(got) != 1 || got[0] != want):
			t.Errorf("%s: got %v (%v)", r.Root, got, r.Truths)
		}
		if !r.Whole {
			t.Errorf("%s was not run to the end: %s", r.Root, r.Trouble)
		}
	}
}
