package gen

import (
	"fmt"
	"strings"
)

// bagHelpers are declarations that some programs have, for the productions below:
// containers with methods, accessors, owned flags and counts in structs.
const bagHelpers = `type bagQQ struct {
list []*ossl.SSL_SESSION
table map[string]*ossl.SSL_SESSION
}

func newBagQQ() *bagQQ { return &bagQQ{table: map[string]*ossl.SSL_SESSION{}} }

func (b *bagQQ) add(s *ossl.SSL_SESSION) { b.list = append(b.list, s) }

func (b *bagQQ) put(k string, s *ossl.SSL_SESSION) { b.table[k] = s }

func (b *bagQQ) close() {
for _, s := range b.list {
ossl.SSL_SESSION_free(s)
}
b.list = nil
for k, s := range b.table {
ossl.SSL_SESSION_free(s)
delete(b.table, k)
}
}

func atQQ(list []*ossl.SSL_SESSION, i int) *ossl.SSL_SESSION { return list[i] }

func popQQ(m map[string]*ossl.SSL_SESSION, k string) *ossl.SSL_SESSION {
s := m[k]
delete(m, k)
return s
}

type leaseQQ struct {
S *ossl.SSL_SESSION
owned bool
refs int
}

func leaseOfQQ(c *ossl.SSL, own bool) *leaseQQ {
if own {
return &leaseQQ{S: ossl.SSL_get1_session(c), owned: true, refs: 1}
}
return &leaseQQ{S: ossl.SSL_get0_session(c)}
}

func (l *leaseQQ) close() {
if l.owned {
ossl.SSL_SESSION_free(l.S)
l.owned = false
}
l.S = nil
}

func (l *leaseQQ) retain() *leaseQQ {
l.refs++
return l
}

func (l *leaseQQ) release() {
l.refs--
if l.refs == 0 {
ossl.SSL_SESSION_free(l.S)
}
}

func fireQQ(c *ossl.SSL, keep func(*ossl.SSL_SESSION) bool) {
s := ossl.SSL_get1_session(c)
if !keep(s) {
ossl.SSL_SESSION_free(s)
}
}

type optQQ struct {
S *ossl.SSL_SESSION
ok bool
}

func optOfQQ(c *ossl.SSL) optQQ {
s := ossl.SSL_get1_session(c)
return optQQ{s, s != nil}
}
`

// bag keeps sessions in a container with methods, or in several places of one.
func (g *generator) bag() {
	c := g.find('c', nil)
	if c == nil || !g.bags {
		return
	}
	b, get := g.fresh("b"), "ossl.SSL_get1_session("+c.expr+")"
	switch g.n(7) {
	case 0:
		g.p("%s := newBagQQ()\n%s.add(%s)\n%s.close()", b, b, get, b)
	case 1:
		g.p("%s := newBagQQ()\ndefer %s.close()\n%s.put(\"a\", %s)\n%s.put(\"b\", ossl.D2i_SSL_SESSION(nil, nil))", b, b, b, get, b)
	case 2: // in by a method, out by hand
		s := g.fresh("s")
		g.p("%s := newBagQQ()\n%s := %s\n%s.put(\"a\", %s)\ndelete(%s.table, \"a\")\nossl.SSL_SESSION_free(%s)", b, s, get, b, s, b, s)
	case 3: // of several elements, each
		list := []string{get, "ossl.D2i_SSL_SESSION(nil, nil)", get, "ossl.D2i_SSL_SESSION(nil, nil)", get}
		g.p("freeAllQQ(%s)", strings.Join(list[:3+g.n(3)], ", "))
	case 4: // by an index that is not known
		i := g.fresh("i")
		g.p("%s := []*ossl.SSL_SESSION{%s, %s}\n%s := ossl.Pick(2)", b, get, get, i)
		g.p("ossl.SSL_SESSION_free(%s[%s])\nossl.SSL_SESSION_free(%s)", b, i, pick(g, []string{
			fmt.Sprintf("%s[1-%s]", b, i), fmt.Sprintf("atQQ(%s, 1-%s)", b, i)}))
	case 5:
		g.p("%s := map[string]*ossl.SSL_SESSION{\"a\": %s}\nossl.SSL_SESSION_free(popQQ(%s, \"a\"))", b, get, b)
	default: // as keys
		g.p("%s := map[*ossl.SSL_SESSION]bool{%s: true}\nfor s := range %s {\nossl.SSL_SESSION_free(s)\n}", b, get, b)
	}
}

// lease owns by a flag, a count, a callback's answer or a field of a result.
func (g *generator) lease() {
	c := g.find('c', nil)
	if c == nil || !g.bags {
		return
	}
	l := g.fresh("l")
	switch g.n(5) {
	case 0:
		g.p("%s := leaseOfQQ(%s, %s)\ndefer %s.close()\nossl.SSL_SESSION_get_time(%s.S)", l, c.expr, g.condition(), l, l)
	case 1:
		g.p("%s := leaseOfQQ(%s, true)\n%s.retain()\n%s.release()\nossl.SSL_SESSION_get_time(%s.S)\n%s.release()", l, c.expr, l, l, l, l)
	case 2:
		g.p("fireQQ(%s, func(s *ossl.SSL_SESSION) bool {\nossl.SSL_SESSION_get_time(s)\nreturn false\n})", c.expr)
	case 3:
		g.p("fireQQ(%s, func(s *ossl.SSL_SESSION) bool {\nossl.SSL_SESSION_free(s)\nreturn true\n})", c.expr)
	default:
		g.p("%s := optOfQQ(%s)\nif %s.ok {\nossl.SSL_SESSION_is_resumable(%s.S)\nossl.SSL_SESSION_free(%s.S)\n}", l, c.expr, l, l, l)
	}
}

// beside gives a reference to a goroutine that nobody waits for, or to a finalizer
// that captures it.
func (g *generator) beside() {
	c := g.find('c', nil)
	if c == nil || g.depth > 0 {
		return
	}
	s, h := g.fresh("s"), g.fresh("h")
	g.p("%s := ossl.SSL_get1_session(%s)", s, c.expr)
	switch g.n(3) {
	case 0:
		g.p("ossl.SSL_SESSION_get_time(%s)\ngo ossl.SSL_SESSION_free(%s)", s, s)
	case 1:
		g.p("%s := &pairQQ{}\nruntime.SetFinalizer(%s, func(*pairQQ) {\nossl.SSL_SESSION_free(%s)\n})", h, h, s)
		g.p("ossl.SSL_SESSION_get_time(%s)\nruntime.KeepAlive(%s)", s, h)
	default:
		g.p("%s := &pairQQ{}\nruntime.AddCleanup(%s, func(int) {\nossl.SSL_SESSION_free(%s)\n}, 0)", h, h, s)
		g.p("ossl.SSL_SESSION_get_time(%s)\nruntime.KeepAlive(%s)", s, h)
	}
}
