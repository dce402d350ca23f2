package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/refvet/refvet/internal/format"
	"github.com/refvet/refvet/passes/explain"
)

// explainFlag is the vettool's flag that asks for what is known at each line.
var explainFlag = explain.Analyzer.Name

// explainLine is the command that tells what the engine knows at a line.
func explainLine(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opts, err := parseOptions(explainCommand, args)
	if err != nil {
		return trouble(stderr, err)
	}
	if len(opts.patterns) != 1 || opts.patterns[0] == "." {
		return trouble(stderr, errors.New("explain: name one line, as file.go:LINE"))
	}
	at, err := parseTarget(opts.dir, opts.patterns[0])
	if err != nil {
		return trouble(stderr, fmt.Errorf("explain: %w", err))
	}
	if err := at.findPackage(ctx, opts); err != nil {
		return trouble(stderr, fmt.Errorf("explain: %w", err))
	}
	result, err := analyse(ctx, opts, stderr, "-"+explainFlag)
	if err != nil {
		return trouble(stderr, err)
	}
	answer, err := newAnswer(opts, at, result)
	if err != nil {
		if result.Partial {
			return partial(stderr) // what is wrong was said before
		}
		return trouble(stderr, fmt.Errorf("explain: %w", err))
	}
	answer.locate(ctx, opts)
	answer.Reasons = answer.reasons()
	err = toOutput(opts.output, stdout, func(w io.Writer) error {
		if opts.format == "json" {
			return format.EncodeJSON(w, answer)
		}
		return answer.write(w)
	})
	if err != nil {
		return trouble(stderr, err)
	}
	if result.Partial {
		return partial(stderr)
	}
	return exitClean
}
