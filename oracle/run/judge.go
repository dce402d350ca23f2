package run

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/refvet/refvet/oracle/model/drive"
)

// judge builds, runs and analyses the batch, and compares. What it counts goes
// to tally. The programs of cgo are analysed once more, through cgo.
func (b *Batch) judge(ctx context.Context, dir string, keep bool, tally *Tally, cgo []int) ([]Case, error) {
	var err error
	if !keep {
		if dir, err = os.MkdirTemp("", "oracle"); err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
	}
	b.Dir = dir
	if err := b.Write(); err != nil {
		return nil, err
	}
	results, left, err := b.RunAll(ctx, tally)
	tally.Left += len(left)
	if err != nil {
		return nil, err
	}
	stop := tally.clock("refvet")
	sight, crashed := b.seeAll(ctx)
	stop()
	tally.count(b, results, sight)
	var kept []drive.Result
	for _, r := range results {
		if i := programOf([]string{"p/" + strings.TrimPrefix(r.Program, "_") + ".go"}, ""); crashed[i] == nil {
			kept = append(kept, r)
		}
	}
	if kept, err = b.chase(ctx, tally, kept, sight); err != nil {
		return nil, err
	}
	cases := b.Compare(kept, sight)
	for i, err := range crashed {
		cases = append(cases, Case{Program: i, Verdict: Crash, Class: "crash", Text: firstLines(err.Error())})
	}
	if cgo == nil {
		return cases, nil
	}
	through, err := b.throughC(ctx, kept, cgo)
	if err != nil && ctx.Err() == nil { // a text that cannot be written through cgo is no reason to end a campaign
		fmt.Fprintln(os.Stderr, "oracle: through cgo:", err)
		tally.Left += len(cgo)
		err = nil
	}
	return append(cases, through...), err
}

// count counts the programs of b and their roots.
func (t *Tally) count(b *Batch, results []drive.Result, sight *Sight) {
	for _, p := range b.Programs {
		if p != nil {
			t.Programs++
			t.Lines += strings.Count(p.Main, "\n") + strings.Count(p.Wrap, "\n")
		}
	}
	for _, r := range results {
		t.Roots++
		t.Runs += r.Runs
		if r.Whole {
			t.Whole++
		}
	}
	t.Budget += sight.Budget
	t.Doubts += sight.Doubts
}

// throughC judges some programs of the batch as they are written through cgo.
func (b *Batch) throughC(ctx context.Context, results []drive.Result, which []int) ([]Case, error) {
	part := &Batch{Dir: b.Dir, Programs: make([]*Checked, len(b.Programs))}
	some := false
	for _, i := range which {
		if b.Programs[i] != nil {
			if _, ok := cgoText(b.Programs[i]); ok {
				part.Programs[i], some = b.Programs[i], true
			}
		}
	}
	if !some {
		return nil, nil
	}
	sight, err := part.SeeC(ctx, which)
	if err != nil {
		return nil, err
	}
	var kept []drive.Result
	for _, r := range results {
		if i := programOf([]string{"p/" + strings.TrimPrefix(r.Program, "_") + ".go"}, ""); part.Programs[i] != nil {
			kept = append(kept, r)
		}
	}
	cases := part.Compare(kept, sight)
	for i := range cases {
		cases[i].Features = []string{"through cgo"}
		cases[i].Text = "through cgo: " + cases[i].Text
	}
	return cases, nil
}

// firstLines shortens the text of a crash.
func firstLines(s string) string {
	list := strings.SplitN(s, "\n", 30)
	return strings.Join(list[:min(len(list), 24)], "\n")
}
