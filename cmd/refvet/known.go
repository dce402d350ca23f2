package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/refvet/refvet/internal/baseline"
	"github.com/refvet/refvet/internal/changes"
	"github.com/refvet/refvet/internal/enclosing"
	"github.com/refvet/refvet/internal/govet"
)

// A filter keeps back findings that are not news to the user: those of
// -baseline, and those that -new-from is not about.
type filter struct {
	opts     *options
	baseline *baseline.Baseline // or nil
	changes  changes.Set        // or nil
}

// newFilter reads what the filter needs, before the work starts.
func newFilter(ctx context.Context, opts *options) (*filter, error) {
	f := &filter{opts: opts}
	var err error
	if opts.writeBaseline != "" {
		if opts.baseline != "" || opts.newFrom != "" {
			return nil, errors.New("-write-baseline writes all findings: leave out -baseline and -new-from")
		}
		if info, err := os.Stat(filepath.Dir(opts.writeBaseline)); err != nil {
			return nil, fmt.Errorf("-write-baseline: %w", err)
		} else if !info.IsDir() {
			return nil, fmt.Errorf("-write-baseline: %s is not a directory", filepath.Dir(opts.writeBaseline))
		}
	}
	if opts.baseline != "" {
		if f.baseline, err = baseline.Read(opts.baseline); err != nil {
			return nil, fmt.Errorf("-baseline: %w", err)
		}
	}
	if opts.newFrom != "" {
		if f.changes, err = changes.Since(ctx, opts.dir, opts.newFrom); err != nil {
			return nil, fmt.Errorf("-new-from: %w", err)
		}
	}
	return f, nil
}

// apply removes from result what is not news, and tells of baseline entries that
// are of no use any more.
func (f *filter) apply(ctx context.Context, result *govet.Result, stderr io.Writer) {
	if f.baseline != nil {
		unknown, stale := f.baseline.Split(result.Findings)
		result.Known = without(result.Findings, unknown)
		result.Findings = unknown
		// What was not looked at may still be there.
		if !result.Partial && len(f.opts.checkFlags) == 0 {
			f.tellStale(ctx, stale, stderr)
		}
	}
	if f.changes != nil {
		var finder enclosing.Finder
		old := func(found govet.Finding) bool { return !f.changed(found, &finder) }
		for _, list := range []*[]govet.Finding{&result.Findings, &result.Known, &result.Ignored} {
			*list = slices.DeleteFunc(*list, old)
		}
	}
}

// without returns the findings that are not in rest, which is in the same order.
func without(findings, rest []govet.Finding) (list []govet.Finding) {
	for _, f := range findings {
		if len(rest) > 0 && f.Pos == rest[0].Pos && f.Check == rest[0].Check && f.Message == rest[0].Message {
			rest = rest[1:]
			continue
		}
		list = append(list, f)
	}
	return list
}

// changed reports whether a finding has to do with the changes: its line or that
// of a step is new, or its function lost lines, a free for instance.
func (f *filter) changed(found govet.Finding, finder *enclosing.Finder) bool {
	if f.changes.Has(found.Pos.File, found.Pos.Line) {
		return true
	}
	for _, step := range found.Steps {
		if f.changes.Has(step.Pos.File, step.Pos.Line) {
			return true
		}
	}
	fn, ok := finder.At(found.Pos.File, found.Pos.Line)
	return ok && f.changes.Removed(found.Pos.File, fn.From, fn.To)
}

// tellStale lists the entries of packages that were analysed now.
func (f *filter) tellStale(ctx context.Context, stale []baseline.Entry, stderr io.Writer) {
	if len(stale) == 0 {
		return
	}
	dirs := govet.Dirs(ctx, govet.Config{Dir: f.opts.dir, BuildFlags: f.opts.buildFlags, Patterns: f.opts.patterns})
	stale = slices.DeleteFunc(stale, func(e baseline.Entry) bool { return !f.analysed(filepath.Dir(f.baseline.Path(e)), dirs) })
	if len(stale) == 0 {
		return
	}
	fmt.Fprintf(stderr, "refvet: %s has entries that no finding needs any more (-write-baseline writes it again):\n", govet.Short(f.opts.baseline))
	for _, e := range stale {
		fmt.Fprintf(stderr, "\t%s\n", e)
	}
}

// analysed reports whether a directory's package is among dirs, or was when
// there was one.
func (f *filter) analysed(dir string, dirs []string) bool {
	if slices.Contains(dirs, dir) {
		return true
	}
	if _, err := os.Stat(dir); err == nil || !slices.Contains(f.opts.patterns, "./...") {
		return false
	}
	start := f.opts.dir
	if start == "" {
		start, _ = os.Getwd()
	}
	return strings.HasPrefix(dir, start+string(filepath.Separator))
}

// writeBaseline writes all findings to the baseline file.
func writeBaseline(opts *options, result *govet.Result, stderr io.Writer) int {
	if result.Partial {
		fmt.Fprintln(stderr, "refvet: the baseline was not written")
		return partial(stderr)
	}
	b, err := baseline.New(opts.writeBaseline)
	if err == nil {
		b.Add(result.Findings)
		err = b.Write(opts.writeBaseline)
	}
	if err != nil {
		return trouble(stderr, fmt.Errorf("-write-baseline: %w", err))
	}
	fmt.Fprintf(stderr, "refvet: wrote %d findings to %s\n", len(result.Findings), govet.Short(opts.writeBaseline))
	return exitClean
}
