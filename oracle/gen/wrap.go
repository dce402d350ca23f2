package gen

import (
	"fmt"
	"strings"
)

// A wrapper is a generated pair of Go types around a connection and a session.
type wrapper struct {
	conn, sess string // type names, with the package where it is not p
	ctor       string // func(*ossl.SSL_CTX) (*conn, error)
	idempotent bool
	iface      string // an interface of the session type, or ""
	free       string // the name of the session type's release method
}

// wrapper writes a wrapper, in package p or in package w.
func (g *generator) wrapper() {
	n := len(g.wraps)
	far := g.chance(0.5)
	pkg := ""
	if far {
		pkg = "w."
	}
	w := &wrapper{
		conn: fmt.Sprintf("%sConn%dQQ", pkg, n), sess: fmt.Sprintf("%sSess%dQQ", pkg, n),
		ctor: fmt.Sprintf("%sOpen%dQQ", pkg, n), idempotent: g.chance(0.6), free: pick(g, []string{"Free", "Close"}),
	}
	var b strings.Builder
	f := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	conn, sess := strings.TrimPrefix(w.conn, pkg), strings.TrimPrefix(w.sess, pkg)
	f("type %s struct {\nC *ossl.SSL\n}\n", conn)
	ref := g.chance(0.3)
	if ref {
		f("type %s struct {\nS *ossl.SSL_SESSION\nRef *%s\n}\n", sess, conn)
	} else {
		f("type %s struct {\nS *ossl.SSL_SESSION\n}\n", sess)
	}
	f("func %s(x *ossl.SSL_CTX) (*%s, error) {", strings.TrimPrefix(w.ctor, pkg), conn)
	f("c := ossl.SSL_new(x)\nif c == nil {\nreturn nil, ossl.ErrOpen\n}")
	f("if ossl.SSL_do_handshake(c) != 1 {")
	if !g.chance(0.1) {
		f("ossl.SSL_free(c)")
	}
	f("return nil, ossl.ErrOpen\n}")
	f("return &%s{C: c}, nil\n}\n", conn)
	f("func (c *%s) Get0() *%s {\ns := ossl.SSL_get0_session(c.C)\nif s == nil {\nreturn nil\n}\nreturn &%s{S: s}\n}\n", conn, sess, sess)
	f("func (c *%s) Get1() (*%s, error) {\ns := ossl.SSL_get1_session(c.C)\nif s == nil {\nreturn nil, ossl.ErrOpen\n}\nreturn &%s{S: s}, nil\n}\n", conn, sess, sess)
	f("func (c *%s) Clear() {\nossl.SSL_clear(c.C)\n}\n", conn)
	f("func (c *%s) With(f func(*%s) error) error {\ns := ossl.SSL_get1_session(c.C)\nif s == nil {\nreturn ossl.ErrOpen\n}\ndefer ossl.SSL_SESSION_free(s)\nreturn f(&%s{S: s})\n}\n", conn, sess, sess)
	g.closers(f, conn, "C", "ossl.SSL_free", "Close", w.idempotent)
	g.closers(f, sess, "S", "ossl.SSL_SESSION_free", w.free, w.idempotent)
	f("func (s *%s) UpRef() {\nossl.SSL_SESSION_up_ref(s.S)\n}\n", sess)
	f("func (s *%s) Time() int64 {\nreturn ossl.SSL_SESSION_get_time(s.S)\n}\n", sess)
	f("func (s *%s) Ticket() bool {\nreturn ossl.SSL_SESSION_has_ticket(s.S) == 1\n}\n", sess)
	if g.chance(0.4) {
		w.iface = fmt.Sprintf("I%dQQ", n)
		g.p("type %s interface {\nTime() int64\n%s()\n}\n", w.iface, w.free)
	}
	if far {
		if g.wrap == "" {
			g.wrap = "package w\n\nimport ossl \"github.com/refvet/refvet/oracle/model\"\n\n"
		}
		g.wrap += b.String()
	} else {
		g.b.WriteString(b.String())
	}
	g.wraps = append(g.wraps, w)
}

func (g *generator) closers(f func(string, ...any), typ, field, free, name string, idempotent bool) {
	if idempotent {
		f("func (v *%s) %s() {\nif v.%s != nil {\n%s(v.%s)\nv.%s = nil\n}\n}\n", typ, name, field, free, field, field)
		return
	}
	f("func (v *%s) %s() {\n%s(v.%s)\n}\n", typ, name, free, field)
}

// useWrapper opens a connection through a wrapper and does something with it.
func (g *generator) useWrapper() {
	w := pick(g, g.wraps)
	if w == nil || g.depth > 0 {
		return
	}
	c, x := g.fresh("wc"), g.find('x', nil)
	if x == nil {
		name := g.fresh("x")
		g.p("%s := ossl.SSL_CTX_new()\ndefer ossl.SSL_CTX_free(%s)", name, name)
		x = g.bind(name, g.object('x', 0, nil), true)
	}
	g.p("%s, err := %s(%s)\nif err != nil {", c, w.ctor, x.expr)
	g.bail(nil)
	g.p("}")
	deferred := g.chance(0.6)
	if deferred {
		g.p("defer %s.Close()", c)
	}
	g.bind(c+".C", g.object('c', 0, nil), false)
	s := g.fresh("ws")
	switch g.n(5) {
	case 0:
		g.p("if %s := %s.Get0(); %s != nil {\n%s.Time()\n}", s, c, s, s)
		if g.chance(0.3) {
			g.p("%s.Clear()", c)
		}
	case 1:
		g.p("_ = %s.With(func(s *%s) error {\ns.Time()\nreturn ossl.Fail()\n})", c, w.sess)
	case 2:
		if w.iface != "" {
			raw := g.fresh("ws")
			g.p("%s, err := %s.Get1()\nif err != nil {", raw, c)
			if !deferred {
				g.p("%s.Close()", c)
			}
			g.bail(nil)
			g.p("}")
			g.p("var %s %s = %s\n%s.Time()\n%s.%s()", s, w.iface, raw, s, s, w.free)
			break
		}
		fallthrough
	default:
		g.p("%s, err := %s.Get1()\nif err == nil {", s, c)
		if g.chance(0.5) {
			g.p("defer %s.%s()\n%s.Ticket()", s, w.free, s)
			if g.chance(0.2) {
				g.p("%s.UpRef()\n%s.%s()", s, s, w.free)
			}
		} else {
			f := g.fresh("f")
			g.p("%s := %s.%s\n%s.Ticket()\n%s()", f, s, w.free, s, f)
			if w.idempotent && g.chance(0.3) {
				g.p("%s.%s()", s, w.free)
			}
		}
		g.p("}")
	}
	g.inner(1)
	if !deferred && !g.oops() {
		g.p("%s.Close()", c)
		g.vars = g.vars[:len(g.vars)-0]
		for _, v := range g.vars {
			if v.expr == c+".C" {
				v.o.dead = true
			}
		}
	}
}
