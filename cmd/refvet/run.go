package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/refvet/refvet/internal/format/terminal"
	"github.com/refvet/refvet/internal/govet"
	"github.com/refvet/refvet/passes"
)

// run analyses the packages that opts ask for, prints the findings and returns
// the exit code.
func run(ctx context.Context, opts *options, stdout, stderr io.Writer) int {
	news, err := newFilter(ctx, opts)
	if err != nil {
		return trouble(stderr, err)
	}
	result, err := analyse(ctx, opts, stderr)
	if err != nil {
		return trouble(stderr, err)
	}
	if opts.writeBaseline != "" {
		return writeBaseline(opts, result, stderr)
	}
	if opts.fix {
		if result, err = fix(ctx, opts, news, result, stdout, stderr); err != nil {
			return trouble(stderr, err)
		}
	} else {
		news.apply(ctx, result, stderr)
	}
	if !opts.diff {
		if err := output(ctx, opts, result, stdout); err != nil {
			return trouble(stderr, err)
		}
	}
	switch {
	case result.Partial:
		return partial(stderr)
	case len(result.Findings) > 0:
		return exitFindings
	}
	return exitClean
}

// ownFlags are the vettool's flags that refvet always sets. What few runs look at
// is asked for in all of them: other flags would be other results to go vet's cache.
var ownFlags = []string{"-" + passes.FixesFlag + "=" + passes.FixCandidates, "-" + passes.SuppressedFlag}

// analyse runs go vet on the packages that opts ask for; toolFlags are further
// flags of the vettool.
func analyse(ctx context.Context, opts *options, stderr io.Writer, toolFlags ...string) (*govet.Result, error) {
	if opts.dir != "" {
		if info, err := os.Stat(opts.dir); err != nil {
			return nil, err
		} else if !info.IsDir() {
			return nil, fmt.Errorf("-C %s: not a directory", opts.dir)
		}
	}
	stubFlags, err := checkedStubFlags(opts.stubs)
	if err != nil {
		return nil, err
	}
	tool, err := os.Executable()
	if err != nil {
		return nil, err
	}
	config := govet.Config{
		Dir:        opts.dir,
		Tool:       tool,
		BuildFlags: opts.buildFlags,
		ToolFlags:  slices.Concat(stubFlags, opts.checkFlags, ownFlags, toolFlags),
		SplitFlag:  packagesFlag,
		Patterns:   opts.patterns,
		Stderr:     stderr,

		NotePrefix:    passes.NotePrefix,
		IgnoredPrefix: passes.IgnoredPrefix,
	}
	if progress := terminal.NewProgress(stderr); progress != nil {
		defer progress.Close()
		config.Stderr, config.Progress = progress, progress.Done
	}
	return govet.Run(ctx, config)
}

// partial says that some packages could not be analysed and returns the exit code.
func partial(stderr io.Writer) int {
	fmt.Fprintln(stderr, "refvet: some packages could not be analysed (see above): the results are partial")
	return exitTrouble
}
