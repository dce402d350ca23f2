package lower

import (
	"strings"
	"unicode"
)

// A cToken is a token of C, as far as definitions are concerned.
type cToken struct {
	text   string
	line   int  // from 0
	column int  // from 1, in bytes
	macro  bool // part of a preprocessor line
}

func (t cToken) isIdent() bool {
	return t.text != "" && (t.text[0] == '_' || unicode.IsLetter(rune(t.text[0])))
}

// lexC splits C text into tokens. A preprocessor line ends with a token "\n".
func lexC(src string) []cToken {
	l := &cLexer{src: src, column: 1, fresh: true}
	for l.pos < len(l.src) {
		l.next()
	}
	if l.macro {
		l.emit("\n")
	}
	return l.tokens
}

type cLexer struct {
	src          string
	pos          int
	line, column int
	fresh        bool // nothing but space on this line so far
	macro        bool
	tokens       []cToken
}

func (l *cLexer) next() {
	rest := l.src[l.pos:]
	switch c := rest[0]; {
	case strings.HasPrefix(rest, "\\\n"):
		l.skip(2)
	case c == '\n':
		if l.macro {
			l.emit("\n")
		}
		l.macro = false
		l.skip(1)
		l.fresh = true
	case c == ' ' || c == '\t' || c == '\r':
		l.skip(1)
	case strings.HasPrefix(rest, "//"):
		l.skip(until(rest, "\n", 0))
	case strings.HasPrefix(rest, "/*"):
		l.skip(until(rest, "*/", 2))
	case c == '#' && l.fresh:
		l.macro = true
		l.token(1)
	case c == '"' || c == '\'':
		l.token(quoted(rest, c))
	case c == '_' || unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)):
		l.token(wordLen(rest))
	case strings.HasPrefix(rest, "..."):
		l.token(3)
	default:
		l.token(1)
	}
}

func (l *cLexer) emit(text string) {
	l.tokens = append(l.tokens, cToken{text, l.line, l.column, l.macro})
}

func (l *cLexer) token(n int) {
	l.emit(l.src[l.pos : l.pos+n])
	l.skip(n)
	l.fresh = false
}

func (l *cLexer) skip(n int) {
	for _, c := range []byte(l.src[l.pos : l.pos+n]) {
		l.column++
		if c == '\n' {
			l.line, l.column = l.line+1, 1
		}
	}
	l.pos += n
}

// until returns the length of s up to the mark, and the first extra bytes of it.
func until(s, mark string, extra int) int {
	if i := strings.Index(s[min(extra, len(s)):], mark); i >= 0 {
		return i + 2*extra
	}
	return len(s)
}

func quoted(s string, quote byte) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		case '\n':
			return i
		}
	}
	return len(s)
}

func wordLen(s string) int {
	n := strings.IndexFunc(s, func(c rune) bool {
		return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c)
	})
	if n < 0 {
		return len(s)
	}
	return n
}
