package gen

// connOp does something to a connection.
func (g *generator) connOp() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	switch g.n(8) {
	case 0:
		g.p("ossl.SSL_clear(%s)", c.expr)
		g.endBorrows(c.o)
	case 1:
		g.p("ossl.SSL_read(%s, nil)", c.expr)
		g.endBorrows(c.o)
	case 2:
		g.p("if ossl.SSL_do_handshake(%s) %s {", c.expr, g.failed())
		g.bail(nil)
		g.p("}")
		g.endBorrows(c.o)
	case 3:
		if s := g.find('s', func(v *variable) bool { return v.o.home == nil || v.o.home == c.o || g.chance(0.2) }); s != nil {
			if g.chance(0.5) {
				g.p("if ossl.SSL_set_session(%s, %s) %s {", c.expr, s.expr, g.failed())
				g.bail(nil)
				g.p("}")
			} else {
				g.p("ossl.SSL_set_session(%s, %s)", c.expr, s.expr)
			}
			g.endBorrows(c.o)
		}
	case 4:
		if g.chance(0.3) {
			g.p("ossl.SSL_set_session(%s, nil)", c.expr)
			g.endBorrows(c.o)
		}
	case 5:
		if g.chance(0.5) {
			g.p("ossl.SSL_up_ref(%s)", c.expr)
			c.o.own++
			if g.chance(0.5) && g.depth == 0 {
				g.deferFree(c)
			}
		}
	default:
		g.p("ossl.SSL_get_version(%s)", c.expr)
	}
}

// contextOp does something to a context.
func (g *generator) contextOp() {
	x := g.find('x', nil)
	if x == nil {
		if c := g.find('c', nil); c != nil {
			name := g.fresh("x")
			g.p("%s := ossl.SSL_get_SSL_CTX(%s)", name, c.expr)
			x = g.bind(name, g.object('x', 0, c.o), true)
		}
	}
	if x == nil {
		return
	}
	s := g.find('s', func(v *variable) bool { return v.o.checked })
	switch k := g.n(6); {
	case k == 0:
		g.p("ossl.SSL_CTX_flush_sessions(%s, 0)", x.expr)
		for _, v := range g.vars {
			if v.o.kind == 's' && v.o.own == 0 {
				v.o.dead = true
			}
		}
	case k == 1 && s != nil && g.chance(0.5):
		g.p("ossl.SSL_CTX_add_session(%s, %s)", x.expr, s.expr)
	case k == 2 && s != nil && g.chance(0.5):
		g.p("ossl.SSL_CTX_remove_session(%s, %s)", x.expr, s.expr)
	case k == 3:
		if c := g.find('c', nil); c != nil {
			g.p("ossl.SSL_set_SSL_CTX(%s, %s)", c.expr, x.expr)
			for _, v := range g.vars {
				if v.o.kind == 'x' && v.o.lender == c.o {
					v.o.dead = true
				}
			}
		}
	default:
		g.p("_ = ossl.SSL_CTX_get_timeout(%s)", x.expr)
	}
}

// twoContexts makes connections of two contexts, and sometimes mixes them up.
func (g *generator) twoContexts() {
	if g.depth > 0 {
		return
	}
	x, y, a, b := g.fresh("x"), g.fresh("x"), g.fresh("c"), g.fresh("c")
	g.p("%s := ossl.SSL_CTX_new()\ndefer ossl.SSL_CTX_free(%s)", x, x)
	g.p("%s := ossl.SSL_CTX_new()\ndefer ossl.SSL_CTX_free(%s)", y, y)
	g.p("%s := ossl.SSL_new(%s)\ndefer ossl.SSL_free(%s)", a, x, a)
	second := x
	if g.chance(0.6) {
		second = y
	}
	g.p("%s := ossl.SSL_new(%s)\ndefer ossl.SSL_free(%s)", b, second, b)
	if g.chance(0.4) {
		g.p("ossl.SSL_set_SSL_CTX(%s, %s)", b, y)
	}
	g.p("ossl.SSL_do_handshake(%s)", a)
	s := g.fresh("s")
	g.p("%s := ossl.SSL_get1_session(%s)\ndefer ossl.SSL_SESSION_free(%s)", s, a, s)
	if g.chance(0.3) {
		g.p("if %s == nil {", s)
		g.bail(nil)
		g.p("}")
		d := g.fresh("s")
		g.p("%s := ossl.SSL_SESSION_dup(%s)\ndefer ossl.SSL_SESSION_free(%s)", d, s, d)
		s = d
	}
	for range 1 + g.n(2) {
		switch g.n(4) {
		case 0:
			g.p("if %s != nil {\nossl.SSL_CTX_add_session(%s, %s)\n}", s, pick(g, []string{x, x, y}), s)
		case 1:
			g.p("ossl.SSL_CTX_remove_session(%s, %s)", pick(g, []string{x, x, y}), s)
		default:
			g.p("ossl.SSL_set_session(%s, %s)", pick(g, []string{a, b}), s)
		}
	}
	g.bind(a, g.object('c', 0, nil), true)
	g.bind(b, g.object('c', 0, nil), true)
}

// alias makes another expression for a session.
func (g *generator) alias() {
	v := g.find('s', nil)
	if v == nil {
		return
	}
	name := g.fresh("a")
	switch g.n(9) {
	case 0:
		g.p("%s := pairQQ{S: %s}", name, v.expr)
		g.bind(name+".S", v.o, false)
	case 1:
		g.p("%s := &pairQQ{S: %s, Owned: true}", name, v.expr)
		g.bind(name+".S", v.o, false)
	case 2:
		if v.ident {
			g.p("%s := &%s", name, v.expr)
			g.bind("(*"+name+")", v.o, false)
		}
	case 3:
		g.p("%s := []*ossl.SSL_SESSION{%s}", name, v.expr)
		g.bind(name+"[0]", v.o, false)
	case 4:
		g.p("%s := map[string]*ossl.SSL_SESSION{\"k\": %s}", name, v.expr)
		g.bind(name+"[\"k\"]", v.o, false)
	case 5:
		g.p("%s := sameQQ(%s)", name, v.expr)
		g.bind(name, v.o, true)
	case 6:
		g.p("var %s any = %s", name, v.expr)
		g.bind(name+".(*ossl.SSL_SESSION)", v.o, false)
	case 7:
		other := g.fresh("a")
		g.p("%s := boxQQ{In: pairQQ{S: %s}}", name, v.expr)
		g.p("%s := %s", other, name)
		g.bind(other+".In.S", v.o, false)
	default:
		g.p("%s := %s", name, v.expr)
		g.bind(name, v.o, true)
	}
}

// pointerField goes through pointers to structs and pointers to pointers.
func (g *generator) pointerField() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	b, q := g.fresh("b"), g.fresh("q")
	g.p("%s := &boxQQ{P: &pairQQ{C: %s}}", b, c.expr)
	g.p("%s.P.S = ossl.SSL_get1_session(%s.P.C)", b, b)
	g.p("%s := &%s.P.S", q, b)
	o := g.object('s', 1, nil)
	o.home = c.o
	g.bind("(*"+q+")", o, false)
	g.settle(g.bind(b+".P.S", o, false))
}
