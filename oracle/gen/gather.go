package gen

import "fmt"

// gatherHelpers are declarations that some programs have, for gather: lists that a
// helper fills or a channel that it drains, and what the standard library says of
// keys and errors.
const gatherHelpers = `func collectQQ(list []*ossl.SSL) (out []*ossl.SSL_SESSION) {
for _, c := range list {
if s := ossl.SSL_get1_session(c); s != nil {
out = append(out, s)
}
}
return out
}

func emptyQQ(ch chan *ossl.SSL_SESSION) {
for {
select {
case s := <-ch:
ossl.SSL_SESSION_free(s)
default:
return
}
}
}

func nextQQ(ch chan *ossl.SSL_SESSION) { ossl.SSL_SESSION_free(<-ch) }

func upRefQQ(s *ossl.SSL_SESSION) bool { return ossl.SSL_SESSION_up_ref(s) > 0 }
`

// failed is a comparison that holds of a status that is not a success.
func (g *generator) failed() string { return pick(g, []string{"!= 1", "!= 1", "== 0", "<= 0", "< 1"}) }

// gather keeps sessions in what a helper fills or drains, under sorted keys, or
// under an error that is joined to others.
func (g *generator) gather() {
	c := g.find('c', nil)
	if c == nil || !g.gathers {
		return
	}
	l, get := g.fresh("l"), "ossl.SSL_get1_session("+c.expr+")"
	switch g.n(7) {
	case 0:
		g.p("%s := collectQQ([]*ossl.SSL{%s})", l, c.expr)
		if g.oops() {
			g.p("if len(%s) > 1 {", l)
			g.bail(nil)
			g.p("}")
		}
		g.p("for _, s := range %s {\nossl.SSL_SESSION_free(s)\n}", l)
	case 1:
		g.p("%s := make(chan *ossl.SSL_SESSION, 2)\n%s <- %s\n%s <- ossl.D2i_SSL_SESSION(nil, nil)\nnextQQ(%s)", l, l, get, l, l)
		if !g.oops() {
			g.p("emptyQQ(%s)", l)
		}
	case 2:
		keys := g.fresh("k")
		g.p("%s := map[string]*ossl.SSL_SESSION{\"b\": %s, \"a\": ossl.D2i_SSL_SESSION(nil, nil)}", l, get)
		g.p("var %s []string\nfor k := range %s {\n%s = append(%s, k)\n}\nsort.Strings(%s)", keys, l, keys, keys, keys)
		g.p("for _, k := range %s {\nossl.SSL_SESSION_free(%s[k])\n}", keys, l)
	case 3:
		err := g.fresh("err")
		g.p("%s := %s\nvar %s error\nif %s == nil {\n%s = ossl.ErrOpen\n}", l, get, err, l, err)
		other := pick(g, []string{"nil", "nil", "error(nil)"})
		g.p("if errors.Join(%s, %s) == nil {\nossl.SSL_SESSION_has_ticket(%s)\n}\nossl.SSL_SESSION_free(%s)", err, other, l, l)
	case 4:
		g.p("%s := %s\nif %s != nil && upRefQQ(%s) {\nossl.SSL_SESSION_free(%s)\n}\nossl.SSL_SESSION_free(%s)", l, get, l, l, l, l)
	case 5:
		n := g.fresh("n")
		op, limit := "min", 2
		if g.chance(0.5) {
			op, limit = "max", 1
		}
		g.p("%s := ossl.Pick(4)\nvar %s *ossl.SSL_SESSION\nif %s(%s, %d) == 2 {\n%s = %s\n}", n, l, op, n, limit, l, get)
		g.p("ossl.SSL_SESSION_get_time(%s)\nif %s(%s, %d) == 2 {\nossl.SSL_SESSION_free(%s)\n}", l, op, n, limit, l)
	default:
		b := fmt.Sprintf("ossl.SSL_SESSION_up_ref(%s) %s", l, g.failed())
		g.p("%s := ossl.SSL_get0_session(%s)\nif %s == nil || %s {", l, c.expr, l, b)
		g.bail(nil)
		g.p("}\nossl.SSL_read(%s, nil)", c.expr)
		g.endBorrows(c.o)
		g.p("ossl.SSL_SESSION_has_ticket(%s)\nossl.SSL_SESSION_free(%s)", l, l)
	}
}
