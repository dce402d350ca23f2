package run

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/refvet/refvet/oracle/model"
	"github.com/refvet/refvet/oracle/model/drive"
)

// A Batch is a set of programs that are built, run and analysed together. Its
// directory holds two modules with the same files: see/ as generated, run/ with
// the hooks. A nil program is left out.
type Batch struct {
	Dir      string
	Programs []*Checked
}

// ID names program i of a batch: its functions end in it.
func ID(i int) string { return fmt.Sprintf("p%d", i) }

// Write writes both modules.
func (b *Batch) Write() error {
	for _, sub := range []string{"see", "run"} {
		dir := filepath.Join(b.Dir, sub)
		if err := writeModel(dir, sub == "see"); err != nil {
			return err
		}
	}
	var names []string
	for i, p := range b.Programs {
		if p == nil {
			continue
		}
		id := ID(i)
		names = append(names, "p.Program_"+id+"()")
		see, run := map[string]string{}, map[string]string{}
		see["p/"+id+".go"] = p.Main
		run["p/"+id+".go"] = instrument(p.p)
		run["p/"+id+"_roots.go"] = roots(p)
		if p.Wrap != "" {
			see["w/"+id+".go"] = p.Wrap
			run["w/"+id+".go"] = instrument(p.w)
		}
		for _, x := range []struct {
			sub   string
			files map[string]string
		}{{"see", see}, {"run", run}} {
			for name, text := range x.files {
				text = strings.ReplaceAll(text, "QQ", "_"+id)
				if err := write(filepath.Join(b.Dir, x.sub, "batch", name), text); err != nil {
					return err
				}
			}
		}
	}
	main := "package main\n\nimport (\n\t\"github.com/refvet/refvet/batch/p\"\n\t\"github.com/refvet/refvet/oracle/model/drive\"\n)\n\nfunc main() {\n\tdrive.Main([]drive.Program{" +
		strings.Join(names, ", ") + "})\n}\n"
	return write(filepath.Join(b.Dir, "run", "batch", "main", "main.go"), main)
}

func write(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o666)
}

// writeModel writes go.mod and package model with those below it.
func writeModel(dir string, see bool) error {
	if err := write(filepath.Join(dir, "go.mod"), "module github.com/refvet/refvet\n\ngo 1.26\n"); err != nil {
		return err
	}
	if see {
		text, err := api()
		if err != nil {
			return err
		}
		return write(filepath.Join(dir, "oracle", "model", "api.go"), text)
	}
	files, err := model.Source()
	if err != nil {
		return err
	}
	for path, text := range files {
		if err := write(filepath.Join(dir, "oracle", "model", path), text); err != nil {
			return err
		}
	}
	return nil
}

// Timeout bounds the run of one batch.
const Timeout = 4 * time.Minute

var inProgram = regexp.MustCompile(`\b[pw]/p(\d+)(?:_roots)?\.go:`)

// RunAll is Run, but programs that do not build, or end the batch's process,
// are left out (nil) and told.
func (b *Batch) RunAll(ctx context.Context, tally *Tally) (results []drive.Result, left map[int]error, err error) {
	left = map[int]error{}
	for range 12 {
		if results, err = b.Run(ctx, tally); err == nil || ctx.Err() != nil {
			return results, left, err
		}
		found := false
		drop := func(i int) {
			if i >= 0 && i < len(b.Programs) && b.Programs[i] != nil {
				b.Programs[i], left[i], found = nil, err, true
			}
		}
		text := err.Error()
		if strings.HasPrefix(text, "building") {
			for _, m := range inProgram.FindAllStringSubmatch(text, -1) {
				i, _ := strconv.Atoi(m[1])
				drop(i)
			}
		} else {
			for i := range b.Programs { // the first that has no result for all its roots
				if b.Programs[i] != nil && !slices.ContainsFunc(results, func(r drive.Result) bool { return r.Program == "_"+ID(i) && r.Last }) {
					drop(i)
					break
				}
			}
		}
		if !found {
			break
		}
		if werr := os.RemoveAll(filepath.Join(b.Dir, "run")); werr != nil {
			return nil, left, werr
		}
		if werr := os.RemoveAll(filepath.Join(b.Dir, "see")); werr != nil {
			return nil, left, werr
		}
		if werr := b.Write(); werr != nil {
			return nil, left, werr
		}
	}
	return results, left, err
}

// Run builds and runs the batch, and returns what is known of each root.
func (b *Batch) Run(ctx context.Context, tally *Tally) ([]drive.Result, error) {
	dir := filepath.Join(b.Dir, "run")
	bin := filepath.Join(b.Dir, "batch.exe")
	// Most of what a program needs is to be compiled, not to be run: without
	// optimisation, a batch takes two thirds of the time.
	stop := tally.clock("building")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-gcflags="+batchPath+"/...=-N -l -dwarf=false", "-o", bin, "./batch/main")
	build.Dir = dir
	build.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := build.CombinedOutput()
	stop()
	if err != nil {
		return nil, fmt.Errorf("building a batch in %s: %v\n%s", dir, err, out)
	}
	defer tally.clock("running")()
	return execute[drive.Result](ctx, bin)
}

// Traces returns the calls of some runs of the batch, which has been built.
func (b *Batch) Traces(ctx context.Context) ([]drive.Trace, error) {
	return execute[drive.Trace](ctx, filepath.Join(b.Dir, "batch.exe"), drive.TraceRuns+"=1")
}

// execute runs a batch's program and reads what it prints, as far as it comes.
func execute[R any](ctx context.Context, bin string, env ...string) (out []R, err error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin)
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	runErr := cmd.Run()
	dec := json.NewDecoder(&stdout)
	for dec.More() {
		var r R
		if err := dec.Decode(&r); err != nil {
			break
		}
		out = append(out, r)
	}
	if runErr != nil {
		return out, fmt.Errorf("running %s: %v after %d results\n%.2000s", bin, runErr, len(out), stderr.String())
	}
	return out, nil
}
