package gen

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

type generator struct {
	r    *rand.Rand
	b    strings.Builder
	size Size
	wrap string
	next int

	funcs   []*function
	globals []string // session globals
	lists   bool     // there is a global slice and map
	bags    bool     // there are bagHelpers
	chains  bool     // there are chainHelpers
	gathers bool     // there are gatherHelpers
	wraps   []*wrapper

	fn     *function
	vars   []*variable
	noise  float64
	depth  int
	budget int
	loops  int
}

// An object is what the generator believes of one session, connection or
// context: just enough to write mostly sensible code.
type object struct {
	kind    byte // 's', 'c', 'x'
	own     int  // references to give back by hand
	checked bool // known not to be nil
	lender  *object
	dead    bool
	home    *object
	level   int
}

// A variable is an expression for an object.
type variable struct {
	expr  string
	o     *object
	ident bool // a plain local variable, that can be assigned to
	fixed bool // a parameter
	level int
}

func (g *generator) chance(p float64) bool { return g.r.Float64() < p }
func (g *generator) n(n int) int           { return g.r.IntN(n) }

// oops reports whether to make a mistake here.
func (g *generator) oops() bool { return g.r.Float64() < g.noise }

func (g *generator) p(format string, args ...any) {
	fmt.Fprintf(&g.b, format, args...)
	g.b.WriteByte('\n')
}

func (g *generator) fresh(prefix string) string {
	g.next++
	return fmt.Sprintf("%s%d", prefix, g.next)
}

func pick[T any](g *generator, list []T) (v T) {
	if len(list) == 0 {
		return v
	}
	return list[g.n(len(list))]
}

// bind makes expr a handle of o, in the scope at hand.
func (g *generator) bind(expr string, o *object, ident bool) *variable {
	v := &variable{expr: expr, o: o, ident: ident, level: g.depth}
	g.vars = append(g.vars, v)
	return v
}

// find picks a variable of a kind that is alive, or nil.
func (g *generator) find(kind byte, ok func(*variable) bool) *variable {
	var list []*variable
	for _, v := range g.vars {
		if v.o.kind == kind && (!v.o.dead || g.oops()) && (ok == nil || ok(v)) {
			list = append(list, v)
		}
	}
	return pick(g, list)
}

// block writes a block around body: what is acquired in it is given back in it.
func (g *generator) block(head string, body func()) {
	g.p("%s {", head)
	g.depth++
	mark := len(g.vars)
	body()
	g.releaseLocals(g.depth)
	g.vars = g.vars[:mark]
	g.depth--
	g.p("}")
}

func (g *generator) releaseLocals(level int) {
	for _, v := range g.vars {
		if v.o.level >= level && v.o.own > 0 && !g.oops() {
			for ; v.o.own > 0; v.o.own-- {
				g.p("ossl.%s(%s)", freeOf(v.o.kind), v.expr)
			}
			g.die(v.o)
		}
	}
}

func freeOf(kind byte) string {
	return map[byte]string{'s': "SSL_SESSION_free", 'c': "SSL_free", 'x': "SSL_CTX_free"}[kind]
}

func typeOf(kind byte) string {
	return map[byte]string{'s': "*ossl.SSL_SESSION", 'c': "*ossl.SSL", 'x': "*ossl.SSL_CTX"}[kind]
}

// die marks o, and what it lent, as no longer good.
func (g *generator) die(o *object) {
	o.dead = true
	g.endBorrows(o)
}

func (g *generator) endBorrows(lender *object) {
	for _, v := range g.vars {
		if v.o.lender == lender && v.o.own == 0 {
			v.o.dead = true
		}
	}
}

// object makes the generator's notion of a new object at this level.
func (g *generator) object(kind byte, own int, lender *object) *object {
	return &object{kind: kind, own: own, lender: lender, level: g.depth}
}
