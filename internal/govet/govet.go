// Package govet runs the go command's vet with a vettool, and returns what the
// vettool found as typed findings.
//
// The go command loads, caches and schedules; a driver that does so itself
// (multichecker) holds all packages in memory and caches nothing. What enters is
// a command line, what leaves is a [Result]; nothing here knows the checks.
package govet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// A Config says what to run.
type Config struct {
	Dir        string   // where the go command runs; "" is the current directory
	Tool       string   // the vettool's executable
	BuildFlags []string // flags of the go command, such as -tags=x
	ToolFlags  []string // flags of the vettool
	// SplitFlag names a flag of the vettool, without effect there, that gets a
	// value of its own for each set of packages on go commands whose vet cache
	// loses diagnostics; see [LosesDiagnostics].
	SplitFlag string
	Patterns  []string
	Stderr    io.Writer // gets the go command's messages
	// NotePrefix, if not "", begins the messages of related positions that are no
	// steps, but notes.
	NotePrefix string
	// IgnoredPrefix, if not "", begins the category of findings that do not count;
	// a reason follows.
	IgnoredPrefix string
	// Progress, if not nil, is told how many packages are done.
	Progress func(done int)
}

// A Result is what a run found.
type Result struct {
	Findings []Finding // in order of position
	// Known has findings that do not count, as they are in a baseline. Run
	// leaves it empty.
	Known []Finding
	// Ignored has findings that do not count, as the source says.
	Ignored []Finding
	// Partial reports that some package could not be analysed: the reasons
	// went to Config.Stderr.
	Partial bool
}

// A Finding is one diagnostic of the vettool.
type Finding struct {
	Check   string
	Package string // the ID that the go command gave: "p", "p [p.test]"
	Pos     Position
	Message string
	Steps   []Step   // the related positions, in order
	Notes   []string // without their prefix
	Ignored bool
	Reason  string // iff Ignored
}

// A Step is one event on the path to a finding.
type Step struct {
	Pos     Position
	Message string
	Inner   bool   // it happens inside the step before it, in another package
	Package string // the import path of that package, or ""
}

// Run runs go vet. An error means that there is no result at all.
func Run(ctx context.Context, cfg Config) (*Result, error) {
	env, err := goEnv(ctx, cfg)
	if err != nil {
		return nil, err
	}
	args := append([]string{"vet", "-vettool=" + cfg.Tool, "-json"}, cfg.BuildFlags...)
	args = append(args, cfg.ToolFlags...)
	if cfg.SplitFlag != "" && LosesDiagnostics(env.GOVERSION) {
		if set := packageSet(ctx, cfg); set != "" {
			args = append(args, "-"+cfg.SplitFlag+"="+set)
		}
	}
	args = append(args, "--")
	args = append(args, cfg.Patterns...)

	messages := newMessages(cfg)
	stdout, err := cfg.vet(ctx, messages, args)
	messages.close()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, fmt.Errorf("cannot run the go command: %w", err)
	}
	result, decodeErr := decode(stdout, prefixes{cfg.NotePrefix, cfg.IgnoredPrefix})
	if decodeErr != nil {
		return nil, decodeErr
	}
	for _, e := range result.errors {
		fmt.Fprintln(cfg.Stderr, e)
	}
	resolve(ctx, cfg, result.findings)
	missed := reportIgnoredCgo(ctx, cfg, env)
	counted, ignored := split(result.findings)
	return &Result{
		Findings: counted,
		Ignored:  ignored,
		Partial:  err != nil || len(result.errors) > 0 || missed,
	}, nil
}

// split tells the findings that count from those that do not.
func split(all []Finding) (counted, ignored []Finding) {
	for _, f := range all {
		if f.Ignored {
			ignored = append(ignored, f)
		} else {
			counted = append(counted, f)
		}
	}
	return counted, ignored
}

// vet runs go vet and returns what it wrote to standard output.
func (cfg *Config) vet(ctx context.Context, stderr io.Writer, args []string) ([]byte, error) {
	var stdout bytes.Buffer
	var w io.Writer = &stdout
	if cfg.Progress != nil {
		w = io.MultiWriter(&stdout, &counter{report: cfg.Progress})
	}
	err := cfg.runTo(ctx, w, stderr, args)
	return stdout.Bytes(), err
}

// A counter counts the packages in what "go vet -json" writes: the objects at
// the left margin.
type counter struct {
	report func(int)
	done   int
	inLine bool
}

func (c *counter) Write(data []byte) (int, error) {
	for _, b := range data {
		if b == '{' && !c.inLine {
			c.done++
			c.report(c.done)
		}
		c.inLine = b != '\n'
	}
	return len(data), nil
}

// run runs the go command and returns what it wrote to standard output.
func (cfg *Config) run(ctx context.Context, stderr io.Writer, args ...string) ([]byte, error) {
	var stdout bytes.Buffer
	err := cfg.runTo(ctx, &stdout, stderr, args)
	return stdout.Bytes(), err
}

func (cfg *Config) runTo(ctx context.Context, stdout, stderr io.Writer, args []string) error {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = cfg.Dir
	cmd.Stdin = os.Stdin
	cmd.Stdout = stdout
	cmd.Stderr = stderr
	return cmd.Run()
}
