package catalog

import (
	"go/ast"
	"go/token"
	"strings"
)

const directivePrefix = "//refvet:"

// A directiveLine is one //refvet: comment, not yet understood.
type directiveLine struct {
	pos  token.Pos // of the comment
	text string    // after the prefix
	base token.Pos // of text
}

// directiveLines returns the directives of the comments in doc, "ignore" lines
// left out: these silence findings and say nothing about references.
func directiveLines(r *reporter, doc *ast.CommentGroup) []directiveLine {
	if doc == nil {
		return nil
	}
	var lines []directiveLine
	for _, c := range doc.List {
		text, ok := strings.CutPrefix(c.Text, directivePrefix)
		if !ok {
			if looksLikeDirective(c.Text) {
				r.errorf(c.Pos(), "this is a comment, not a directive: write `//refvet:` without spaces")
			}
			continue
		}
		verb, _, _ := strings.Cut(text, " ")
		if verb == "ignore" {
			continue
		}
		base := c.Pos() + token.Pos(len(directivePrefix))
		lines = append(lines, directiveLine{c.Pos(), strings.TrimRight(text, " \t\r"), base})
	}
	return lines
}

// looksLikeDirective reports whether a comment was probably meant as one.
func looksLikeDirective(text string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(strings.TrimPrefix(text, "//"), " \t"), "refvet:")
	if !ok || !strings.HasPrefix(text, "//") {
		return false
	}
	verb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	return verbs[verb] != nil
}

// A word is one token of a directive.
type word struct {
	text string
	pos  token.Pos
}

// words splits a directive at blanks; commas and the operators of conditions
// are words of their own. Everything up to " // " belongs to the directive.
func words(l directiveLine) []word {
	var out []word
	s := l.text
	for i := 0; i < len(s); {
		n := 1
		switch c := s[i]; {
		case c == ' ' || c == '\t':
			i++
			continue
		case strings.HasPrefix(s[i:], "// "):
			return out
		case c == ',':
		case strings.IndexByte("=!<>", c) >= 0:
			if i+1 < len(s) && s[i+1] == '=' {
				n = 2
			}
		default:
			n = strings.IndexAny(s[i:], " \t,=!<>")
			if n < 0 {
				n = len(s) - i
			}
		}
		out = append(out, word{s[i : i+n], l.base + token.Pos(i)})
		i += n
	}
	return out
}
