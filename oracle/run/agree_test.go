package run

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"
)

// What a run that is bounded may miss: of a few hundred reports, some are bound
// to be wrong. The long campaign has the promises.
const (
	boundFalse  = 0.03
	boundRecall = 0.95
)

// TestAgreement judges refvet by fixed programs and by fresh ones.
func TestAgreement(t *testing.T) {
	if testing.Short() {
		t.Skip("a minute of work")
	}
	fresh := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1)).Uint64() >> 20
	var out, log bytes.Buffer
	c := Campaign{Batch: 40, Funcs: 4, Stmts: 8, Workers: 2, Out: &out, Log: &log}
	c.Add(1, 80)
	c.Add(fresh, 40)
	tally, err := c.Run(t.Context())
	t.Logf("fresh seed %d\n%s", fresh, out.String())
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	tally.Print(&text)
	t.Log(text.String())
	if tally.Total[Found] < 50 {
		t.Errorf("only %d violations were found: do the programs have none?", tally.Total[Found])
	}
	for _, x := range []struct {
		bad  bool
		what string
	}{
		{tally.FalseRate() > boundFalse, "too many reports are false"},
		{recall(tally.Total) < boundRecall, "too many violations are missed"},
		{tally.UnconfirmedRate() > MaxUnconfirmed, "too many reports are unconfirmed"},
		{tally.Total[Crash] > 0, "refvet crashes"},
		{tally.Left > 0, "programs cannot be run"},
	} {
		if x.bad {
			t.Errorf("%s: fresh seed %d\n%s", x.what, fresh, log.String())
		}
	}
}
