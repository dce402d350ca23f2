package format

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/refvet/refvet/internal/enclosing"
)

// Sources reads source files, each once. A file that cannot be read has no
// lines; that is no error, as a report can do without.
type Sources struct{ files map[string]*File }

// NewSources returns a Sources that has read nothing yet.
func NewSources() *Sources { return &Sources{make(map[string]*File)} }

// A File is a source file.
type File struct {
	Text  string
	Lines []string // without line ends

	fset      *token.FileSet
	ast       *ast.File // nil if it is not Go
	functions []enclosing.Function
}

// File returns the file.
func (s *Sources) File(path string) *File {
	f, ok := s.files[path]
	if !ok {
		f = new(File)
		if data, err := os.ReadFile(path); err == nil {
			f = parse(path, string(data))
		}
		s.files[path] = f
	}
	return f
}

func parse(path, text string) *File {
	f := &File{Text: text, Lines: strings.Split(text, "\n"), fset: token.NewFileSet()}
	for i, line := range f.Lines {
		f.Lines[i] = strings.TrimSuffix(line, "\r")
	}
	// A file with errors has a syntax tree too, of what could be parsed.
	f.ast, _ = parser.ParseFile(f.fset, path, text, parser.SkipObjectResolution)
	f.functions = enclosing.Functions(f.fset, f.ast)
	return f
}

// Line returns a line, or "".
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.Lines) {
		return ""
	}
	return f.Lines[n-1]
}

// Function returns the name of the function around a line: "F", "(*T).M".
func (f *File) Function(line int) string {
	return f.enclosing(line).Written
}

// FunctionLines returns the lines of the function around a line; zeros if
// there is none.
func (f *File) FunctionLines(line int) (first, last int) {
	fn := f.enclosing(line)
	return fn.First, fn.To
}

func (f *File) enclosing(line int) enclosing.Function {
	for _, fn := range f.functions {
		if fn.First <= line && line <= fn.To {
			return fn
		}
	}
	return enclosing.Function{}
}

// line returns the line of pos in this very file, whatever //line says.
func (f *File) line(pos token.Pos) int { return f.fset.PositionFor(pos, false).Line }

// End returns where what starts at a position ends: a call of the named
// function if there is one, else the largest expression or statement, else the
// token.
func (f *File) End(line, column int, call string) (endLine, endColumn int) {
	text := f.Line(line)
	if column < 1 || column > len(text) {
		return line, max(column, 1)
	}
	end := token.NoPos
	if f.ast != nil {
		end = f.nodeEnd(line, column, call)
	}
	if !end.IsValid() {
		return line, column + tokenLen(text[column-1:])
	}
	p := f.fset.PositionFor(end, false)
	return p.Line, p.Column
}

func (f *File) nodeEnd(line, column int, call string) (end token.Pos) {
	named := false
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if n == nil || named || f.line(n.Pos()) > line || f.line(n.End()) < line {
			return false
		}
		if p := f.fset.PositionFor(n.Pos(), false); p.Line != line || p.Column != column {
			return true
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			if named = types.ExprString(n.Fun) == call; named || !end.IsValid() {
				end = n.End()
			}
		case *ast.ReturnStmt, *ast.DeferStmt, *ast.GoStmt, *ast.SendStmt, *ast.BranchStmt, *ast.SelectorExpr, *ast.Ident, *ast.BasicLit, *ast.CompositeLit:
			if !end.IsValid() {
				end = n.End()
			}
		}
		return true
	})
	return end
}

// tokenLen returns the length of the identifier that text starts with, or of
// one character.
func tokenLen(text string) int {
	n := strings.IndexFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	switch {
	case n < 0:
		return len(text)
	case n == 0:
		_, n = utf8.DecodeRuneInString(text)
	}
	return n
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
