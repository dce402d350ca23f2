package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/refvet/refvet/internal/govet"
	"github.com/refvet/refvet/internal/repair"
)

// checkFix reports what is wrong with -fix and -diff, before the work starts.
func checkFix(opts *options) error {
	if opts.diff && !opts.fix {
		return errors.New("-diff shows what -fix would do: give both")
	}
	if !opts.fix {
		return nil
	}
	if opts.writeBaseline != "" {
		return errors.New("-fix and -write-baseline: fix first, then write the baseline")
	}
	for _, f := range opts.buildFlags {
		switch name, value, _ := strings.Cut(f, "="); {
		case name == "-trimpath" && value == "true":
			return errors.New("-fix needs to know where the files are: leave out -trimpath")
		case name == "-overlay":
			return errors.New("-fix tries fixes in an overlay of its own: leave out -overlay")
		}
	}
	return nil
}

// fix fixes what it can of the findings, and returns the result for what is left.
// With -diff it prints the changes, and the result is that before them.
func fix(ctx context.Context, opts *options, news *filter, result *govet.Result, stdout, stderr io.Writer) (*govet.Result, error) {
	all := slices.Clone(result.Findings)
	news.apply(ctx, result, stderr)
	if result.Partial {
		fmt.Fprintln(stderr, "refvet: -fix: nothing is fixed while some packages cannot be analysed")
		return result, nil
	}
	t, err := newTrial(opts, all, result.Findings)
	if err != nil {
		return nil, err
	}
	defer t.close()
	if err := t.run(ctx); err != nil {
		return nil, fmt.Errorf("-fix: %w", err)
	}
	if opts.diff {
		return result, t.printDiff(stdout)
	}
	if err := t.write(); err != nil {
		return nil, err
	}
	t.tell(stderr)
	if t.last == nil {
		return result, nil
	}
	// Lines have moved.
	if news, err = newFilter(ctx, opts); err != nil {
		return nil, err
	}
	news.apply(ctx, t.last, io.Discard)
	return t.last, nil
}

// printDiff prints the changes in a form that patch -p1 and git apply read.
func (t *trial) printDiff(w io.Writer) error {
	for _, name := range t.changed() {
		f := t.files[name]
		short := govet.Short(name)
		if _, err := w.Write(diff.Diff("a/"+short, f.content, "b/"+short, t.contents(f, t.accepted))); err != nil {
			return err
		}
	}
	return nil
}

// write writes the files that change: all of them, or none if one cannot be
// written.
func (t *trial) write() error {
	var problems []error
	for _, name := range t.changed() {
		problems = append(problems, t.writable(t.files[name]))
	}
	if err := errors.Join(problems...); err != nil {
		return fmt.Errorf("-fix: nothing was written:\n%w", err)
	}
	for _, name := range t.changed() {
		f := t.files[name]
		// In place: links and modes are the user's.
		if err := os.WriteFile(name, t.contents(f, t.accepted), 0o666); err != nil {
			return fmt.Errorf("-fix: %w", err)
		}
	}
	return nil
}

// writable returns an error if f must not be written. The mode counts for
// root, too: a file is made read-only for a reason.
func (t *trial) writable(f *fixable) error {
	short := govet.Short(f.name)
	info, err := os.Stat(f.name)
	if err != nil {
		return err
	}
	if info.Mode()&0o200 == 0 {
		return fmt.Errorf("%s is read-only: make it writable, or see what would change with -diff", short)
	}
	now, err := os.ReadFile(f.name)
	if err != nil {
		return err
	}
	if string(now) != string(f.content) {
		return fmt.Errorf("%s has changed meanwhile: run refvet again", short)
	}
	file, err := os.OpenFile(f.name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return file.Close()
}

// tell says what was fixed, where it was.
func (t *trial) tell(w io.Writer) {
	picks := slices.SortedFunc(slices.Values(t.accepted), func(a, b repair.Pick) int { return a.Job - b.Job })
	for _, pick := range picks {
		job := t.jobs[pick.Job]
		f := job.finding
		fmt.Fprintf(w, "refvet: fixed %s:%d:%d: %s: %s\n", govet.Short(f.Pos.File), f.Pos.Line, f.Pos.Col, f.Check, job.fixes[pick.Alternative].Message)
	}
}
