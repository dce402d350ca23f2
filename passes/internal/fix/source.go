package fix

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

// A Source is a file as the programmer wrote it.
type Source struct {
	Name    string
	Content []byte
	file    *ast.File
	tok     *token.File
}

// Parse reads a file. It returns nil for one that must not be edited: what is
// not Go, what was generated, and what has line directives, so that its
// positions are those of yet another file.
func Parse(name string, content []byte) *Source {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, content, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || ast.IsGenerated(file) || bytes.Contains(content, []byte("//line ")) || bytes.Contains(content, []byte("/*line ")) {
		return nil
	}
	return &Source{name, content, file, fset.File(file.FileStart)}
}

func (s *Source) offset(p token.Pos) int { return s.tok.Offset(p) }
func (s *Source) line(p token.Pos) int   { return s.tok.PositionFor(p, false).Line }

// call returns the call at a position whose callee is written as text. If the
// column is off (cgo's may be), it must be the only such call on the line.
func (s *Source) call(at token.Position, text string) *ast.CallExpr {
	var found []*ast.CallExpr
	var exact *ast.CallExpr
	ast.Inspect(s.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && types.ExprString(call.Fun) == text {
			switch p := s.tok.PositionFor(call.Pos(), false); {
			case p.Line != at.Line:
			case p.Column == at.Column:
				exact = call
			default:
				found = append(found, call)
			}
		}
		return true
	})
	switch {
	case exact != nil:
		return exact
	case len(found) == 1:
		return found[0]
	}
	return nil
}

// path returns the nodes around n, from n outwards.
func (s *Source) path(n ast.Node) []ast.Node {
	path, exact := astutil.PathEnclosingInterval(s.file, n.Pos(), n.End())
	if !exact {
		return nil
	}
	for i, around := range path {
		if around == n {
			return path[i:]
		}
	}
	return nil
}
