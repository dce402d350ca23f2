package terminal

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/refvet/refvet/internal/format"
	"github.com/refvet/refvet/internal/govet"
)

// Write writes the report to a terminal.
func Write(w io.Writer, r *format.Report, screen Screen) error {
	p := &printer{out: bufio.NewWriter(w), report: r, screen: screen}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Suppression == nil {
			p.finding(f)
		}
	}
	p.summary()
	return p.out.Flush()
}

type printer struct {
	out    *bufio.Writer
	report *format.Report
	screen Screen
}

func (p *printer) finding(f *format.Finding) {
	color := red
	if f.Possible {
		color = yellow
	}
	message, consequence := f.Message, ""
	if i := strings.LastIndex(message, " ("); i >= 0 {
		message, consequence = message[:i], message[i:]
	}
	fmt.Fprintf(p.out, "%s: %s%s %s\n", p.paint(bold, position(f.Location)), p.paint(bold+color, clean(message)),
		p.paint(color, clean(consequence)), p.paint(dim, "("+f.Check+")"))
	last := len(f.Steps) - 1
	for last > 0 && f.Steps[last].Inner {
		last--
	}
	for i := range f.Steps {
		p.step(&f.Steps[i], i+1, i >= last)
	}
	if len(f.Steps) == 0 {
		p.excerpt(f.Location, "    ", color)
	}
	fmt.Fprintln(p.out)
}

func (p *printer) step(s *format.Step, number int, last bool) {
	indent, label, color := "    ", fmt.Sprintf("%3d ", number), cyan
	if s.Inner {
		indent, label = "      ", fmt.Sprintf("%3d ↳ ", number)
	}
	if last {
		color = red
	}
	fmt.Fprintf(p.out, "%s%s %s%s\n", p.paint(bold+color, label), p.paint(dim, position(s.Location)+":"),
		clean(s.Message), p.paint(magenta, s.Owed()))
	p.excerpt(s.Location, indent, color)
}

// excerpt writes the source line, and a caret with a tail below what it is about.
func (p *printer) excerpt(l format.Location, indent, color string) {
	line := p.report.Sources.File(l.Path).Line(l.Line)
	if line == "" {
		return
	}
	end := l.EndColumn
	if l.EndLine > l.Line || end > len(line)+1 {
		end = len(line) + 1
	}
	text, from, to := window(line, l.Column, end, p.screen.Width-len(indent)-9)
	gutter := fmt.Sprintf("%s%6d ", indent, l.Line)
	fmt.Fprintf(p.out, "%s%s\n", p.paint(dim, gutter+"│ "), text)
	if l.Column > 0 && l.Column <= len(line) {
		mark := "^" + strings.Repeat("~", max(0, to-from-1))
		fmt.Fprintf(p.out, "%s%s%s\n", p.paint(dim, strings.Repeat(" ", len(gutter))+"│ "), strings.Repeat(" ", from), p.paint(bold+color, mark))
	}
}

func (p *printer) summary() {
	possible, total := 0, 0
	for i := range p.report.Findings {
		if f := &p.report.Findings[i]; f.Suppression == nil {
			total++
			if f.Possible {
				possible++
			}
		}
	}
	if total == 0 {
		return
	}
	text := strconv.Itoa(total) + " finding"
	if total > 1 {
		text += "s"
	}
	if possible > 0 {
		text += fmt.Sprintf(", %d of them only possible", possible)
	}
	fmt.Fprintln(p.out, p.paint(bold, text))
}

func position(l format.Location) string {
	return govet.Position{File: clean(govet.Short(l.Path)), Line: l.Line, Col: l.Column}.String()
}

// Colours are those that people chose for their terminals.
const (
	bold    = "1;"
	dim     = "2;"
	red     = "31;"
	yellow  = "33;"
	magenta = "35;"
	cyan    = "36;"
)

func (p *printer) paint(style, text string) string {
	if !p.screen.Color || text == "" {
		return text
	}
	return "\x1b[" + strings.TrimSuffix(style, ";") + "m" + text + "\x1b[0m"
}
