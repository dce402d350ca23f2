package gen

// production is one way to write a statement, or a few.
type production struct {
	weight int
	write  func(*generator)
}

var productions []production

func init() {
	productions = []production{
		{20, (*generator).acquire},
		{14, (*generator).useSomething},
		{8, (*generator).connOp},
		{5, (*generator).make},
		{4, (*generator).contextOp},
		{6, (*generator).alias},
		{7, (*generator).branch},
		{5, (*generator).flagIdiom},
		{4, (*generator).nilIdiom},
		{7, (*generator).loop},
		{3, (*generator).switches},
		{9, (*generator).call},
		{4, (*generator).closure},
		{3, (*generator).release},
		{3, (*generator).upRef},
		{2, (*generator).gotos},
		{3, (*generator).container},
		{2, (*generator).channel},
		{2, (*generator).goroutine},
		{2, (*generator).global},
		{4, (*generator).useWrapper},
		{3, (*generator).twoContexts},
		{2, (*generator).finalizer},
		{2, (*generator).earlyReturn},
		{1, (*generator).panics},
		{2, (*generator).pointerField},
		{5, (*generator).lent},
		{3, (*generator).methods},
		{3, (*generator).calls},
		{2, (*generator).cleanup},
		{3, (*generator).switches2},
		{1, (*generator).once},
		{2, (*generator).copies},
		{8, (*generator).bag},
		{8, (*generator).lease},
		{1, (*generator).beside},
		{8, (*generator).chain},
		{6, (*generator).mode},
		{9, (*generator).gather},
	}
}

func (g *generator) statement() {
	total := 0
	for _, p := range productions {
		total += p.weight
	}
	k := g.n(total)
	for _, p := range productions {
		if k -= p.weight; k < 0 {
			p.write(g)
			return
		}
	}
}

var crashes = []string{"SSL_SESSION_is_resumable", "SSL_SESSION_has_ticket", "SSL_SESSION_get_protocol_version"}
var tolerates = []string{"SSL_SESSION_get_time", "I2d_SSL_SESSION"}

// use writes a use of s that is right as far as the generator knows.
func (g *generator) use(v *variable) {
	list := crashes
	if !v.o.checked && !g.oops() {
		list = tolerates
	}
	f := pick(g, list)
	switch g.n(4) {
	case 0:
		g.p("if ossl.%s(%s) > 0 {\n_ = 0\n}", f, v.expr)
	case 1:
		g.p("_ = ossl.%s(%s)", f, v.expr)
	default:
		g.p("ossl.%s(%s)", f, v.expr)
	}
}

func (g *generator) useSomething() {
	if v := g.find('s', nil); v != nil {
		g.use(v)
	}
}

// acquire gets a session from somewhere, checks it, and sees to its release.
func (g *generator) acquire() {
	c, s := g.find('c', nil), g.find('s', func(v *variable) bool { return v.o.checked })
	name := g.fresh("s")
	o := g.object('s', 1, nil)
	switch k := g.n(10); {
	case c != nil && k < 4:
		g.p("%s := ossl.SSL_get1_session(%s)", name, c.expr)
		o.home = c.o
	case c != nil && k < 8:
		g.p("%s := ossl.%s(%s)", name, pick(g, []string{"SSL_get0_session", "SSL_get_session"}), c.expr)
		o.own, o.lender, o.home = 0, c.o, c.o
	case s != nil && k < 9:
		g.p("%s := ossl.SSL_SESSION_dup(%s)", name, s.expr)
	case g.chance(0.5):
		g.p("%s := ossl.D2i_SSL_SESSION(nil, nil)", name)
	default:
		g.p("var %s *ossl.SSL_SESSION", name)
		g.p("if ossl.D2i_SSL_SESSION(&%s, nil) == nil {", name)
		g.bail(nil)
		g.p("}")
		o.checked = true
	}
	v := g.bind(name, o, true)
	g.settle(v)
}

// settle checks a new session for nil, and perhaps defers its release.
func (g *generator) settle(v *variable) {
	deferred := v.o.own > 0 && g.chance(0.4) && g.depth == 0
	early := deferred && g.chance(0.5)
	if early {
		g.deferFree(v)
	}
	switch k := g.n(10); {
	case v.o.checked || k < 2:
	case k < 7:
		cond := pick(g, []string{"%s == nil", "nil == %s", "!(%s != nil)"})
		g.p("if "+cond+" {", v.expr)
		g.bail(v.o)
		g.p("}")
		v.o.checked = true
	default:
		own := v.o.own
		g.block("if "+v.expr+" != nil", func() {
			v.o.checked = true
			g.use(v)
			g.inner(2)
		})
		v.o.own, v.o.checked = own, false
	}
	if deferred && !early {
		g.deferFree(v)
	}
}

func (g *generator) deferFree(v *variable) {
	f := freeOf(v.o.kind)
	switch g.n(5) {
	case 0:
		g.p("defer func() {\nossl.%s(%s)\n}()", f, v.expr)
	case 1:
		g.p("defer func(v %s) {\nossl.%s(v)\n}(%s)", typeOf(v.o.kind), f, v.expr)
	default:
		g.p("defer ossl.%s(%s)", f, v.expr)
	}
	v.o.own--
	if v.o.own == 0 {
		v.o.lender = &object{} // good to the end
	}
}

// inner writes up to n statements in a block.
func (g *generator) inner(n int) {
	if g.depth > 3 {
		return
	}
	for i := g.n(n + 1); i > 0 && g.budget > 0; i-- {
		g.budget--
		g.statement()
	}
}

func (g *generator) make() {
	x := g.find('x', nil)
	if x == nil || g.chance(0.3) {
		name := g.fresh("x")
		g.p("%s := ossl.SSL_CTX_new()", name)
		x = g.bind(name, g.object('x', 1, nil), true)
		if g.chance(0.6) && g.depth == 0 {
			g.deferFree(x)
		}
	}
	name := g.fresh("c")
	g.p("%s := ossl.SSL_new(%s)", name, x.expr)
	o := g.object('c', 1, nil)
	o.home = x.o
	c := g.bind(name, o, true)
	if g.chance(0.5) && g.depth == 0 {
		g.deferFree(c)
	}
	if g.chance(0.7) {
		g.p("ossl.SSL_do_handshake(%s)", name)
	}
}

func (g *generator) release() {
	v := g.find(pick(g, []byte{'s', 's', 'c', 'x'}), func(v *variable) bool {
		return v.o.own > 0 && v.o.level == g.depth
	})
	if v == nil {
		return
	}
	g.p("ossl.%s(%s)", freeOf(v.o.kind), v.expr)
	if v.o.own--; v.o.own == 0 {
		g.die(v.o)
		if v.ident && g.chance(0.3) && v.o.kind == 's' {
			g.p("%s = nil", v.expr)
		}
	}
}

func (g *generator) upRef() {
	v := g.find('s', func(v *variable) bool { return v.o.checked && v.o.level == g.depth })
	if v == nil {
		return
	}
	if g.chance(0.3) {
		g.p("if ossl.SSL_SESSION_up_ref(%s) %s {", v.expr, g.failed())
		g.bail(nil)
		g.p("}")
	} else {
		g.p("ossl.SSL_SESSION_up_ref(%s)", v.expr)
	}
	v.o.own++
	if g.chance(0.4) && g.depth == 0 {
		g.deferFree(v)
	}
}
