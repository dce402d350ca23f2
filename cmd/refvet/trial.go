package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/refvet/refvet/internal/enclosing"
	"github.com/refvet/refvet/internal/govet"
	"github.com/refvet/refvet/internal/repair"
	"github.com/refvet/refvet/passes"
)

// A trial tries fixes by analysing the packages as they would be: the go command
// gets the changed files as an overlay, and nothing of the user's is touched.
type trial struct {
	opts   *options
	jobs   []job
	files  map[string]*fixable
	before map[sign]int
	dir    string // of the overlay

	accepted []repair.Pick
	last     *govet.Result // with what was accepted; nil before that
	now      map[sign]int  // of last
}

// A job is a finding and what may clear it.
type job struct {
	finding govet.Finding
	sign    sign
	fixes   []passes.Fix
}

// A fixable is a file that fixes change.
type fixable struct {
	name    string
	content []byte
	tidy    bool // as gofmt would have it
	copy    string
}

// newTrial returns the trial of the fixes for some of all findings.
func newTrial(opts *options, all, some []govet.Finding) (*trial, error) {
	t := &trial{opts: opts, files: map[string]*fixable{}}
	var err error
	if t.dir, err = os.MkdirTemp("", "refvet-fix-"); err != nil {
		return nil, err
	}
	var finder enclosing.Finder
	for _, f := range some {
		for _, note := range f.Notes {
			fixes, sum, err := passes.ReadFixes(note)
			if err != nil {
				return nil, fmt.Errorf("cannot read the fixes for %v: %w", f.Pos, err)
			}
			if t.add(f.Pos.File, sum) {
				t.jobs = append(t.jobs, job{f, signOf(f, &finder, asItIs), fixes})
			}
		}
	}
	t.before = signs(all, asItIs)
	t.now = t.before
	return t, nil
}

func asItIs(name string) string { return name }

func (t *trial) close() { os.RemoveAll(t.dir) }

// add reads the file. It reports whether its content is what was analysed.
func (t *trial) add(name, sum string) bool {
	f := t.files[name]
	if f == nil {
		content, err := os.ReadFile(name)
		if err != nil {
			return false
		}
		formatted, err := format.Source(content)
		f = &fixable{name: name, content: content, tidy: err == nil && bytes.Equal(formatted, content)}
		f.copy = filepath.Join(t.dir, strconv.Itoa(len(t.files))+"_"+filepath.Base(name))
		t.files[name] = f
	}
	return passes.FileSum(f.content) == sum
}

// run finds the fixes that pass together.
func (t *trial) run(ctx context.Context) (err error) {
	s := repair.Search{Fits: t.fits, Test: t.test, Moot: t.moot}
	for _, job := range t.jobs {
		s.Alternatives = append(s.Alternatives, len(job.fixes))
	}
	t.accepted, err = s.Run(ctx)
	return err
}

// fits reports whether the edits of the picks can be made together.
func (t *trial) fits(picks []repair.Pick) bool {
	for _, f := range t.files {
		if t.contents(f, picks) == nil {
			return false
		}
	}
	return true
}

// contents returns the file after the picks, or nil if they do not fit.
func (t *trial) contents(f *fixable, picks []repair.Pick) []byte {
	var edits []passes.Edit
	for _, pick := range picks {
		fix := t.jobs[pick.Job].fixes[pick.Alternative]
		if fix.File != f.name {
			continue
		}
		merged, ok := passes.MergeEdits(edits, fix.Edits)
		if !ok {
			return nil
		}
		edits = merged
	}
	content, ok := passes.ApplyEdits(f.content, edits)
	if !ok {
		return nil
	}
	if f.tidy {
		formatted, err := format.Source(content)
		if err != nil {
			return nil
		}
		content = formatted
	}
	return content
}

// test analyses the packages with the picks made.
func (t *trial) test(ctx context.Context, picks []repair.Pick) (repair.Verdict, error) {
	overlay, err := t.overlay(picks)
	if err != nil {
		return repair.Verdict{}, err
	}
	opts := *t.opts
	opts.buildFlags = append(slices.Clone(opts.buildFlags), "-overlay="+overlay)
	var messages bytes.Buffer
	result, err := analyse(ctx, &opts, &messages)
	if err != nil {
		return repair.Verdict{}, err
	}
	if err := ctx.Err(); err != nil {
		return repair.Verdict{}, err
	}
	return t.judge(result, picks, messages.String()), nil
}

// overlay writes the changed files, and the file that names them.
func (t *trial) overlay(picks []repair.Pick) (string, error) {
	replace := map[string]string{}
	for name, f := range t.files {
		if err := os.WriteFile(f.copy, t.contents(f, picks), 0o666); err != nil {
			return "", err
		}
		replace[name] = f.copy
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(t.dir, "overlay.json")
	return file, os.WriteFile(file, data, 0o666)
}
