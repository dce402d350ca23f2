package gen

import "fmt"

// chainHelpers are declarations that some programs have, for the productions below:
// linked lists, sets of handles, rings, structs in maps, and words and bits that say
// who owns. What they do hangs on what they are given.
const chainHelpers = `type nodeQQ struct {
s *ossl.SSL_SESSION
next *nodeQQ
}

func freeNodesQQ(n *nodeQQ) {
for ; n != nil; n = n.next {
ossl.SSL_SESSION_free(n.s)
}
}

type chainQQ struct {
head *nodeQQ
n int
}

func (l *chainQQ) push(s *ossl.SSL_SESSION) {
l.head = &nodeQQ{s, l.head}
l.n++
}

func (l *chainQQ) pop() *ossl.SSL_SESSION {
n := l.head
if n == nil {
return nil
}
l.head = n.next
l.n--
return n.s
}

func (l *chainQQ) drain() {
for l.head != nil {
ossl.SSL_SESSION_free(l.pop())
}
}

type ringQQ struct {
places [2]*ossl.SSL_SESSION
n int
}

func (r *ringQQ) put(s *ossl.SSL_SESSION) {
i := r.n % len(r.places)
ossl.SSL_SESSION_free(r.places[i])
r.places[i] = s
r.n++
}

func (r *ringQQ) close() {
for i := range r.places {
ossl.SSL_SESSION_free(r.places[i])
r.places[i] = nil
}
}

func getModeQQ(c *ossl.SSL, mode string) *ossl.SSL_SESSION {
switch mode {
case "own", "take":
return ossl.SSL_get1_session(c)
}
return ossl.SSL_get0_session(c)
}

const (
ownBitQQ = 4
dupBitQQ = 2
)

func getByQQ(c *ossl.SSL, flags int) *ossl.SSL_SESSION {
if flags&ownBitQQ != 0 {
return ossl.SSL_get1_session(c)
}
return ossl.SSL_get0_session(c)
}

func visitQQ(list []*ossl.SSL_SESSION, f func(*ossl.SSL_SESSION) bool) {
for _, s := range list {
if !f(s) {
return
}
}
}

type heldQQ struct {
s *ossl.SSL_SESSION
owned bool
}

func freeHeldQQ(m map[string]heldQQ) {
for k, h := range m {
if h.owned {
ossl.SSL_SESSION_free(h.s)
}
delete(m, k)
}
}

func dropAtQQ(list []*ossl.SSL_SESSION, i int) []*ossl.SSL_SESSION {
ossl.SSL_SESSION_free(list[i])
return append(list[:i], list[i+1:]...)
}
`

// chain keeps sessions in what helpers go through.
func (g *generator) chain() {
	c := g.find('c', nil)
	if c == nil || !g.chains {
		return
	}
	l, get := g.fresh("l"), "ossl.SSL_get1_session("+c.expr+")"
	other := "ossl.D2i_SSL_SESSION(nil, nil)"
	switch g.n(7) {
	case 0:
		g.p("var %s *nodeQQ\nfor range %d {\n%s = &nodeQQ{%s, %s}\n}\nfreeNodesQQ(%s)", l, 1+g.n(4), l, get, l, l)
	case 1:
		g.p("%s := &nodeQQ{s: %s}\nfreeNodesQQ(&nodeQQ{%s, %s})", l, get, other, l)
	case 2:
		g.p("var %s chainQQ\ndefer %s.drain()\n%s.push(%s)\n%s.push(%s)", l, l, l, get, l, other)
		if g.chance(0.5) {
			g.p("ossl.SSL_SESSION_free(%s.pop())", l)
		}
	case 3:
		g.p("var %s ringQQ\nfor range %d {\n%s.put(%s)\n}\n%s.close()", l, 1+g.n(4), l, get, l)
	case 4:
		s := g.fresh("s")
		g.p("%s := []*ossl.SSL_SESSION{%s, %s}\nvisitQQ(%s, func(%s *ossl.SSL_SESSION) bool {", l, get, other, l, s)
		g.p("ossl.SSL_SESSION_free(%s)\nreturn true\n})", s)
	case 5:
		g.p("%s := []*ossl.SSL_SESSION{%s, %s, %s}\n%s = dropAtQQ(%s, %d)", l, get, other, get, l, l, g.n(3))
		g.p("for _, s := range %s {\nossl.SSL_SESSION_free(s)\n}", l)
	default:
		g.p("%s := map[string]heldQQ{\"a\": {%s, true}, \"b\": {ossl.SSL_get0_session(%s), false}}\nfreeHeldQQ(%s)", l, get, c.expr, l)
	}
}

// mode gets a session from a function that is told whose it is to be.
func (g *generator) mode() {
	c := g.find('c', nil)
	if c == nil || !g.chains {
		return
	}
	s := g.fresh("s")
	owned := g.chance(0.5)
	get := fmt.Sprintf("getModeQQ(%s, %q)", c.expr, pick(g, []string{"own", "take"}))
	switch {
	case owned && g.chance(0.5):
		get = fmt.Sprintf("getByQQ(%s, ownBitQQ|dupBitQQ)", c.expr)
	case !owned && g.chance(0.5):
		get = fmt.Sprintf("getByQQ(%s, dupBitQQ)", c.expr)
	case !owned:
		get = fmt.Sprintf("getModeQQ(%s, \"lend\")", c.expr)
	}
	g.p("%s := %s\nossl.SSL_SESSION_get_time(%s)", s, get, s)
	if owned {
		g.p("ossl.SSL_SESSION_free(%s)", s)
	}
}
