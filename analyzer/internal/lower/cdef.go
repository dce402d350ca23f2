package lower

import "slices"

// A definition is a function or macro that C text defines.
type definition struct {
	name     cToken
	static   bool // a static function
	function bool // has a parameter list
	macro    bool
	params   []cToken // between the brackets
	body     []cToken // between the braces, or what a macro stands for
}

// definitions lists what the tokens define.
func definitions(tokens []cToken) []definition {
	var defs []definition
	start := 0 // of the declaration
	for i := 0; i < len(tokens); i++ {
		switch t := tokens[i]; {
		case t.text == "#" && t.macro:
			end := i + slices.IndexFunc(tokens[i:], func(t cToken) bool { return t.text == "\n" })
			if def, ok := macro(tokens[i+1 : end]); ok {
				defs = append(defs, def)
			}
			i, start = end, end+1
		case t.text == ";":
			start = i + 1
		case t.text == "{":
			end := closing(tokens, i)
			if def, ok := function(tokens[start:i]); ok {
				def.body = tokens[i+1 : end]
				defs = append(defs, def)
			}
			i, start = end, end+1
		}
	}
	return defs
}

// closing returns the index of the bracket that closes the one at i, or the
// last index there is.
func closing(tokens []cToken, i int) int {
	depth := 0
	for ; i < len(tokens); i++ {
		switch tokens[i].text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(tokens) - 1
}

// macro parses the rest of a line that starts with #.
func macro(line []cToken) (definition, bool) {
	if len(line) < 2 || line[0].text != "define" || !line[1].isIdent() {
		return definition{}, false
	}
	def := definition{name: line[1], macro: true, body: line[2:]}
	if len(line) > 2 && line[2].text == "(" && adjacent(line[1], line[2]) {
		end := closing(line, 2)
		def.function, def.params, def.body = true, line[3:end], line[end+1:]
	}
	return def, true
}

func adjacent(a, b cToken) bool {
	return a.line == b.line && a.column+len(a.text) == b.column
}

// function parses what stands before the body of a function.
func function(head []cToken) (definition, bool) {
	open := slices.IndexFunc(head, func(t cToken) bool { return t.text == "(" })
	if open < 1 || !head[open-1].isIdent() || closing(head, open) != len(head)-1 {
		return definition{}, false
	}
	return definition{
		name:     head[open-1],
		static:   slices.ContainsFunc(head[:open], func(t cToken) bool { return t.text == "static" }),
		function: true,
		params:   head[open+1 : len(head)-1],
	}, true
}
