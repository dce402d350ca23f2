package gen

import (
	"fmt"
	"strings"
)

// call calls an earlier function of the program.
func (g *generator) call() {
	if len(g.funcs) == 0 {
		return
	}
	f := pick(g, g.funcs)
	var args []string
	var out, freed *variable
	for _, p := range f.params {
		switch p.typ {
		case "bool":
			args = append(args, pick(g, []string{"true", "false", "ossl.Flip()"}))
		case "*pairQQ":
			s := g.find('s', nil)
			if s == nil {
				return
			}
			args = append(args, "&pairQQ{S: "+s.expr+"}")
		case "**ossl.SSL_SESSION":
			name := g.fresh("s")
			g.p("var %s *ossl.SSL_SESSION", name)
			o := g.object('s', 0, nil)
			out = g.bind(name, o, true)
			args = append(args, "&"+name)
		default:
			kind := map[string]byte{"*ossl.SSL_SESSION": 's', "*ossl.SSL": 'c', "*ossl.SSL_CTX": 'x'}[p.typ]
			v := g.find(kind, func(v *variable) bool {
				return v.o.checked || kind != 's'
			})
			if v == nil || contains(args, v.expr) {
				return
			}
			if kind == 's' && f.frees {
				if v.o.own == 0 && !g.oops() || v.o.level < g.depth {
					return
				}
				freed = v
			}
			args = append(args, v.expr)
		}
	}
	g.invoke(f, strings.Join(args, ", "), out)
	if freed != nil {
		if freed.o.own--; freed.o.own <= 0 {
			freed.o.own = 0
			g.die(freed.o)
		}
	}
	for _, v := range g.vars { // the callee may read from the connection
		if v.o.kind == 's' && v.o.own == 0 && v.o.lender != nil && g.chance(0.5) {
			v.o.dead = true
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// invoke writes the call of f with its results.
func (g *generator) invoke(f *function, args string, out *variable) {
	name := f.name
	if g.chance(0.1) {
		fv := g.fresh("f")
		g.p("%s := %s", fv, name)
		name = fv
	}
	own := 0
	if f.owned {
		own = 1
	}
	switch f.results {
	case "":
		if g.chance(0.1) {
			g.p("defer %s(%s)", name, args)
			return
		}
		g.p("%s(%s)", name, args)
	case "S":
		if g.oops() {
			g.p("%s(%s)", name, args)
			return
		}
		s := g.fresh("s")
		g.p("%s := %s(%s)", s, name, args)
		g.settle(g.bind(s, g.object('s', own, nil), true))
	case "S error":
		s, err := g.fresh("s"), g.fresh("err")
		g.p("%s, %s := %s(%s)", s, err, name, args)
		o := g.object('s', own, nil)
		v := g.bind(s, o, true)
		cond := pick(g, []string{err + " != nil", err + " != nil", "nil != " + err, "!(" + err + " == nil)", "errors.Is(" + err + ", ossl.ErrOpen)"})
		g.p("if %s {", cond)
		g.bail(o)
		g.p("}")
		g.settle(v)
	case "S bool":
		s, ok := g.fresh("s"), g.fresh("ok")
		g.p("%s, %s := %s(%s)", s, ok, name, args)
		o := g.object('s', own, nil)
		v := g.bind(s, o, true)
		g.p("if !%s {", ok)
		g.bail(o)
		g.p("}")
		g.settle(v)
	case "error":
		g.p("if err := %s(%s); err != nil {", name, args)
		g.bail(nil)
		g.p("}")
	case "bool":
		g.block(fmt.Sprintf("if %s(%s)", name, args), func() { g.inner(1) })
	case "out":
		if out != nil {
			g.p("if !%s(%s) {", name, args)
			g.bail(out.o)
			g.p("}")
			out.o.own = own
			g.settle(out)
		}
	case "C":
		c := g.fresh("c")
		g.p("%s := %s(%s)", c, name, args)
		g.p("if %s == nil {", c)
		g.bail(nil)
		g.p("}")
		g.bind(c, g.object('c', 1, nil), true)
	}
}

// closure acquires, uses or gives back in a function literal.
func (g *generator) closure() {
	c := g.find('c', nil)
	s := g.find('s', func(v *variable) bool { return v.ident })
	f := g.fresh("f")
	switch k := g.n(5); {
	case k == 0 && c != nil:
		g.p("%s := func() *ossl.SSL_SESSION { return ossl.SSL_get1_session(%s) }", f, c.expr)
		name := g.fresh("s")
		g.p("%s := %s()", name, f)
		o := g.object('s', 1, nil)
		g.settle(g.bind(name, o, true))
	case k == 1 && s != nil && s.o.own == 1 && s.o.level == g.depth:
		g.p("%s := func() {\nossl.SSL_SESSION_free(%s)\n}", f, s.expr)
		g.use(s)
		g.p("%s()", f)
		s.o.own = 0
		g.die(s.o)
	case k == 2 && s != nil:
		g.p("applyQQ(func(v *ossl.SSL_SESSION) {\nossl.SSL_SESSION_get_time(v)\n}, %s)", s.expr)
	case k == 3 && c != nil:
		name := g.fresh("s")
		g.p("var %s *ossl.SSL_SESSION", name)
		g.p("%s := func() {\n%s = ossl.SSL_get1_session(%s)\n}\n%s()", f, name, c.expr, f)
		g.settle(g.bind(name, g.object('s', 1, nil), true))
	case s != nil:
		g.p("%s := func() {\nossl.SSL_SESSION_get_time(%s)\n}", f, s.expr)
		g.inner(1)
		g.p("%s()", f)
	}
}

// container keeps owned sessions in a slice, an array or a map.
func (g *generator) container() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	s, k := g.fresh("s"), g.fresh("k")
	g.p("%s := ossl.SSL_get1_session(%s)\nif %s == nil {", s, c.expr, s)
	g.bail(nil)
	g.p("}")
	switch g.n(4) {
	case 0:
		g.p("%s := [2]*ossl.SSL_SESSION{%s}", k, s)
		g.p("for _, s := range %s {\nossl.SSL_SESSION_free(s)\n}", k)
	case 1:
		g.p("%s := map[int]*ossl.SSL_SESSION{}\n%s[1] = %s", k, k, s)
		g.p("ossl.SSL_SESSION_is_resumable(%s[1])\nossl.SSL_SESSION_free(%s[1])", k, k)
	case 2:
		g.p("%s := make(map[string]*ossl.SSL_SESSION)\n%s[\"a\"] = %s", k, k, s)
		g.p("for _, s := range %s {\nossl.SSL_SESSION_free(s)\n}", k)
	default:
		g.p("%s := make([]*ossl.SSL_SESSION, 1)\n%s[0] = %s", k, k, s)
		g.p("defer func() {\nfor _, s := range %s {\nossl.SSL_SESSION_free(s)\n}\n}()", k)
	}
}

func (g *generator) channel() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	ch, s := g.fresh("ch"), g.fresh("s")
	g.p("%s := make(chan *ossl.SSL_SESSION, 2)", ch)
	get := pick(g, []string{"SSL_get1_session", "SSL_get1_session", "SSL_get0_session"})
	g.p("%s <- ossl.%s(%s)", ch, get, c.expr)
	g.p("%s := <-%s", s, ch)
	own := 0
	if get == "SSL_get1_session" {
		own = 1
	}
	g.settle(g.bind(s, g.object('s', own, nil), true))
}

func (g *generator) goroutine() {
	c := g.find('c', nil)
	if c == nil || g.depth > 0 {
		return
	}
	s, wg := g.fresh("s"), g.fresh("wg")
	switch g.n(3) {
	case 0:
		g.p("%s := ossl.SSL_get1_session(%s)\ngo func() {\nossl.SSL_SESSION_get_time(%s)\nossl.SSL_SESSION_free(%s)\n}()", s, c.expr, s, s)
	case 1:
		g.p("var %s sync.WaitGroup\n%s.Add(1)", wg, wg)
		g.p("%s := ossl.SSL_get0_session(%s)", s, c.expr)
		g.p("go func() {\ndefer %s.Done()\nossl.SSL_SESSION_get_time(%s)\n}()", wg, s)
		g.p("%s.Wait()", wg)
	default:
		x, d := g.fresh("x"), g.fresh("c")
		g.p("%s := ossl.SSL_CTX_new()\n%s := ossl.SSL_new(%s)\nossl.SSL_CTX_free(%s)\nossl.SSL_do_handshake(%s)", x, d, x, x, d)
		g.p("%s := ossl.%s(%s)", s, pick(g, []string{"SSL_get0_session", "SSL_get1_session"}), d)
		g.p("go func(v *ossl.SSL_SESSION) {\nossl.SSL_SESSION_get_time(v)\n}(%s)", s)
		g.p("ossl.SSL_free(%s)", d)
	}
}

func (g *generator) global() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	if g.lists && g.chance(0.5) {
		if g.chance(0.5) {
			g.p("listQQ = append(listQQ, ossl.SSL_get1_session(%s))", c.expr)
		} else {
			g.p("tableQQ[1] = ossl.SSL_get1_session(%s)", c.expr)
		}
		return
	}
	name := pick(g, g.globals)
	if name == "" {
		return
	}
	switch g.n(4) {
	case 0:
		g.p("%s = ossl.SSL_get1_session(%s)", name, c.expr)
	case 1:
		g.p("if %s == nil {\n%s = ossl.SSL_get1_session(%s)\n}", name, name, c.expr)
		g.bind(name, g.object('s', 0, nil), false)
	case 2:
		g.p("if %s != nil {\nossl.SSL_SESSION_free(%s)\n%s = nil\n}", name, name, name)
	default:
		g.p("%s = ossl.SSL_get0_session(%s)", name, c.expr)
		if g.chance(0.6) {
			g.p("ossl.SSL_SESSION_get_time(%s)\n%s = nil", name, name)
		}
	}
}

// finalizer gives a session to a finalizer or a cleanup.
func (g *generator) finalizer() {
	c := g.find('c', nil)
	if c == nil {
		return
	}
	h := g.fresh("h")
	g.p("%s := &pairQQ{S: ossl.SSL_get1_session(%s)}", h, c.expr)
	switch g.n(3) {
	case 0:
		g.p("runtime.SetFinalizer(%s, func(h *pairQQ) {\nossl.SSL_SESSION_free(h.S)\n})", h)
	case 1:
		g.p("runtime.AddCleanup(%s, func(s *ossl.SSL_SESSION) {\nossl.SSL_SESSION_free(s)\n}, %s.S)", h, h)
	default:
		g.p("runtime.SetFinalizer(%s, func(h *pairQQ) {\nossl.SSL_SESSION_free(h.S)\n})", h)
		g.p("runtime.SetFinalizer(%s, nil)\nossl.SSL_SESSION_free(%s.S)", h, h)
		return
	}
	g.p("ossl.SSL_SESSION_get_time(%s.S)\nruntime.KeepAlive(%s)", h, h)
}
