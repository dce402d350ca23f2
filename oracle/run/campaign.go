package run

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/refvet/refvet/oracle/gen"
)

// A Campaign is a run of many programs.
type Campaign struct {
	Batch, Funcs, Stmts int
	Workers             int    // batches at a time; 0 is 1
	Shrink              int    // disagreements of each verdict and class to shrink
	Without             string // do not shrink what has this feature
	Dir                 string // where batches are left; "" removes them
	State               string // file that keeps the totals, to go on from; or ""
	Out                 io.Writer
	Log                 io.Writer // where all disagreements go, as they are; or nil

	parts []part
	done  int // programs that were judged
	shown map[string]int
}

// A part is a range of seeds.
type part struct {
	Seed uint64
	N    int
}

// Add adds n programs, with seeds from seed on.
func (c *Campaign) Add(seed uint64, n int) {
	c.parts = append(c.parts, part{seed, n})
}

// seeds lists the seeds of the next batch: those from index from on.
func (c *Campaign) seeds(from int) (list []uint64) {
	for _, p := range c.parts {
		for ; from < p.N && len(list) < c.Batch; from++ {
			list = append(list, p.Seed+uint64(from))
		}
		from = max(0, from-p.N)
	}
	return list
}

// An outcome is a judged batch.
type outcome struct {
	seeds []uint64
	batch *Batch
	cases []Case
	tally *Tally
	err   error
}

// Run runs the campaign, or what is left of it, until ctx ends. Batches are
// counted in their order, however many workers there are, and forgotten: the
// totals are all that grows.
func (c *Campaign) Run(ctx context.Context) (*Tally, error) {
	c.shown = map[string]int{}
	tally, done, err := c.resume()
	if err != nil {
		return nil, err
	}
	for _, p := range c.parts {
		fmt.Fprintf(c.Out, "%d programs from seed %d\n", p.N, p.Seed)
	}
	if done > 0 {
		fmt.Fprintf(c.Out, "%d of them were judged before: %s\n", done, c.State)
	}
	defer func() { c.done = done }()
	for o := range c.outcomes(ctx, done) {
		r := <-o
		if ctx.Err() != nil {
			break // what it has is not whole
		}
		if r.err != nil {
			return tally, r.err
		}
		tally.Merge(r.tally)
		done += len(r.seeds)
		c.report(r, tally)
		if err := c.save(done, tally); err != nil {
			return tally, err
		}
		if err := c.disagreements(r.batch, r.cases, r.seeds); err != nil {
			return tally, err
		}
	}
	if ctx.Err() != nil {
		fmt.Fprintf(c.Out, "interrupted after %d programs; what follows is of these\n", done)
	}
	return tally, nil
}

// outcomes starts the batches from the program with index from on, as many at a
// time as there are workers.
func (c *Campaign) outcomes(ctx context.Context, from int) <-chan chan outcome {
	queue := make(chan chan outcome, max(0, c.Workers-1))
	go func() {
		defer close(queue)
		for i := from; ; i += c.Batch {
			seeds := c.seeds(i)
			if len(seeds) == 0 {
				return
			}
			o := make(chan outcome, 1)
			select {
			case queue <- o:
			case <-ctx.Done():
				return
			}
			go func() { o <- c.batch(ctx, i/c.Batch, seeds) }()
		}
	}()
	return queue
}

func (c *Campaign) batch(ctx context.Context, i int, seeds []uint64) outcome {
	o := outcome{seeds: seeds, batch: &Batch{}, tally: NewTally()}
	size := gen.Size{Funcs: c.Funcs, Stmts: c.Stmts}
	var cgo []int
	stop := o.tally.clock("generating")
	for _, seed := range seeds {
		p, err := Make(seed, SizeOf(seed, size))
		if err != nil {
			o.err = err
			return o
		}
		if _, ok := cgoText(p); ok && seed%24 == 0 { // one in a hundred, about
			cgo = append(cgo, len(o.batch.Programs))
		}
		o.batch.Programs = append(o.batch.Programs, p)
	}
	stop()
	o.cases, o.err = o.batch.judge(ctx, filepath.Join(c.Dir, fmt.Sprint("batch", i)), c.Dir != "", o.tally, cgo)
	o.tally.Add(o.cases)
	return o
}

// report prints a line about a batch, and its disagreements to the log.
func (c *Campaign) report(r outcome, tally *Tally) {
	for _, x := range r.cases {
		if c.Log != nil && disputed(x) && x.Program >= 0 {
			r.batch.describe(c.Log, x, r.seeds[x.Program])
		}
	}
	t := tally.Total
	fmt.Fprintf(c.Out, "seeds %d to %d: found %d missed %d, true %d false %d later %d unconfirmed %d, crashes %d\n",
		r.seeds[0], r.seeds[len(r.seeds)-1], t[Found], t[Missed], t[True], t[False], t[After], t[Unconfirmed], t[Crash])
}
