package gen

import "fmt"

func (g *generator) condition() string {
	for _, p := range g.fn.params {
		if p.typ == "bool" && g.chance(0.5) {
			return p.name
		}
	}
	return "ossl.Flip()"
}

func (g *generator) branch() {
	head := "if " + g.condition()
	g.p("%s {", head)
	g.depth++
	mark := len(g.vars)
	g.inner(2)
	g.releaseLocals(g.depth)
	g.vars = g.vars[:mark]
	if g.chance(0.3) {
		g.p("} else {")
		g.inner(2)
		g.releaseLocals(g.depth)
		g.vars = g.vars[:mark]
	}
	g.depth--
	g.p("}")
}

func (g *generator) earlyReturn() {
	g.p("if %s {", g.condition())
	g.bail(nil)
	g.p("}")
}

// flagIdiom keeps "do we own it" in a flag, or in the same condition twice.
func (g *generator) flagIdiom() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	s, own := g.fresh("s"), g.fresh("own")
	o := g.object('s', 0, nil)
	g.p("var %s *ossl.SSL_SESSION", s)
	switch g.n(3) {
	case 0:
		g.p("%s := false", own)
		g.p("if %s {\n%s = ossl.SSL_get1_session(%s)\n%s = true\n} else {\n%s = ossl.SSL_get0_session(%s)\n}", g.condition(), s, c.expr, own, s, c.expr)
	case 1:
		g.p("%s := ossl.Flip()", own)
		g.p("if %s {\n%s = ossl.SSL_get1_session(%s)\n}", own, s, c.expr)
	default:
		mode := g.fresh("mode")
		g.p("%s := ossl.Pick(3)", mode)
		g.p("switch %s {\ncase 0:\n%s = ossl.SSL_get0_session(%s)\ncase 1:\n%s = ossl.SSL_get1_session(%s)\n}", mode, s, c.expr, s, c.expr)
		g.p("%s := %s == 1", own, mode)
	}
	v := g.bind(s, o, true)
	if g.chance(0.3) && g.depth == 0 {
		g.p("defer func() {\nif %s {\nossl.SSL_SESSION_free(%s)\n}\n}()", own, s)
		g.use(v)
		return
	}
	g.use(v)
	g.inner(1)
	g.p("if %s {\nossl.SSL_SESSION_free(%s)\n}", own, s)
	o.dead = true
}

// nilIdiom moves or clears a handle by setting it to nil.
func (g *generator) nilIdiom() {
	c := g.find('c', nil)
	if c == nil || g.depth > 1 {
		return
	}
	s := g.fresh("s")
	g.p("%s := ossl.SSL_get1_session(%s)", s, c.expr)
	o := g.object('s', 0, nil)
	switch g.n(3) {
	case 0:
		g.p("if %s {\nossl.SSL_SESSION_free(%s)\n%s = nil\n}", g.condition(), s, s)
		g.p("if %s != nil {\nossl.SSL_SESSION_is_resumable(%s)\nossl.SSL_SESSION_free(%s)\n}", s, s, s)
	case 1:
		g.p("defer func() {\nossl.SSL_SESSION_free(%s)\n}()", s)
		t := g.fresh("h")
		g.p("if %s {\n%s := &pairQQ{S: %s}\n%s = nil\nossl.SSL_SESSION_get_time(%s.S)\nossl.SSL_SESSION_free(%s.S)\n}", g.condition(), t, s, s, t, t)
		g.bind(s, o, true)
		return
	default:
		h := g.fresh("h")
		g.p("%s := pairQQ{S: %s}", h, s)
		g.p("if %s.S != nil {\nossl.SSL_SESSION_has_ticket(%s.S)\nossl.SSL_SESSION_free(%s.S)\n%s.S = nil\n}", h, h, h, h)
		g.p("ossl.SSL_SESSION_free(%s.S)", h)
	}
	o.dead = true
	g.bind(s, o, true)
}

