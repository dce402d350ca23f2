package run

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/refvet/refvet/oracle/gen"
	"github.com/refvet/refvet/oracle/model/drive"
)

// A Campaign is a run of many programs.
type Campaign struct {
	Batch, Funcs, Stmts int
	Shrink              int    // disagreements of each verdict and class to shrink
	Without             string // do not shrink what has this feature
	Dir                 string // where batches are left; "" removes them
	Out                 io.Writer

	seeds []uint64
	shown map[string]int
}

// Add adds n programs, with seeds from seed on.
func (c *Campaign) Add(seed uint64, n int) {
	fmt.Fprintf(c.Out, "%d programs from seed %d\n", n, seed)
	for i := range n {
		c.seeds = append(c.seeds, seed+uint64(i))
	}
}

// Run runs the campaign.
func (c *Campaign) Run() (*Tally, error) {
	c.shown = map[string]int{}
	tally := NewTally()
	for i := 0; i < len(c.seeds); i += c.Batch {
		seeds := c.seeds[i:min(i+c.Batch, len(c.seeds))]
		if err := c.batch(i/c.Batch, seeds, tally); err != nil {
			return tally, err
		}
	}
	return tally, nil
}

func (c *Campaign) batch(i int, seeds []uint64, tally *Tally) error {
	b := &Batch{}
	size := gen.Size{Funcs: c.Funcs, Stmts: c.Stmts}
	var cgo []int
	for _, seed := range seeds {
		p, err := Make(seed, SizeOf(seed, size))
		if err != nil {
			return err
		}
		if _, ok := cgoText(p); ok && seed%24 == 0 { // one in a hundred, about
			cgo = append(cgo, len(b.Programs))
		}
		b.Programs = append(b.Programs, p)
	}
	cases, err := b.judge(filepath.Join(c.Dir, fmt.Sprint("batch", i)), c.Dir != "", tally, cgo)
	if err != nil {
		return err
	}
	tally.Add(cases)
	fmt.Fprintf(c.Out, "batch %d: seeds %d to %d: found %d missed %d, true %d false %d later %d unconfirmed %d, crashes %d\n", i, seeds[0], seeds[len(seeds)-1],
		tally.Total[Found], tally.Total[Missed], tally.Total[True], tally.Total[False], tally.Total[After], tally.Total[Unconfirmed], tally.Total[Crash])
	return c.disagreements(b, cases, seeds)
}

// judge builds, runs and analyses the batch.
func (b *Batch) judge(dir string, keep bool, tally *Tally, cgo []int) ([]Case, error) {
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
	results, left, err := b.RunAll()
	if tally != nil {
		tally.Left += len(left)
	}
	if err != nil {
		return nil, err
	}
	sight, crashed := b.seeAll()
	if tally != nil {
		tally.Programs += len(b.Programs) - len(left)
		for _, p := range b.Programs {
			if p == nil {
				continue
			}
			tally.Lines += strings.Count(p.Main, "\n") + strings.Count(p.Wrap, "\n")
		}
		for _, r := range results {
			tally.Roots++
			tally.Runs += r.Runs
			if r.Whole {
				tally.Whole++
			}
		}
		tally.Budget += sight.Budget
		tally.Doubts += sight.Doubts
	}
	var kept []drive.Result
	for _, r := range results {
		if i := programOf([]string{"p/" + strings.TrimPrefix(r.Program, "_") + ".go"}, ""); crashed[i] == nil {
			kept = append(kept, r)
		}
	}
	cases := b.Compare(kept, sight)
	for i, err := range crashed {
		cases = append(cases, Case{Program: i, Verdict: Crash, Class: "crash", Text: firstLines(err.Error())})
	}
	if cgo == nil {
		return cases, nil
	}
	through, err := b.throughC(kept, cgo)
	return append(cases, through...), err
}

// throughC judges some programs of the batch as they are written through cgo.
func (b *Batch) throughC(results []drive.Result, which []int) ([]Case, error) {
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
	sight, err := part.SeeC(which)
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

// disagreements shrinks and prints what the two do not agree on.
func (c *Campaign) disagreements(b *Batch, cases []Case, seeds []uint64) error {
	var todo []*task
	for _, x := range cases {
		if slices.Contains(x.Features, "through cgo") && x.Verdict != Found && x.Verdict != True {
			fmt.Fprintf(c.Out, "seed %d: %s: %s\n", seeds[max(0, x.Program)], x.Verdict, x.Text)
			continue
		}
		if x.Verdict != False && x.Verdict != Missed && x.Verdict != Crash || x.Program < 0 || slices.Contains(x.Features, c.Without) {
			continue
		}
		key := string(x.Verdict) + x.Class
		if c.shown[key] >= c.Shrink {
			continue
		}
		c.shown[key]++
		todo = append(todo, &task{verdict: x.Verdict, class: x.Class, best: b.Programs[x.Program], seed: seeds[x.Program], text: x.Text})
	}
	if len(todo) == 0 {
		return nil
	}
	if err := shrinkAll(todo); err != nil {
		return err
	}
	for _, t := range todo {
		fmt.Fprintf(c.Out, "\n--- seed %d: %s %s: %s\n%s", t.seed, t.verdict, t.class, t.text, t.best.Main)
		if t.best.Wrap != "" {
			fmt.Fprintf(c.Out, "%s", t.best.Wrap)
		}
	}
	return nil
}

// One judges a program that a person wrote: one file of package p.
func One(out io.Writer, src string) error {
	c, err := Check(gen.Program{Main: src})
	if err != nil {
		return err
	}
	b := &Batch{Programs: []*Checked{c}}
	tally := NewTally()
	cases, err := b.judge("", false, tally, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d roots, %d run to the end, %d runs; out of budget %d, doubts %d\n", tally.Roots, tally.Whole, tally.Runs, tally.Budget, tally.Doubts)
	for _, x := range cases {
		fmt.Fprintf(out, "%s: %s\n", x.Verdict, x.Text)
	}
	return nil
}
