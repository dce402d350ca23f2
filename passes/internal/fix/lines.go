package fix

import (
	"bytes"
	"go/ast"
	"go/token"
	"strings"
)

// lines returns the offsets of the start of the first line of n and of the line
// after its last one. It reports false if something else stands on these lines,
// comments behind n excepted.
func (s *Source) lines(n ast.Node) (start, end int, alone bool) {
	start = s.offset(s.tok.LineStart(s.line(n.Pos())))
	end = s.offset(n.End())
	rest := s.Content[end:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest, end = rest[:i], end+i+1
	} else {
		return 0, 0, false
	}
	before := s.Content[start:s.offset(n.Pos())]
	after := strings.TrimSpace(string(rest))
	return start, end, len(bytes.TrimSpace(before)) == 0 && (after == "" || strings.HasPrefix(after, "//"))
}

// indent returns the blanks that the line of p begins with.
func (s *Source) indent(p token.Pos) string {
	line := s.Content[s.offset(s.tok.LineStart(s.line(p))):]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// newline returns how the file ends its lines.
func (s *Source) newline() string {
	if bytes.Contains(s.Content, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// after returns the edit that inserts lines behind the statement n, at its depth.
func (s *Source) after(n ast.Node, lines ...string) (Edit, bool) {
	_, end, alone := s.lines(n)
	return s.insert(end, s.indent(n.Pos()), lines), alone
}

// before returns the edit that inserts lines before the statement n.
func (s *Source) before(n ast.Node, lines ...string) (Edit, bool) {
	start, _, alone := s.lines(n)
	return s.insert(start, s.indent(n.Pos()), lines), alone
}

func (s *Source) insert(at int, indent string, lines []string) Edit {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(indent + line + s.newline())
	}
	return Edit{at, at, b.String()}
}

// remove returns the edit that removes the statement n with its line, and an if
// that does nothing else. It reports false if more would go, or if another kind
// of block would be left empty.
func (s *Source) remove(n ast.Stmt) (Edit, bool) {
	start, end, alone := s.lines(n)
	path := s.path(n)
	if !alone || len(path) < 3 {
		return Edit{}, false
	}
	if len(statements(path[1])) > 1 {
		return Edit{start, end, ""}, true
	}
	cond, ok := path[2].(*ast.IfStmt)
	if !ok || cond.Init != nil || cond.Else != nil || path[1] != cond.Body || acts(cond.Cond) {
		return Edit{}, false
	}
	return s.remove(cond)
}

// acts reports whether evaluating e may do something.
func acts(e ast.Expr) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}

// statements returns the statements directly in n, or nil if it has no list.
func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}
