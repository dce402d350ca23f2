package gen

import (
	"fmt"
	"strings"
)

// A function is one that later ones may call.
type function struct {
	name    string
	params  []param
	results string // one of the shapes in shapes
	owned   bool   // its session result comes with a reference
	frees   bool   // it releases its session parameter
	method  bool
	named   bool
}

type param struct{ name, typ string }

var shapes = []string{"", "", "", "S", "S", "S error", "S error", "S bool", "error", "bool", "out", "C"}

func (g *generator) file() {
	if g.chance(0.35) {
		for range 1 + g.n(2) {
			name := g.fresh("g") + "QQ"
			g.globals = append(g.globals, name)
			g.p("var %s *ossl.SSL_SESSION\n", name)
		}
	}
	if g.chance(0.2) {
		g.lists = true
		g.p("var listQQ []*ossl.SSL_SESSION\n")
		g.p("var tableQQ map[int]*ossl.SSL_SESSION\n")
	}
	g.p("type pairQQ struct {\nS *ossl.SSL_SESSION\nC *ossl.SSL\nOwned bool\n}\n")
	g.p("type boxQQ struct {\nIn pairQQ\nP *pairQQ\n}\n")
	g.generics()
	g.b.WriteString(helpers)
	if g.bags = g.chance(0.3); g.bags {
		g.b.WriteString(bagHelpers)
	}
	if g.chains = g.chance(0.3); g.chains {
		g.b.WriteString(chainHelpers)
	}
	if g.gathers = g.chance(0.3); g.gathers {
		g.b.WriteString(gatherHelpers)
	}
	for range g.n(3) {
		g.wrapper()
	}
	n := 1 + g.n(max(1, g.size.Funcs))
	for i := range n {
		g.function(i)
	}
}

func (g *generator) generics() {
	g.p("func sameQQ[T any](v T) T { return v }\n")
	g.p("func chooseQQ[T any](a, b T, first bool) T {\nif first {\nreturn a\n}\nreturn b\n}\n")
	g.p("func applyQQ(f func(*ossl.SSL_SESSION), s *ossl.SSL_SESSION) { f(s) }\n")
}

// function writes one function.
func (g *generator) function(i int) {
	f := &function{name: fmt.Sprintf("F%dQQ", i), results: pick(g, shapes), owned: g.chance(0.7), frees: g.chance(0.3)}
	g.fn, g.vars, g.depth = f, nil, 0
	g.noise = pick(g, []float64{0, 0, 0.03, 0.1})
	g.budget = 2 + g.n(max(1, g.size.Stmts))
	g.params(f)
	var ps []string
	for _, p := range f.params {
		ps = append(ps, p.name+" "+p.typ)
	}
	result := map[string]string{"": "", "S": "*ossl.SSL_SESSION", "S error": "(*ossl.SSL_SESSION, error)",
		"S bool": "(*ossl.SSL_SESSION, bool)", "error": "error", "bool": "bool", "out": "bool", "C": "*ossl.SSL"}[f.results]
	if f.results == "S error" && g.chance(0.35) {
		f.named = true
		result = "(res *ossl.SSL_SESSION, err error)"
	}
	g.p("func %s(%s) %s {", f.name, strings.Join(ps, ", "), result)
	if f.named && g.chance(0.6) {
		g.p("defer func() {\nif err != nil {\nossl.SSL_SESSION_free(res)\nres = nil\n}\n}()")
	}
	if g.chance(0.05) {
		g.p("defer func() {\nrecover()\n}()")
	}
	g.statements()
	g.leave()
	g.p("}\n")
	g.funcs = append(g.funcs, f)
}

func (g *generator) params(f *function) {
	add := func(prefix, typ string, kind byte) {
		name := g.fresh(prefix)
		f.params = append(f.params, param{name, typ})
		if kind != 0 {
			o := g.object(kind, 0, nil)
			o.checked = true
			g.bind(name, o, true).fixed = true
		}
	}
	add("c", typeOf('c'), 'c')
	if g.chance(0.25) {
		add("c", typeOf('c'), 'c')
	}
	if f.frees || g.chance(0.3) {
		add("s", typeOf('s'), 's')
		if f.frees {
			g.vars[len(g.vars)-1].o.own = 1
		}
	}
	if g.chance(0.3) {
		add("x", typeOf('x'), 'x')
	}
	if g.chance(0.25) {
		add("ok", "bool", 0)
	}
	if g.chance(0.15) {
		add("h", "*pairQQ", 0)
		h := f.params[len(f.params)-1].name
		o := g.object('s', 0, nil)
		g.bind(h+".S", o, false).fixed = true
	}
	if f.results == "out" {
		add("out", "**ossl.SSL_SESSION", 0)
	}
}

func (g *generator) statements() {
	for g.budget > 0 {
		g.budget--
		g.statement()
	}
}

// leave gives back what is owed and returns.
func (g *generator) leave() {
	ret := g.result()
	for _, v := range g.vars {
		for ; v.o.own > 0; v.o.own-- {
			if !g.oops() {
				g.p("ossl.%s(%s)", freeOf(v.o.kind), v.expr)
			}
		}
	}
	if ret != "" {
		g.p("return %s", ret)
	}
}

// result picks what the function returns at its end; a reference that is
// returned is owed no longer.
func (g *generator) result() string {
	s := g.find('s', func(v *variable) bool { return (v.o.own > 0) == g.fn.owned && !v.o.dead })
	take := func() string {
		if s == nil {
			c := g.find('c', nil)
			if c == nil {
				return "nil"
			}
			name := g.fresh("r")
			if g.fn.owned {
				g.p("%s := ossl.SSL_get1_session(%s)", name, c.expr)
			} else {
				g.p("%s := ossl.SSL_get0_session(%s)", name, c.expr)
			}
			return name
		}
		if s.o.own > 0 {
			s.o.own--
		}
		return s.expr
	}
	switch g.fn.results {
	case "S":
		return take()
	case "S error":
		return take() + ", nil"
	case "S bool":
		return take() + ", true"
	case "error":
		return pick(g, []string{"nil", "ossl.Fail()"})
	case "bool":
		return pick(g, []string{"true", "ossl.Flip()"})
	case "out":
		g.p("*%s = %s", g.fn.params[len(g.fn.params)-1].name, take())
		return "true"
	case "C":
		c := g.find('c', func(v *variable) bool { return v.o.own > 0 })
		if c != nil {
			c.o.own--
			return c.expr
		}
		return "nil"
	}
	return ""
}

// bail writes an early return after giving back what is owed; besides names an
// object that is not (it is nil there).
func (g *generator) bail(besides *object) {
	seen := map[*object]bool{}
	for _, v := range g.vars {
		if v.o.own > 0 && v.o != besides && !seen[v.o] && !g.oops() {
			seen[v.o] = true
			for range v.o.own {
				g.p("ossl.%s(%s)", freeOf(v.o.kind), v.expr)
			}
		}
	}
	if g.chance(0.03) {
		g.p("%s", pick(g, []string{"panic(\"no\")", "os.Exit(1)", "log.Fatal(\"no\")", "runtime.Goexit()"}))
		if g.fn.results == "" {
			return
		}
	}
	g.p("return %s", map[string]string{"": "", "S": "nil", "S error": "nil, ossl.ErrOpen", "S bool": "nil, false",
		"error": "ossl.ErrOpen", "bool": "false", "out": "false", "C": "nil"}[g.fn.results])
}
