package solve

import (
	"slices"
	"strings"
	"testing"
)

// TestInline is what is found at calls that are run in place of their contract.
func TestInline(t *testing.T) {
	const list = `type list struct{ elems []*SSL_SESSION }
func (l *list) add(s *SSL_SESSION) { l.elems = append(l.elems, s) }
func (l *list) freeAll() {
	for _, s := range l.elems {
		SSL_SESSION_free(s)
	}
}`
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"right", list + `
func f(c *SSL) {
	var l list
	l.add(SSL_get1_session(c))
	l.add(SSL_get1_session(c))
	l.freeAll()
}`, nil},
		{"at the call", list + `
func f(c *SSL) {
	var l list
	l.add(SSL_get0_session(c))
	l.freeAll()
}`, []string{"11 overrelease &l"}},
		{"twice", list + `
func f(c *SSL) {
	var l list
	l.add(SSL_get1_session(c))
	l.freeAll()
	l.freeAll()
}`, []string{"12 overrelease &l"}},
		{"what the callee does wrong by itself is told there", list + `
func (l *list) lose(c *SSL) {
	SSL_get1_session(c)
	l.freeAll()
}
func f(c *SSL) {
	var l list
	l.lose(c)
}`, []string{"9 leak "}},
		{"what the callee got is the call's", list + `
func (l *list) get(c *SSL) *SSL_SESSION {
	l.elems = append(l.elems, nil)
	return SSL_get1_session(c)
}
func f(c *SSL) {
	var l list
	s := l.get(c)
	SSL_SESSION_get_time(s)
}`, []string{"14 leak s"}},
		{"two calls of one", list + `
func f(c, d *SSL) {
	var l, m list
	l.add(SSL_get1_session(c))
	m.add(SSL_get1_session(d))
	l.freeAll()
	l.freeAll()
}`, []string{"11 leak ", "13 overrelease &l"}},
		{"within one another", list + `
func (l *list) both(s, t *SSL_SESSION) { l.add(s); l.add(t) }
func (l *list) close() { l.freeAll() }
func f(c *SSL) {
	var l list
	l.both(SSL_get1_session(c), SSL_get0_session(c))
	l.close()
}`, []string{"13 overrelease &l"}},
		{"a literal of the caller's is told where it stands", list + `
func (l *list) each(f func(*SSL_SESSION)) {
	for _, s := range l.elems {
		f(s)
	}
}
func f(c *SSL) {
	var l list
	l.add(SSL_get0_session(c))
	l.each(func(s *SSL_SESSION) {
		SSL_SESSION_free(s)
	})
}`, []string{"17 overrelease s"}},
		{"a string", `
func get(c *SSL, mode string) *SSL_SESSION {
	if mode == "own" {
		return SSL_get1_session(c)
	}
	return SSL_get0_session(c)
}
func right(c *SSL) { SSL_SESSION_free(get(c, "own")) }
func wrong(c *SSL) { SSL_SESSION_free(get(c, "lend")) }
func maybe(c *SSL, mode string) { SSL_SESSION_free(get(c, mode)) }`, []string{"10 overrelease ", "9 overrelease "}},
		{"a bit", `
func get(c *SSL, flags int) *SSL_SESSION {
	if flags&4 != 0 {
		return SSL_get1_session(c)
	}
	return SSL_get0_session(c)
}
func right(c *SSL) { SSL_SESSION_free(get(c, 6)) }
func wrong(c *SSL) { SSL_SESSION_free(get(c, 2)) }`, []string{"9 overrelease "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := solve(t, c.src)
			if got := s.lines(); !slices.Equal(got, c.want) {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
			}
			if len(s.Out) > 0 {
				t.Errorf("out of budget: %v", s.Out)
			}
		})
	}
}

// TestInlineBudget checks that a call that would take too long is told by its
// contract: what comes behind it is looked at, and nothing is out of budget.
func TestInlineBudget(t *testing.T) {
	var b strings.Builder
	b.WriteString("type list struct{ elems []*SSL_SESSION }\nfunc (l *list) many(s *SSL_SESSION) {\n")
	for range 12 {
		b.WriteString("\tif ok(1) {\n\t\tl.elems = append(l.elems, SSL_SESSION_dup(s))\n\t}\n")
	}
	b.WriteString("}\nfunc f(s0 *SSL_SESSION, d *SSL) {\n\tvar l list\n\tl.many(s0)\n\ts := SSL_get1_session(d)\n\tSSL_SESSION_get_time(s)\n}\n")
	s := solve(t, b.String())
	if got, want := s.lines(), []string{"43 leak s"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if len(s.Out) > 0 {
		t.Errorf("out of budget: %v", s.Out)
	}
}

// TestBlocks asks which functions wait for others, in a ring too.
func TestBlocks(t *testing.T) {
	s := solve(t, `
func a(n int) { if n > 0 { b(n) }; <-make(chan int) }
func b(n int) { if n > 0 { a(n) } }
func c(n int) { if n > 0 { d(n) } }
func d(n int) { if n > 0 { c(n) } }
func send(to chan int) { to <- 1 }
func sends(to chan int) { to <- 1; to <- 2 }
func starts() { go a(1) }`)
	want := map[string]bool{"a": true, "b": true, "c": false, "d": false, "send": false, "sends": true, "starts": false}
	for _, reversed := range []bool{false, true} {
		clear(s.waits)
		funcs := slices.Clone(s.Pkg.Funcs)
		if reversed {
			slices.Reverse(funcs)
		}
		for _, fn := range funcs {
			if w, ok := want[fn.Name()]; ok && s.blocks(fn) != w {
				t.Errorf("%s: got %v, want %v", fn.Name(), !w, w)
			}
		}
	}
}
