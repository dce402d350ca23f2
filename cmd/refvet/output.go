package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/refvet/refvet/internal/format"
	"github.com/refvet/refvet/internal/format/github"
	"github.com/refvet/refvet/internal/format/page"
	"github.com/refvet/refvet/internal/format/sarif"
	"github.com/refvet/refvet/internal/format/terminal"
	"github.com/refvet/refvet/internal/govet"
)

const plainText = "text"

// formats has the output formats other than text.
var formats = map[string]func(io.Writer, *format.Report) error{
	"json":   format.WriteJSON,
	"sarif":  sarif.Write,
	"github": github.Write,
	"html":   page.Write,
}

// formatNames lists the output formats.
var formatNames = []string{plainText, "json", "sarif", "github", "html"}

// checkOutput reports what is wrong with -format and -o, before the work starts.
func checkOutput(opts *options, formats []string) error {
	if !slices.Contains(formats, opts.format) {
		return fmt.Errorf("unknown -format %s (the formats are %s)", opts.format, strings.Join(formats, ", "))
	}
	if opts.output != "" {
		if info, err := os.Stat(filepath.Dir(opts.output)); err != nil {
			return fmt.Errorf("-o: %w", err)
		} else if !info.IsDir() {
			return fmt.Errorf("-o: %s is not a directory", filepath.Dir(opts.output))
		}
	}
	return nil
}

// output writes the result in the format that opts ask for, to where they ask.
func output(ctx context.Context, opts *options, result *govet.Result, stdout io.Writer) error {
	return toOutput(opts.output, stdout, func(w io.Writer) error { return write(ctx, opts, result, w) })
}

// toOutput has write write to a file, or to standard output if it has no name. A
// run that fails must not leave a file that is half written.
func toOutput(file string, stdout io.Writer, write func(io.Writer) error) error {
	if file == "" {
		return write(stdout)
	}
	var buf bytes.Buffer
	if err := write(&buf); err != nil {
		return err
	}
	if err := os.WriteFile(file, buf.Bytes(), 0o666); err != nil {
		return fmt.Errorf("-o: %w", err)
	}
	return nil
}

func write(ctx context.Context, opts *options, result *govet.Result, w io.Writer) error {
	screen, ok := terminal.Detect(w)
	if opts.format == plainText && !ok {
		printText(w, result.Findings)
		return nil
	}
	r, err := newReport(ctx, opts, result)
	if err != nil {
		return err
	}
	if opts.format == plainText {
		return terminal.Write(w, r, screen)
	}
	return formats[opts.format](w, r)
}
