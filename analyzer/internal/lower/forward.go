package lower

import (
	"slices"
	"strings"
)

// inline returns def as a forwarder, if it is one.
func (def definition) inline() (Inline, bool) {
	inline := Inline{Name: def.name.text, Returns: def.macro}
	body := def.body
	switch {
	case !def.macro && !def.static:
		return Inline{}, false
	case def.macro && !def.function:
		if len(body) == 1 && body[0].isIdent() {
			inline.Callee, inline.Alias = body[0].text, true
			return inline, true
		}
		return Inline{}, false
	case def.macro:
		if len(body) > 2 && body[0].text == "(" && closing(body, 0) == len(body)-1 {
			body = body[1 : len(body)-1]
		}
	default:
		if len(body) == 0 || body[len(body)-1].text != ";" {
			return Inline{}, false
		}
		body = body[:len(body)-1]
		if len(body) > 0 && body[0].text == "return" {
			inline.Returns, body = true, body[1:]
		}
	}
	var ok bool
	if inline.Params, ok = def.paramNames(); !ok {
		return Inline{}, false
	}
	body = uncast(body)
	if len(body) < 3 || !body[0].isIdent() || body[1].text != "(" || closing(body, 1) != len(body)-1 {
		return Inline{}, false
	}
	inline.Callee = body[0].text
	for _, arg := range split(body[2 : len(body)-1]) {
		inline.Args = append(inline.Args, join(uncast(arg)))
	}
	if notCalled[inline.Callee] || slices.Contains(inline.Params, inline.Callee) {
		return Inline{}, false
	}
	return inline, true
}

// notCalled are words that stand before a bracket without being called.
var notCalled = map[string]bool{"if": true, "for": true, "while": true, "switch": true, "sizeof": true, "return": true}

// paramNames returns the names of plain parameters.
func (def definition) paramNames() ([]string, bool) {
	var names []string
	for _, param := range split(def.params) {
		last := param[len(param)-1]
		if !def.macro && len(param) == 1 && last.text == "void" {
			break
		}
		for _, t := range param {
			if !t.isIdent() && t.text != "*" || def.macro && len(param) != 1 {
				return nil, false // an array, a function, "..."
			}
		}
		if !last.isIdent() || !def.macro && len(param) < 2 {
			return nil, false
		}
		names = append(names, last.text)
	}
	return names, true
}

// split splits at the commas outside of brackets.
func split(tokens []cToken) [][]cToken {
	var parts [][]cToken
	start := 0
	for i := 0; i < len(tokens); i++ {
		switch tokens[i].text {
		case "(", "[", "{":
			i = closing(tokens, i)
		case ",":
			parts = append(parts, tokens[start:i])
			start = i + 1
		}
	}
	if start < len(tokens) {
		parts = append(parts, tokens[start:])
	}
	return slices.DeleteFunc(parts, func(part []cToken) bool { return len(part) == 0 })
}

// uncast drops casts and the brackets around all of an expression.
func uncast(tokens []cToken) []cToken {
	for len(tokens) > 2 && tokens[0].text == "(" {
		end := closing(tokens, 0)
		inside := tokens[1:end]
		switch {
		case end == len(tokens)-1:
			tokens = inside
		case isCType(inside), len(inside) == 1 && inside[0].isIdent() && tokens[end+1].isIdent():
			tokens = tokens[end+1:]
		default:
			return tokens
		}
	}
	return tokens
}

// isCType reports whether tokens can only be a type: words, then stars. (a)*b
// has no star inside, and (a)(b) may be a call.
func isCType(tokens []cToken) bool {
	stars := false
	for _, t := range tokens {
		switch {
		case t.text == "*":
			stars = true
		case !t.isIdent() || stars:
			return false
		}
	}
	return stars || len(tokens) > 1 || len(tokens) == 1 && tokens[0].text == "void"
}

// join prints tokens, with spaces where words would run together.
func join(tokens []cToken) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && isWord(tokens[i-1]) && isWord(t) {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String()
}

func isWord(t cToken) bool { return wordLen(t.text) > 0 }
