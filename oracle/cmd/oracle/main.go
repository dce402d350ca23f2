// Command oracle judges refvet by generated programs that really run.
//
//	go run ./oracle/cmd/oracle              a bounded run for CI: fixed seeds and a fresh one
//	go run ./oracle/cmd/oracle -long        a campaign of 20,000 programs with fresh seeds
//	go run ./oracle/cmd/oracle -file f      what happens in f, and what refvet says of it
//	go run ./oracle/cmd/oracle -mutate dir  faults planted in the good functions below dir
//
// It prints the confusion tables, and disagreements shrunk to minimal programs,
// with their seeds. An interrupt prints what is known so far; with -state, the
// same command goes on from there.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/refvet/refvet/oracle/run"
)

var (
	long    = flag.Bool("long", false, "run a campaign of -n programs with fresh seeds")
	n       = flag.Int("n", 0, "how many `programs` (default 150, or 20000 with -long)")
	seed    = flag.Uint64("seed", 0, "first `seed` (default: 1, and a fresh one)")
	seeds   = flag.String("seeds", "", "judge the programs of these `seeds`, separated by commas, again: those of disagreements, say")
	workers = flag.Int("j", 1, "how many `batches` to judge at a time")
	batch   = flag.Int("batch", 50, "`programs` to a batch")
	funcs   = flag.Int("funcs", 5, "about how many `functions` to a program")
	stmts   = flag.Int("stmts", 8, "about how many `statements` to a function")
	shrink  = flag.Int("shrink", 6, "how many `disagreements` of a kind to shrink and print")
	skip    = flag.String("without", "", "do not shrink disagreements with this `feature`")
	keep    = flag.String("keep", "", "leave batches in this `directory`")
	log     = flag.String("log", "", "append all disagreements to this `file`, as they are, with their seeds")
	state   = flag.String("state", "", "keep the totals in this `file`, and go on from it")
	file    = flag.String("file", "", "judge the program in this `file` (of package p) and nothing else")
	mutate  = flag.String("mutate", "", "plant faults in the good functions of the cgo files below this `directory`, or of \"generated\" programs")
	each    = flag.Int("each", 3, "how many `mutants` of a kind of each function")
	strict  = flag.Bool("strict", false, "exit 1 where accuracy is below what is promised")
	write   = flag.String("write", "", "write the tables to this `file` as well: oracle/results.md is what README quotes")
)

func main() {
	run.Main()
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := judge(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(2)
	}
}

func judge(ctx context.Context) error {
	if *file != "" {
		src, err := os.ReadFile(*file)
		if err != nil {
			return err
		}
		return run.One(ctx, os.Stdout, string(src))
	}
	if *mutate != "" {
		return mutants(ctx)
	}
	c, err := campaign()
	if err != nil {
		return err
	}
	tally, err := c.Run(ctx)
	if tally == nil {
		return err
	}
	tally.Print(os.Stdout)
	if err == nil && *write != "" {
		err = c.Write(*write, tally)
	}
	if err == nil && *strict && len(tally.Broken()) > 0 {
		os.Exit(1)
	}
	return err
}

// mutants plants faults in the corpus, or in generated programs.
func mutants(ctx context.Context) error {
	m := &run.Mutation{Each: *each, Shrink: *shrink, Out: os.Stdout}
	if *log != "" {
		f, err := os.Create(*log)
		if err != nil {
			return err
		}
		defer f.Close()
		m.Log = f
	}
	var err error
	if *mutate == "generated" {
		err = m.Generated(ctx, uint64(or(int(*seed), 1)), or(*n, 150))
	} else {
		err = m.Corpus(*mutate)
	}
	if err != nil {
		return err
	}
	tally, err := m.Run(ctx)
	tally.Tally.Print(os.Stdout)
	fmt.Println()
	tally.Print(os.Stdout)
	if err == nil && *write != "" {
		err = run.WriteSection(*write, "Planted faults: "+*mutate, func(w io.Writer) {
			what := fmt.Sprintf("-mutate %s -each %d", *mutate, *each)
			if *mutate == "generated" {
				what += fmt.Sprintf(" -seed %d -n %d", or(int(*seed), 1), or(*n, 150))
			}
			fmt.Fprintf(w, "    go run ./oracle/cmd/oracle %s -shrink 0\n\n", what)
			tally.Print(w)
		})
	}
	return err
}

// campaign is what the flags ask for.
func campaign() (*run.Campaign, error) {
	c := &run.Campaign{Batch: *batch, Funcs: *funcs, Stmts: *stmts, Workers: *workers, Shrink: *shrink, Without: *skip, Dir: *keep, State: *state, Out: os.Stdout}
	if *log != "" {
		f, err := os.OpenFile(*log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
		if err != nil {
			return nil, err
		}
		c.Log = f
	}
	fresh := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1)).Uint64() >> 20
	switch {
	case *seeds != "":
		for _, text := range strings.Split(*seeds, ",") {
			s, err := strconv.ParseUint(strings.TrimSpace(text), 10, 64)
			if err != nil {
				return nil, fmt.Errorf("-seeds: %v", err)
			}
			c.Add(s, 1)
		}
	case *seed != 0:
		c.Add(*seed, or(*n, 50))
	case *long:
		c.Add(fresh, or(*n, 20000))
	default:
		c.Add(1, or(*n, 150)*2/3)
		c.Add(fresh, or(*n, 150)/3)
	}
	return c, nil
}

func or(n, otherwise int) int {
	if n != 0 {
		return n
	}
	return otherwise
}
