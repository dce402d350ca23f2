package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	known "github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/internal/baseline"
	"github.com/refvet/refvet/internal/format"
	"github.com/refvet/refvet/internal/govet"
)

// An answer is what is known of one line. It is the JSON form, too.
type answer struct {
	File     string          `json:"file"`
	Line     int             `json:"line"`
	Column   int             `json:"column,omitempty"`
	Package  string          `json:"package"`
	Analysed bool            `json:"analysed"`
	Function *known.Function `json:"function,omitempty"` // around the line
	Lines    []known.Line    `json:"lines"`              // of the function, then of the literals in it
	// Moved: the line that was asked about has no code, but is part of a statement
	// that starts at Line.
	Moved    bool            `json:"moved,omitempty"`
	Findings []answerFinding `json:"findings"`
	Reasons  []string        `json:"reasons"` // for which nothing (more) is reported

	source *format.File
}

// An answerFinding is a finding that has to do with the line.
type answerFinding struct {
	known.Finding
	Baseline string `json:"baseline,omitempty"` // the file that lists it
}

// newAnswer picks what is known of at from what the vettool said of its package,
// and of the variants of it that have its tests in them.
func newAnswer(opts *options, at *target, result *govet.Result) (*answer, error) {
	var best *answer
	for _, f := range result.Findings {
		var p known.Package
		if err := json.Unmarshal([]byte(f.Message), &p); err != nil {
			return nil, fmt.Errorf("cannot read what is known of %s: %w", f.Package, err)
		}
		p.Path = importPath(f.Package)
		if a := pick(at, &p); best == nil || len(best.Lines) == 0 && (len(a.Lines) > 0 || a.Function != nil && best.Function == nil) {
			best = a
		}
	}
	if best == nil {
		return nil, fmt.Errorf("the go command did not analyse the package of %s", govet.Short(at.file))
	}
	return best, best.markBaseline(opts, at)
}

// pick returns what p has of the line.
func pick(at *target, p *known.Package) *answer {
	a := &answer{File: at.file, Line: at.line, Column: at.column, Package: p.Path, Analysed: p.Analysed,
		Lines: []known.Line{}, Findings: []answerFinding{}, source: format.NewSources().File(at.file)}
	a.lines(at, p)
	if len(a.Lines) == 0 {
		if first := statement(at.file, at.line); first != at.line && first > 0 {
			a.Line, a.Column, a.Moved = first, 0, true
			if a.lines(at, p); len(a.Lines) == 0 {
				a.Line, a.Column, a.Moved = at.line, at.column, false
			}
		}
	}
	for i := range p.Functions {
		if f := &p.Functions[i]; at.same(f.File) && f.First <= a.Line && a.Line <= f.Last {
			a.Function = f
		}
	}
	for _, f := range p.Findings {
		for _, pos := range append([]string{f.At}, f.Steps...) {
			if where := govet.ParsePosition(pos); where.Line == a.Line && at.same(where.File) {
				a.Findings = append(a.Findings, answerFinding{Finding: f})
				break
			}
		}
	}
	return a
}

func (a *answer) lines(at *target, p *known.Package) {
	for _, l := range p.Lines {
		if l.Line == a.Line && at.same(l.File) {
			l.Calls = atColumn(l.Calls, a.Column)
			a.Lines = append(a.Lines, l)
		}
	}
}

// atColumn returns the calls at a column: those that start last before it.
func atColumn(calls []known.Call, column int) (list []known.Call) {
	last := 0
	for _, c := range calls {
		if col := govet.ParsePosition(c.At).Col; col <= column {
			last = max(last, col)
		}
	}
	if last == 0 {
		return calls
	}
	for _, c := range calls {
		if govet.ParsePosition(c.At).Col == last {
			list = append(list, c)
		}
	}
	return list
}

// locate replaces positions in other packages, which are named by import path, by
// those of the files on this machine.
func (a *answer) locate(ctx context.Context, opts *options) {
	var positions []string
	a.events(func(e *known.Event) { positions = append(positions, e.At) })
	found := govet.Locate(ctx, govet.Config{Dir: opts.dir, BuildFlags: opts.buildFlags}, positions)
	a.events(func(e *known.Event) { e.At = cmp.Or(found[e.At], e.At) })
}

// events calls f with all events.
func (a *answer) events(f func(*known.Event)) {
	for i := range a.Lines {
		for _, states := range []*known.States{&a.Lines[i].Before, &a.Lines[i].After} {
			for s := range states.List {
				for o := range states.List[s].Objects {
					for e := range states.List[s].Objects[o].History {
						f(&states.List[s].Objects[o].History[e])
					}
				}
			}
		}
	}
}

// markBaseline notes which findings the baseline lists.
func (a *answer) markBaseline(opts *options, at *target) error {
	if opts.baseline == "" {
		return nil
	}
	b, err := baseline.Read(opts.baseline)
	if err != nil {
		return fmt.Errorf("-baseline: %w", err)
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		one := govet.Finding{Check: string(f.Class), Package: a.Package, Pos: govet.ParsePosition(f.At), Message: f.Message}
		if unknown, _ := b.Split([]govet.Finding{one}); len(unknown) == 0 {
			f.Baseline = opts.baseline
		}
	}
	return nil
}
