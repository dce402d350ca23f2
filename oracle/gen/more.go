package gen

// helpers are declarations that every program has, for the productions below.
const helpers = `type nestQQ struct {
pairQQ
N int
}

func (p *pairQQ) free() {
ossl.SSL_SESSION_free(p.S)
p.S = nil
}

func (p *pairQQ) drop() {
ossl.SSL_SESSION_free(p.S)
}

func (p pairQQ) age() int64 { return ossl.SSL_SESSION_get_time(p.S) }

func freeAllQQ(list ...*ossl.SSL_SESSION) {
for _, s := range list {
ossl.SSL_SESSION_free(s)
}
}

func drainQQ(list []*ossl.SSL_SESSION) {
if len(list) == 0 {
return
}
ossl.SSL_SESSION_free(list[0])
drainQQ(list[1:])
}

func takeQQ(c *ossl.SSL) (*ossl.SSL_SESSION, func()) {
s := ossl.SSL_get1_session(c)
return s, func() { ossl.SSL_SESSION_free(s) }
}

func eachQQ(c *ossl.SSL) func(yield func(*ossl.SSL_SESSION) bool) {
return func(yield func(*ossl.SSL_SESSION) bool) {
for range ossl.Pick(3) {
s := ossl.SSL_get0_session(c)
if s == nil || !yield(s) {
return
}
}
}
}
`

// owned writes a session with a reference of its own, that is not nil, and
// returns its name; the caller sees to its release.
func (g *generator) owned() (name string, c *variable) {
	c = g.find('c', nil)
	if c == nil {
		return "", nil
	}
	name = g.fresh("s")
	g.p("%s := ossl.SSL_get1_session(%s)\nif %s == nil {", name, c.expr, name)
	g.bail(nil)
	g.p("}")
	return name, c
}

// methods releases through methods, their values and expressions, and of what is
// embedded.
func (g *generator) methods() {
	s, _ := g.owned()
	if s == "" {
		return
	}
	h := g.fresh("h")
	free := pick(g, []string{"free", "free", "drop"})
	switch g.n(4) {
	case 0:
		g.p("%s := &pairQQ{S: %s}\n_ = %s.age()\n%s.%s()", h, s, h, h, free)
	case 1:
		f := g.fresh("f")
		g.p("%s := (*pairQQ).%s\n%s := pairQQ{S: %s}\n%s(&%s)", f, free, h, s, f, h)
	case 2:
		g.p("%s := nestQQ{pairQQ: pairQQ{S: %s}}\n%s.%s()", h, s, h, free)
	default:
		g.p("%s := nestQQ{N: 1}\n%s.S = %s\ndefer %s.%s()\n_ = %s.age()", h, h, s, h, free, h)
	}
	if free == "free" && g.chance(0.3) {
		g.p("%s.free()", h)
	}
}

// calls hands sessions to variadic, recursive and iterating functions.
func (g *generator) calls() {
	s, c := g.owned()
	if s == "" {
		return
	}
	switch g.n(5) {
	case 0:
		g.p("freeAllQQ(%s)", s)
	case 1:
		t := g.fresh("s")
		g.p("%s := ossl.D2i_SSL_SESSION(nil, nil)\nfreeAllQQ(%s, %s)", t, s, t)
	case 2:
		g.p("drainQQ([]*ossl.SSL_SESSION{%s})", s)
	case 3:
		g.p("for v := range eachQQ(%s) {\nossl.SSL_SESSION_get_time(v)\n}\nossl.SSL_SESSION_free(%s)", c.expr, s)
	default:
		t := g.fresh("s")
		g.p("%s := chooseQQ(%s, nil, true)\nossl.SSL_SESSION_get_time(%s)\nossl.SSL_SESSION_free(%s)", t, s, t, s)
	}
}

// cleanup uses a function that is returned with the session.
func (g *generator) cleanup() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	s, done := g.fresh("s"), g.fresh("done")
	g.p("%s, %s := takeQQ(%s)", s, done, c.expr)
	if g.chance(0.6) {
		g.p("defer %s()\nossl.SSL_SESSION_get_time(%s)", done, s)
		return
	}
	g.p("if %s != nil {\nossl.SSL_SESSION_is_resumable(%s)\n}\n%s()", s, s, done)
}

// switches2 chooses by type, by conditions and by what a channel has.
func (g *generator) switches2() {
	s, c := g.owned()
	if s == "" {
		return
	}
	switch g.n(4) {
	case 0:
		v := g.fresh("v")
		g.p("var %s any = %s", v, s)
		g.p("switch x := %s.(type) {\ncase *ossl.SSL_SESSION:\nossl.SSL_SESSION_free(x)\ncase *ossl.SSL:\nossl.SSL_free(x)\n}", v)
	case 1:
		g.p("switch {\ncase %s:\nossl.SSL_SESSION_get_time(%s)\nfallthrough\ndefault:\nossl.SSL_SESSION_free(%s)\n}", g.condition(), s, s)
	case 2:
		ch := g.fresh("ch")
		g.p("%s := make(chan *ossl.SSL_SESSION, 1)\nselect {\ncase %s <- %s:\ndefault:\nossl.SSL_SESSION_free(%s)\n}", ch, ch, s, s)
		g.p("ossl.SSL_SESSION_free(<-%s)", ch)
	default:
		l := g.fresh("L")
		g.p("%s:\nfor range ossl.Pick(3) {\nfor range ossl.Pick(3) {", l)
		g.p("t := ossl.SSL_get1_session(%s)\nif t == nil {\n%s %s\n}\nossl.SSL_SESSION_free(t)\n}\n}", c.expr, pick(g, []string{"break", "continue"}), l)
		g.p("ossl.SSL_SESSION_free(%s)", s)
	}
}

// once gets a session in a function that runs once.
func (g *generator) once() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	s, once := g.fresh("s"), g.fresh("once")
	g.p("var %s sync.Once\nvar %s *ossl.SSL_SESSION", once, s)
	for range 1 + g.n(2) {
		g.p("%s.Do(func() {\n%s = ossl.SSL_get1_session(%s)\n})", once, s, c.expr)
	}
	g.settle(g.bind(s, g.object('s', 1, nil), true))
}

// copies copies connections and what they have.
func (g *generator) copies() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	d := g.fresh("c")
	switch g.n(4) {
	case 0:
		g.p("%s := ossl.SSL_dup(%s)\nossl.SSL_get_version(%s)\nossl.SSL_free(%s)", d, c.expr, d, d)
	case 1:
		if o := g.find('c', func(v *variable) bool { return v != c }); o != nil {
			g.p("ossl.SSL_copy_session_id(%s, %s)", c.expr, o.expr)
			g.endBorrows(c.o)
		}
	case 2:
		g.p("ossl.SSL_shutdown(%s)", c.expr)
		g.endBorrows(c.o)
	default:
		if x := g.find('x', nil); x != nil {
			g.p("ossl.SSL_CTX_up_ref(%s)\nossl.SSL_CTX_get_timeout(%s)\nossl.SSL_CTX_free(%s)", x.expr, x.expr, x.expr)
		}
	}
}
