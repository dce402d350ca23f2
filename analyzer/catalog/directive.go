package catalog

import (
	"go/token"
	"strings"
)

// A directive is one line, taken apart but with its names not yet looked up.
type directive struct {
	verb *verb
	pos  token.Pos
	args [][]word // one list per operand of the verb; empty if left out
	kind word     // after "as"
	null string   // "nullable", "nonnull" or ""
	when string   // "now", "maybe", "later" or ""
	ifs  []condition
	ons  []condition
	may  bool
}

// A condition is a comparison as written.
type condition struct {
	subject word
	op      string // "==", "!=", ..., "is", "is not"
	object  word   // "" for a bare subject ("!=") or a negated one ("==")
}

var clauseWords = map[string]bool{"if": true, "on": true, "may": true}

// A cursor walks over the words of a directive.
type cursor struct {
	r     *reporter
	words []word
	end   token.Pos
	bad   bool
}

func (c *cursor) peek() string {
	if len(c.words) == 0 {
		return ""
	}
	return c.words[0].text
}

func (c *cursor) next() word {
	if len(c.words) == 0 {
		return word{"", c.end}
	}
	w := c.words[0]
	c.words = c.words[1:]
	return w
}

func (c *cursor) take(text string) bool {
	if c.peek() != text || text == "" {
		return false
	}
	c.next()
	return true
}

// fail reports the first mistake of a directive only: the rest is a guess.
func (c *cursor) fail(pos token.Pos, format string, args ...any) {
	if !c.bad {
		c.r.errorf(pos, format, args...)
	}
	c.bad = true
}

// parseDirective takes one line apart, or returns nil after reporting why not.
func parseDirective(r *reporter, l directiveLine) *directive {
	c := &cursor{r: r, words: words(l), end: l.base + token.Pos(len(l.text))}
	name := c.next()
	v := verbs[name.text]
	if v == nil {
		c.fail(name.pos, "unknown verb `%s`%s", name.text, verbRemedy(name.text))
		return nil
	}
	d := &directive{verb: v, pos: name.pos}
	for _, o := range v.operands {
		d.args = append(d.args, c.operand(v, o))
	}
	c.tail(d)
	c.clauses(d)
	if w := c.next(); w.text != "" {
		c.fail(w.pos, "unexpected `%s`: write it like `%s`", w.text, v.example)
	}
	if v.alone && (d.may || len(d.ifs)+len(d.ons) > 0) {
		c.fail(name.pos, "`%s` holds of every call: remove its conditions", v.name)
	}
	if c.bad {
		return nil
	}
	return d
}

func verbRemedy(name string) string {
	if structural[name] {
		return ": it belongs to a type or a file, not to a function"
	}
	if hint := didYouMean(name, verbNames()); hint != "" {
		return hint
	}
	return ": verbs are " + strings.Join(verbNames(), ", ")
}

// structural names the directives that are not about one function.
var structural = map[string]bool{"object": true, "package": true, "shim": true, "convention": true}

func (c *cursor) operand(v *verb, o operand) []word {
	if o.keyword != "" && !c.take(o.keyword) {
		if !o.optional {
			w := c.next()
			c.fail(w.pos, "`%s` needs `%s`: write it like `%s`", v.name, o.keyword, v.example)
		}
		return nil
	}
	var out []word
	for {
		w := c.next()
		if w.text == "" || clauseWords[w.text] || strings.ContainsAny(w.text, "=!<>,") {
			c.fail(w.pos, "`%s` needs a name here: write it like `%s`", v.name, v.example)
			return nil
		}
		out = append(out, w)
		if !o.list || !c.take(",") {
			return out
		}
	}
}

// tail reads the trailing words that the verb admits, in any order. "call f
// now with x" has one of them before its operand; calls are put right here.
func (c *cursor) tail(d *directive) {
	for {
		switch text := c.peek(); {
		case text == "as" && strings.Contains(d.verb.tail, "as"):
			c.next()
			d.kind = c.next()
		case (text == "nullable" || text == "nonnull") && strings.Contains(d.verb.tail, "null"):
			if d.null != "" && d.null != text {
				c.fail(c.next().pos, "`nullable` and `nonnull` contradict each other: remove one")
				return
			}
			d.null = c.next().text
		case (text == "now" || text == "maybe" || text == "later") && d.verb.tail == "when":
			d.when = c.next().text
			if len(d.args[1]) == 0 {
				d.args[1] = c.operand(d.verb, optionalWith)
			}
		default:
			return
		}
	}
}
