package gen

// lent borrows a session, does something to its lender, and most of the time
// has the sense not to use it afterwards.
func (g *generator) lent() {
	c := g.find('c', nil)
	if c == nil || g.depth > 1 {
		return
	}
	s := g.fresh("s")
	g.p("%s := ossl.%s(%s)", s, pick(g, []string{"SSL_get0_session", "SSL_get_session"}), c.expr)
	keeps := g.chance(0.3)
	if keeps {
		g.p("if %s != nil {\nossl.SSL_SESSION_up_ref(%s)\n}", s, s)
	}
	g.p("ossl.SSL_SESSION_get_time(%s)", s)
	switch g.n(6) {
	case 0:
		g.p("ossl.SSL_clear(%s)", c.expr)
	case 1:
		g.p("ossl.SSL_read(%s, nil)", c.expr)
	case 2:
		d := g.fresh("s")
		g.p("%s := ossl.D2i_SSL_SESSION(nil, nil)", d)
		g.p("ossl.SSL_set_session(%s, %s)\nossl.SSL_SESSION_free(%s)", c.expr, d, d)
	case 3:
		g.p("ossl.SSL_set_session(%s, %s)", c.expr, pick(g, []string{s, "nil"}))
	case 4:
		if c.o.own > 0 && c.o.level == g.depth {
			g.p("ossl.SSL_free(%s)", c.expr)
			if c.o.own--; c.o.own == 0 {
				g.die(c.o)
			}
			break
		}
		fallthrough
	default:
		x := g.fresh("x")
		g.p("%s := ossl.SSL_get_SSL_CTX(%s)\nossl.SSL_CTX_flush_sessions(%s, 0)", x, c.expr, x)
	}
	g.endBorrows(c.o)
	if keeps || g.chance(0.15) {
		g.p("ossl.%s(%s)", pick(g, tolerates), s)
	}
	if keeps {
		g.p("ossl.SSL_SESSION_free(%s)", s)
	}
}
