package run

import (
	"context"
	"fmt"
	"io"

	"github.com/refvet/refvet/oracle/gen"
)

// One judges a program that a person wrote: one file of package p.
func One(ctx context.Context, out io.Writer, src string) error {
	c, err := Check(gen.Program{Main: src})
	if err != nil {
		return err
	}
	b := &Batch{Programs: []*Checked{c}}
	tally := NewTally()
	cases, err := b.judge(ctx, "", false, tally, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d roots, %d run to the end, %d runs; out of budget %d, doubts %d\n", tally.Roots, tally.Whole, tally.Runs, tally.Budget, tally.Doubts)
	for _, x := range cases {
		fmt.Fprintf(out, "%s: %s\n", x.Verdict, x.Text)
	}
	return nil
}
