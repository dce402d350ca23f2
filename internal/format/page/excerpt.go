package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/refvet/refvet/internal/format"
)

const (
	wholeFunction = 30 // a function of at most so many lines is shown as a whole
	context       = 2  // lines around a step, in a longer one
	tabWidth      = 4
	farRight      = 36 // columns; a note must be seen without scrolling
)

// A fileView is the parts of a file that a path goes through.
type fileView struct {
	Name  string
	Lines []lineView
}

type lineView struct {
	Number int
	Skip   int // lines left out before this one
	Spans  []span
	Notes  []note
}

// A note stands below the line of a step.
type note struct {
	*stepView
	Indent int  // in characters
	Far    bool // the column is further to the right
}

type excerpts struct {
	sources *format.Sources
	spans   map[string][][]span
}

// files returns what to show of the files of the path, in order of the steps.
func (e *excerpts) files(f *format.Finding, steps []*stepView) []fileView {
	at := []format.Location{}
	for _, s := range steps {
		at = append(at, s.Location)
	}
	if len(steps) == 0 {
		at = append(at, f.Location)
	}
	var list []fileView
	seen := make(map[string]bool)
	for _, l := range at {
		if !seen[l.Path] {
			seen[l.Path] = true
			here := slices.DeleteFunc(slices.Clone(at), func(o format.Location) bool { return o.Path != l.Path })
			list = append(list, e.file(l, here, steps))
		}
	}
	return list
}

func (e *excerpts) file(l format.Location, at []format.Location, steps []*stepView) fileView {
	src := e.sources.File(l.Path)
	v := fileView{Name: l.File}
	before := 0
	for _, n := range shown(src, at) {
		line := lineView{Number: n, Spans: e.line(l.Path, n)}
		if before > 0 {
			line.Skip = n - before - 1
		}
		before = n
		for _, s := range steps {
			if s.Location.Path != l.Path {
				continue
			}
			line.Spans = cover(line.Spans, s, n, len(src.Line(n)))
			if s.Location.Line == n {
				in := indent(src.Line(n), s.Location.Column)
				line.Notes = append(line.Notes, note{s, min(in, farRight), in > farRight})
			}
		}
		v.Lines = append(v.Lines, line)
	}
	return v
}

// line returns the spans of a line; none if there is no such file.
func (e *excerpts) line(path string, n int) []span {
	lines, ok := e.spans[path]
	if !ok {
		lines = highlight(e.sources.File(path).Text)
		e.spans[path] = lines
	}
	if n > len(lines) || n < 1 {
		return nil
	}
	return lines[n-1]
}

// shown returns the numbers of the lines to show, in order.
func shown(src *format.File, at []format.Location) []int {
	var list []int
	add := func(from, to int) {
		for n := max(1, from); n <= to; n++ {
			list = append(list, n)
		}
	}
	for _, l := range at {
		list = append(list, l.Line)
		first, last := src.FunctionLines(l.Line)
		switch {
		case first > 0 && last-first < wholeFunction:
			add(first, last)
		case first > 0:
			add(first, first)
			add(max(first, l.Line-context), min(last, l.Line+context))
		default:
			add(l.Line-context, min(len(src.Lines), l.Line+context))
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	// What is left out must be worth the line that says so.
	for i := len(list) - 1; i > 0; i-- {
		if list[i]-list[i-1] == 2 {
			list = slices.Insert(list, i, list[i]-1)
		}
	}
	return list
}

// cover marks what of a line belongs to a step.
func cover(spans []span, s *stepView, n, length int) []span {
	l := s.Location
	if n < l.Line || n > l.EndLine || l.Column < 1 {
		return spans
	}
	from, to := 0, length
	if n == l.Line {
		from = l.Column - 1
	}
	if n == l.EndLine {
		to = min(to, l.EndColumn-1)
	}
	var out []span
	pos := 0
	for _, sp := range spans {
		start, end := pos, pos+len(sp.Text)
		pos = end
		a, b := min(max(from, start), end)-start, min(max(to, start), end)-start
		if a >= b {
			out = append(out, sp)
			continue
		}
		for _, part := range []struct {
			text string
			in   bool
		}{{sp.Text[:a], false}, {sp.Text[a:b], true}, {sp.Text[b:], false}} {
			if part.text == "" {
				continue
			}
			steps := sp.Steps
			if part.in {
				steps = strings.TrimSpace(steps + " " + strconv.Itoa(s.Number))
			}
			out = append(out, span{sp.Class, steps, part.text})
		}
	}
	return out
}

// indent returns how many characters from the left a column is, tabs expanded.
func indent(line string, column int) int {
	width := 0
	for i, r := range line {
		if i >= column-1 {
			break
		}
		if r == '\t' {
			width += tabWidth - width%tabWidth
		} else {
			width++
		}
	}
	return width
}
