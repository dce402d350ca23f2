// Package ignore reads the //refvet:ignore lines of a package and says which
// findings they suppress, and what is wrong with them.
//
//	//refvet:ignore CHECK[,CHECK...] reason
//
// Behind code, such a line speaks of its own line; on a line of its own, of the
// next line after its comment; in the doc comment of a function, of the whole
// function. All that is needed is the package at hand, so that every driver
// (go vet, golangci-lint, nogo) gives the same result.
package ignore

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/finding"
)

const prefix = "//refvet:ignore"

// A List is the ignore lines of one package.
type List struct {
	fset  *token.FileSet
	lines []*line
}

// A line is one //refvet:ignore.
type line struct {
	pos      token.Pos
	file     string
	from, to int // the lines of the file that it speaks of
	checks   []finding.Class
	reason   string
	problem  string // what is wrong with its text, or ""
}

// Read returns the ignore lines of the files.
func Read(fset *token.FileSet, files []*ast.File) *List {
	l := &List{fset: fset}
	for _, file := range files {
		for _, group := range file.Comments {
			for _, comment := range group.List {
				if text, ok := cut(comment.Text); ok {
					l.add(file, group, comment, text)
				}
			}
		}
	}
	return l
}

// cut returns what follows the prefix.
func cut(comment string) (text string, ok bool) {
	text, ok = strings.CutPrefix(comment, prefix)
	return text, ok && (text == "" || text[0] == ' ')
}

func (l *List) add(file *ast.File, group *ast.CommentGroup, comment *ast.Comment, text string) {
	at := l.fset.Position(comment.Pos())
	in := &line{pos: comment.Pos(), file: at.Filename, from: at.Line, to: at.Line}
	in.parse(text)
	if fn := documented(file, group); fn != nil {
		in.from, in.to = l.fset.Position(group.Pos()).Line, l.fset.Position(fn.End()).Line
	} else if !l.behindCode(file, at) {
		in.from, in.to = l.fset.Position(group.Pos()).Line, l.fset.Position(group.End()).Line+1
	}
	l.lines = append(l.lines, in)
}

// parse reads "CHECK[,CHECK...] reason".
func (in *line) parse(text string) {
	names, reason := strings.TrimSpace(text), ""
	if i := strings.IndexAny(names, " \t"); i >= 0 {
		names, reason = names[:i], strings.TrimSpace(names[i:])
	}
	if names == "" {
		in.problem = prefix + " names no check: write " + prefix + " CHECK reason"
		return
	}
	for _, name := range strings.Split(names, ",") {
		class := finding.Class(name)
		if !slices.Contains(finding.Classes, class) {
			in.problem = fmt.Sprintf("%s names %q, which is no check: the checks are %s", prefix, name, classes())
			return
		}
		in.checks = append(in.checks, class)
	}
	if in.reason = reason; reason == "" {
		in.problem = fmt.Sprintf("%s %s gives no reason: write why after the check's name", prefix, names)
	}
}

func classes() string {
	var names []string
	for _, c := range finding.Classes {
		names = append(names, string(c))
	}
	return strings.Join(names, ", ")
}

// documented returns the function whose doc comment group is, or nil.
func documented(file *ast.File, group *ast.CommentGroup) *ast.FuncDecl {
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Doc == group {
			return fn
		}
	}
	return nil
}

// behindCode reports whether code starts or ends before the comment at at, on
// the same line.
func (l *List) behindCode(file *ast.File, at token.Position) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.Comment, *ast.CommentGroup:
			return false
		}
		found = found || l.before(n.Pos(), at) || l.before(n.End()-1, at)
		return !found
	})
	return found
}

// before does not look at columns: those of processed cgo files are not the
// user's. Code never follows a line comment.
func (l *List) before(pos token.Pos, at token.Position) bool {
	p := l.fset.Position(pos)
	return p.Line == at.Line && p.Filename == at.Filename
}

// Suppresses reports whether a line suppresses f.
func (l *List) Suppresses(f finding.Finding) bool {
	_, ok := l.Reason(f)
	return ok
}

// Reason returns the reason that a line gives for suppressing f, and whether there
// is such a line.
func (l *List) Reason(f finding.Finding) (string, bool) {
	i := slices.IndexFunc(l.lines, func(in *line) bool { return l.speaksOf(in, f) && slices.Contains(in.checks, f.Class) })
	if i < 0 {
		return "", false
	}
	return l.lines[i].reason, true
}

func (l *List) speaksOf(in *line, f finding.Finding) bool {
	p := l.fset.Position(f.Pos)
	return p.Filename == in.file && in.from <= p.Line && p.Line <= in.to
}

// Problems returns what is wrong with the lines, given all findings of the
// package. A line that is malformed, or that suppresses nothing, is a finding
// itself. Where some functions were not analysed to the end (complete is false),
// nothing is said of lines that suppress nothing.
func (l *List) Problems(all []finding.Finding, complete bool) []finding.Finding {
	var out []finding.Finding
	for _, in := range l.lines {
		details := l.unused(in, all)
		if in.problem != "" {
			details = []string{in.problem}
		} else if !complete {
			details = nil
		}
		for _, detail := range details {
			out = append(out, finding.Finding{Class: finding.Contract, Pos: in.pos, Detail: detail})
		}
	}
	return out
}

// unused returns a message for each check of in that has nothing to suppress.
func (l *List) unused(in *line, all []finding.Finding) []string {
	var out []string
	for _, class := range in.checks {
		used := func(f finding.Finding) bool { return f.Class == class && l.speaksOf(in, f) }
		if !slices.ContainsFunc(all, used) {
			out = append(out, fmt.Sprintf("%s %s suppresses nothing: remove it", prefix, class))
		}
	}
	return out
}
