package catalog

import (
	"strings"
)

func (c *cursor) clauses(d *directive) {
	for {
		switch {
		case c.take("may"):
			d.may = true
		case c.take("if"):
			d.ifs = append(d.ifs, c.conditions()...)
		case c.take("on"):
			d.ons = append(d.ons, c.conditions()...)
		default:
			return
		}
	}
}

func (c *cursor) conditions() []condition {
	var out []condition
	for {
		out = append(out, c.condition())
		if c.bad || !c.take(",") {
			return out
		}
	}
}

func (c *cursor) condition() condition {
	cond := condition{op: "!="}
	if c.take("!") {
		cond.op = "=="
		cond.subject = c.next()
	} else {
		cond.subject = c.next()
		switch op := c.peek(); op {
		case "==", "!=", "<", "<=", ">", ">=":
			cond.op = op
			c.next()
			cond.object = c.next()
			if cond.object.text == "" {
				c.fail(cond.object.pos, "the condition compares with nothing: write it like `s == nil` or `result == 1`")
			}
		case "is":
			cond.op = op
			c.next()
			if c.take("not") {
				cond.op = "is not"
			}
			cond.object = c.next()
			if !strings.Contains(cond.object.text, ".") {
				c.fail(cond.object.pos, "`is` needs an error variable: write it like `err is io.EOF`")
			}
		case "=":
			c.fail(c.next().pos, "`=` is not a comparison: write `==`")
		}
	}
	if s := cond.subject; s.text == "" || clauseWords[s.text] || strings.ContainsAny(s.text, "=!<>,") {
		c.fail(s.pos, "a condition is missing: write it like `if s == nil` or `on result == 1`")
	}
	return cond
}
