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
	inGo, inC := map[string]bool{}, map[string]bool{} // one line may have several
	for _, r := range asGo.Reports {
		inGo[r.Class+" "+r.At] = true
	}
	for _, r := range asC.Reports {
		key := r.Class + " " + r.At
		if inC[key] = true; !inGo[key] {
			t.Errorf("only through cgo: %s", key)
		}
	}
	for key := range inGo {
		if !inC[key] {
			t.Errorf("only through package model: %s", key)
		}
	}
	t.Logf("%d reports", len(asC.Reports))
}
