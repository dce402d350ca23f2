package page

import (
	"go/scanner"
	"go/token"
	"strings"
)

// A span is text of one colour.
type span struct {
	Class string // of the token, or ""
	Steps string // numbers of the steps that it belongs to
	Text  string
}

// Classes of tokens, as the style sheet names them.
const (
	classKeyword = "k"
	classString  = "s"
	classNumber  = "m"
	classComment = "c"
	classCall    = "f"
	classCgo     = "g"
)

// highlight splits Go source into lines, and these into spans.
func highlight(text string) [][]span {
	h := &highlighter{text: text, lines: [][]span{nil}}
	file := token.NewFileSet().AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, []byte(text), func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		if tok == token.SEMICOLON && lit != ";" || tok == token.ILLEGAL {
			continue // not in the text, or not Go
		}
		if lit == "" {
			lit = tok.String()
		}
		start := file.Offset(pos)
		// The scanner leaves out carriage returns: what counts is the text.
		end := min(start+len(lit), len(text))
		h.add("", h.done, start)
		h.add(class(tok, lit, text[end:]), start, end)
	}
	h.add("", h.done, len(text))
	return h.lines
}

type highlighter struct {
	text  string
	done  int
	lines [][]span
}

// add gives the text between two offsets a class.
func (h *highlighter) add(class string, start, end int) {
	if start < h.done || end <= start {
		return
	}
	h.done = end
	for i, part := range strings.Split(h.text[start:end], "\n") {
		if i > 0 {
			h.lines = append(h.lines, nil)
		}
		if part = strings.TrimSuffix(part, "\r"); part != "" {
			last := len(h.lines) - 1
			h.lines[last] = append(h.lines[last], span{Class: class, Text: part})
		}
	}
}

func class(tok token.Token, lit, rest string) string {
	switch {
	case tok == token.COMMENT:
		return classComment
	case tok == token.STRING || tok == token.CHAR:
		return classString
	case tok == token.INT || tok == token.FLOAT || tok == token.IMAG:
		return classNumber
	case tok.IsKeyword():
		return classKeyword
	case tok == token.IDENT && lit == "C" && strings.HasPrefix(rest, "."):
		return classCgo
	case tok == token.IDENT && strings.HasPrefix(rest, "("):
		return classCall
	case tok == token.IDENT && (lit == "nil" || lit == "true" || lit == "false"):
		return classNumber
	}
	return ""
}