func (g *generator) loop() {
	c := g.find('c', nil)
	if c == nil || g.depth > 2 {
		return
	}
	s := g.fresh("s")
	g.loops++
	heads := []string{"for range ossl.Pick(4)", fmt.Sprintf("for ossl.More(%d)", g.loops),
		"for i, n := 0, ossl.Pick(4); i < n; i++", "for i := 0; i < 2; i++"}
	head := pick(g, heads)
	switch g.n(6) {
	case 0, 1:
		g.block(head, func() {
			g.p("%s := ossl.SSL_get1_session(%s)", s, c.expr)
			o := g.object('s', 1, nil)
			v := g.bind(s, o, true)
			if g.chance(0.6) {
				g.p("if %s == nil {\n%s\n}", s, pick(g, []string{"continue", "break"}))
				o.checked = true
			}
			g.use(v)
			g.inner(1)
		})
	case 2: // carried from one trip to the next
		g.p("var %s *ossl.SSL_SESSION", s)
		g.p("%s {\nossl.SSL_SESSION_free(%s)\n%s = ossl.SSL_get1_session(%s)\n}", head, s, s, c.expr)
		g.settle(g.bind(s, g.object('s', 1, nil), true))
	case 3: // collected
		list := g.fresh("list")
		g.p("var %s []*ossl.SSL_SESSION", list)
		g.p("%s {\nif %s := ossl.SSL_get1_session(%s); %s != nil {\n%s = append(%s, %s)\n}\n}", head, s, c.expr, s, list, list, s)
		g.p("for _, s := range %s {\nossl.SSL_SESSION_is_resumable(s)\nossl.SSL_SESSION_free(s)\n}", list)
	case 4: // deferred in the loop
		g.p("%s {\n%s := ossl.SSL_get1_session(%s)\ndefer ossl.SSL_SESSION_free(%s)\nossl.SSL_SESSION_get_time(%s)\n}", head, s, c.expr, s, s)
	default:
		g.block(head, func() { g.inner(2) })
	}
}

func (g *generator) switches() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	mode := g.fresh("mode")
	g.p("%s := ossl.Pick(3)", mode)
	g.p("switch %s {", mode)
	for i := range 2 {
		g.p("case %d:", i)
		g.depth++
		mark := len(g.vars)
		g.acquire()
		g.inner(1)
		g.releaseLocals(g.depth)
		g.vars = g.vars[:mark]
		g.depth--
	}
	g.p("default:")
	if g.chance(0.3) {
		g.bail(nil)
	}
	g.p("}")
}

// gotos writes a retry or a cleanup with goto, in a block of its own (a goto
// must not jump over declarations).
func (g *generator) gotos() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	s, l := g.fresh("s"), g.fresh("L")
	g.p("{")
	g.p("var %s *ossl.SSL_SESSION\nn := 0", s)
	if g.chance(0.5) {
		g.p("%s:\n%s = ossl.SSL_get1_session(%s)\nn++", l, s, c.expr)
		g.p("if %s == nil && n < 3 {\ngoto %s\n}", s, l)
		g.p("ossl.SSL_SESSION_get_time(%s)\nossl.SSL_SESSION_free(%s)", s, s)
	} else {
		g.p("%s = ossl.SSL_get1_session(%s)", s, c.expr)
		g.p("if %s {\ngoto %s\n}", g.condition(), l)
		g.p("ossl.SSL_SESSION_get_time(%s)\nn++", s)
		g.p("%s:\nossl.SSL_SESSION_free(%s)", l, s)
	}
	g.p("}")
}

// panics panics and recovers around a release.
func (g *generator) panics() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	s := g.fresh("s")
	g.p("func() {\ndefer func() {\nrecover()\n}()")
	g.p("%s := ossl.SSL_get1_session(%s)", s, c.expr)
	if g.chance(0.6) {
		g.p("defer ossl.SSL_SESSION_free(%s)\nif %s {\npanic(\"no\")\n}", s, g.condition())
	} else {
		g.p("if %s {\npanic(\"no\")\n}\nossl.SSL_SESSION_free(%s)", g.condition(), s)
	}
	g.p("}()")
}
