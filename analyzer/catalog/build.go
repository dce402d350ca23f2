package catalog

import (
	"go/token"

	"github.com/refvet/refvet/analyzer/contract"
)

// A resolved is a directive with its names looked up.
type resolved struct {
	*directive
	places []place          // the first value of each operand; zero for constants
	values [][]contract.Val // per operand
	clause []literal
}

// A builder turns the directives of one function into a contract.
type builder struct {
	resolver
	directives []resolved
}

// build returns the contract that the lines give sig, or nil after reporting
// what is wrong with them.
func build(rep *reporter, kinds kindTable, sig Signature, lines []directiveLine, where token.Pos) *contract.Contract {
	before := len(rep.problems)
	b := &builder{resolver: resolver{reporter: rep, sig: &sig, kinds: kinds}}
	var parsed []*directive
	b.checkNames(where)
	for _, l := range lines {
		if d := parseDirective(rep, l); d != nil {
			parsed = append(parsed, d)
			if d.verb.name == "call" {
				b.calls++
			}
		}
	}
	for _, d := range parsed {
		b.resolve(d)
	}
	c := &contract.Contract{Name: sig.Name, Params: vars(sig.Params), Results: vars(sig.Results), Pos: sig.Pos}
	if b.flags(c) && len(rep.problems) == before {
		b.rows(c, where)
	}
	if len(rep.problems) > before {
		return nil
	}
	return c
}

// resolve looks up a directive's names and checks that it can ever apply.
func (b *builder) resolve(d *directive) {
	res := resolved{directive: d}
	good := true
	for i, o := range d.verb.operands {
		var p place
		var vals []contract.Val
		for j, w := range d.args[i] {
			var v contract.Val
			var ok bool
			if _, isConst := constants[w.text]; o.value && (isConst || !startsPath(w.text)) {
				v, ok = b.value(w)
			} else {
				var q place
				q, ok = b.place(w)
				v = q.val()
				if j == 0 {
					p = q
				}
			}
			good = good && ok
			vals = append(vals, v)
		}
		res.places = append(res.places, p)
		res.values = append(res.values, vals)
	}
	for _, group := range []struct {
		conds []condition
		on    bool
	}{{d.ifs, false}, {d.ons, true}} {
		for _, c := range group.conds {
			l, ok := b.literal(c, group.on)
			good = good && ok
			res.clause = append(res.clause, l)
		}
	}
	if good && b.check(&res) {
		b.directives = append(b.directives, res)
	}
}

var constants = map[string]bool{"nil": true, "true": true, "false": true, "nonnil": true, "_": true}

// startsPath reports whether a value is written as a path.
func startsPath(text string) bool {
	c := text[0]
	return c != '&' && c != '-' && (c < '0' || c > '9') && !(len(text) > 5 && text[:5] == "func:")
}

// flags handles the directives that make no effect. It reports false if the
// function does not return and so has no rows.
func (b *builder) flags(c *contract.Contract) bool {
	returns := true
	for _, d := range b.directives {
		switch d.verb.name {
		case "pure":
			c.Pure = true
		case "blocks":
			c.Blocks = true
		case "kind":
			c.Objects = append(c.Objects, contract.Object{Path: d.places[0].path, Kind: d.kind.text})
		case "noreturn":
			returns = false
		}
	}
	if !returns {
		for _, d := range b.directives {
			if d.verb.name != "noreturn" {
				b.errorf(d.pos, "`%s` contradicts `noreturn`: remove one", d.verb.name)
			}
		}
	}
	return returns
}

func (b *builder) rows(c *contract.Contract, where token.Pos) {
	var clauses [][]literal
	for _, d := range b.directives {
		clauses = append(clauses, d.clause)
	}
	t := grow(clauses)
	if t.full {
		b.errorf(where, "the conditions make more than %d rows: leave some out, or write `may`", maxRows)
		return
	}
	for _, lf := range t.leaves {
		rb := &rowBuilder{builder: b, row: t.row(lf), where: where}
		for _, i := range lf.live {
			rb.live = append(rb.live, &b.directives[i])
		}
		c.Rows = append(c.Rows, rb.build(lf.path))
	}
}
