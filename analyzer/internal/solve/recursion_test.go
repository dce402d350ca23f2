package solve

import (
	"slices"
	"testing"

	"github.com/refvet/refvet/analyzer/catalog"
)

// TestRecursion is what is inferred of functions that call themselves: the
// assumption starts at "does not return", and is weakened until it holds.
func TestRecursion(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      map[string]string
	}{
		{"itself", `
func f(s *SSL_SESSION, n int) {
	if n > 0 {
		f(s, n-1)
		return
	}
	SSL_SESSION_free(s)
}`, map[string]string{"f": "tolerates s; release s"}},
		{"one another", `
func even(s *SSL_SESSION, n int) {
	if n == 0 {
		SSL_SESSION_free(s)
		return
	}
	odd(s, n-1)
}

func odd(s *SSL_SESSION, n int) { even(s, n-1) }
`, map[string]string{"even": "tolerates s; release s", "odd": "tolerates s; release s"}},
		{"three in a ring", `
func a(s *SSL_SESSION, n int) { if n > 9 { SSL_SESSION_free(s); return }; b(s, n+1) }
func b(s *SSL_SESSION, n int) { c(s, n+1) }
func c(s *SSL_SESSION, n int) { a(s, n+1) }
`, map[string]string{"a": "tolerates s; release s", "b": "tolerates s; release s", "c": "tolerates s; release s"}},
		{"for ever", `
func f(s *SSL_SESSION) { f(s) }`, map[string]string{"f": "noreturn"}},
		{"one another, for ever", `
func f(s *SSL_SESSION) { g(s) }
func g(s *SSL_SESSION) { f(s) }`, map[string]string{"f": "noreturn", "g": "noreturn"}},
		{"nothing to do with it", `
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := solve(t, c.src)
			for _, fn := range s.Pkg.Funcs {
				if want, ok := c.want[fn.Name()]; ok {
					if got := catalog.Short(s.Contract(fn)); got != want {
						t.Errorf("%s: got %s, want %s", fn.Name(), got, want)
					}
				}
			}
			if len(s.findings) > 0 || len(s.Out) > 0 {
				t.Errorf("found %q; out of budget: %q", s.lines(), s.Out)
			}
		})
	}
}

// TestGrowingRecursion takes one reference more in each round: there is no contract
// that says it, and the rounds must come to an end. Followed in place, the first
// round shows one that is lost.
func TestGrowingRecursion(t *testing.T) {
	s := solve(t, `
func f(s *SSL_SESSION, n int) {
	SSL_SESSION_up_ref(s)
	if n > 0 {
		f(s, n-1)
	}
}

func g(c *SSL, n int) {
	s := SSL_get0_session(c)
	if s != nil {
		f(s, n)
	}
}`)
	for _, fn := range s.Pkg.Funcs {
		if fn.Name() == "f" && !s.Contract(fn).Partial {
			t.Errorf("f is said to do no more than %s", catalog.Short(s.Contract(fn)))
		}
	}
	if got := s.lines(); !slices.Equal(got, []string{"12 leak s"}) {
		t.Errorf("found %v", got)
	}
}

// TestFindingsOnce checks that what several states, rounds or instances find is
// one finding.
func TestFindingsOnce(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"on several paths", `
func f(c *SSL, a, b bool) {
	s := SSL_get1_session(c)
	if s == nil {
		return
	}
	if a {
		SSL_clear(c)
	}
	if b {
		SSL_SESSION_free(s)
	}
	SSL_SESSION_free(s)
}`, []string{"13 overrelease s"}},
		{"in each round of a loop", `
func f(c *SSL, n int) {
	s := SSL_get1_session(c)
	if s == nil {
		return
	}
	for range n {
		SSL_SESSION_free(s)
	}
}`, []string{"3 leak s", "8 overrelease s"}},
		{"in several instances", `
func f[T any](c *SSL, v T) {
	SSL_get1_session(c)
}

func g(c *SSL) {
	f(c, 1)
	f(c, "")
}`, []string{"3 leak "}},
		{"in each round of a recursion", `
func f(c *SSL, n int) {
	SSL_get1_session(c)
	if n > 0 {
		f(c, n-1)
	}
}`, []string{"3 leak "}},
		{"two of one line", `
func f(c *SSL) {
	a := SSL_get1_session(c); b := SSL_SESSION_dup(a); SSL_SESSION_free(a); _ = b
}`, []string{"3 leak b", "3 nullresult a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := solve(t, c.src).lines(); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestLoops is what happens to the objects of earlier rounds.
func TestLoops(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"replaced in each round", `
func replace(s *SSL_SESSION) *SSL_SESSION {
	d := SSL_SESSION_dup(s)
	SSL_SESSION_free(s)
	return d
}

func f(c *SSL, n int) {
	s := SSL_get1_session(c)
	for range n {
		if s == nil {
			return
		}
		s = replace(s)
	}
	SSL_SESSION_free(s)
}`, nil},
		{"the one before", `
func f(x *SSL_CTX, n int) {
	var last *SSL_SESSION
	for range n {
		c := SSL_new(x)
		if c == nil {
			break
		}
		SSL_connect(c)
		s := SSL_get1_session(c)
		SSL_free(c)
		SSL_SESSION_free(last)
		last = s
	}
	SSL_SESSION_free(last)
}`, nil},
		{"the one before, freed too late", `
func f(x *SSL_CTX, n int) {
	var last *SSL_SESSION
	for range n {
		c := SSL_new(x)
		if c == nil {
			break
		}
		SSL_connect(c)
		s := SSL_get1_session(c)
		SSL_free(c)
		last = s
	}
	SSL_SESSION_free(last)
}`, []string{"10 leak s"}},
		{"one of each connection", `
func f(x *SSL_CTX, n int) {
	for range n {
		c := SSL_new(x)
		if c == nil {
			break
		}
		SSL_connect(c)
		s := SSL_get0_session(c)
		SSL_SESSION_get_time(s)
		SSL_free(c)
	}
}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := solve(t, c.src).lines(); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
