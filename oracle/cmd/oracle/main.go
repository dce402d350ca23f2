// Command oracle judges refvet by generated programs that really run.
//
//	go run ./oracle/cmd/oracle          a bounded run for CI: fixed seeds and a fresh one
//	go run ./oracle/cmd/oracle -long    a campaign of 20,000 programs with fresh seeds
//	go run ./oracle/cmd/oracle -file f  what happens in f, and what refvet says of it
//
// It prints the confusion tables, and each disagreement shrunk to a minimal
// program, with its seed.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/refvet/refvet/oracle/run"
)

func main() {
	run.Main()
	var (
		long   = flag.Bool("long", false, "run a campaign of -n programs with fresh seeds")
		n      = flag.Int("n", 0, "how many `programs` (default 150, or 20000 with -long)")
		seed   = flag.Uint64("seed", 0, "first `seed` (default: 1, and a fresh one)")
		batch  = flag.Int("batch", 50, "`programs` to a batch")
		funcs  = flag.Int("funcs", 5, "about how many `functions` to a program")
		stmts  = flag.Int("stmts", 8, "about how many `statements` to a function")
		shrink = flag.Int("shrink", 6, "how many `disagreements` of a kind to shrink and print")
		skip   = flag.String("without", "", "do not shrink disagreements with this `feature`")
		keep   = flag.String("keep", "", "leave batches in this `directory`")
		file   = flag.String("file", "", "judge the program in this `file` (of package p) and nothing else")
		mutate = flag.String("mutate", "", "plant faults in the good functions of the cgo files below this `directory`")
		each   = flag.Int("each", 3, "how many `mutants` of a kind of each function")
		strict = flag.Bool("strict", false, "exit 1 where accuracy is below what is promised")
	)
	flag.Parse()
	if *file != "" {
		src, err := os.ReadFile(*file)
		if err == nil {
			err = run.One(os.Stdout, string(src))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "oracle:", err)
			os.Exit(2)
		}
		return
	}
	if *mutate != "" {
		tally, err := run.MutateCorpus(os.Stdout, *mutate, *each, *shrink)
		if tally != nil {
			tally.Print(os.Stdout)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "oracle:", err)
			os.Exit(2)
		}
		return
	}
	c := run.Campaign{Batch: *batch, Funcs: *funcs, Stmts: *stmts, Shrink: *shrink, Without: *skip, Dir: *keep, Out: os.Stdout}
	fresh := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1)).Uint64() >> 20
	switch {
	case *seed != 0:
		c.Add(*seed, or(*n, 50))
	case *long:
		c.Add(fresh, or(*n, 20000))
	default:
		c.Add(1, or(*n, 150)*2/3)
		c.Add(fresh, or(*n, 150)/3)
	}
	tally, err := c.Run()
	if tally != nil {
		tally.Print(os.Stdout)
		fmt.Printf("\nfalse reports %.2f %%, recall weighted by feature %.2f %%\n", 100*tally.FalseRate(), 100*tally.Recall())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(2)
	}
	if *strict && (tally.FalseRate() > 0.005 || tally.Recall() < 0.98) {
		os.Exit(1)
	}
}

func or(n, otherwise int) int {
	if n != 0 {
		return n
	}
	return otherwise
}
