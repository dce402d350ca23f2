package run

import (
	"os"
	"testing"

	"github.com/refvet/refvet/oracle/gen"
)

func TestMain(m *testing.M) {
	Main()
	os.Exit(m.Run())
}

// TestC compares what refvet says of programs through cgo with what it says of
// the same programs through package model.
func TestC(t *testing.T) {
	b := &Batch{Dir: t.TempDir()}
	var which []int
	for seed := uint64(500); len(which) < 8; seed++ {
		p, err := Make(seed, gen.Size{Funcs: 3, Stmts: 8})
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := cgoText(p); ok {
			which = append(which, len(b.Programs))
			b.Programs = append(b.Programs, p)
		}
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	asGo, err := b.See(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	asC, err := b.SeeC(t.Context(), which)
	if err != nil {
		t.Fatal(err)
	}
	set := map[string]int{}
	for _, r := range asGo.Reports {
		set[r.Class+" "+r.At]++
	}
	for _, r := range asC.Reports {
		set[r.Class+" "+r.At] -= 2
	}
	for key, n := range set {
		switch {
		case n > 0:
			t.Errorf("only through package model: %s", key)
		case n < -1:
			t.Errorf("only through cgo: %s", key)
		}
	}
	t.Logf("%d reports", len(asC.Reports))
}
