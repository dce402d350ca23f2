package transfer

import "testing"

// TestLoop has one call come by several times, as in a loop: the newest object
// of a site is exact, and arguments that an earlier round made stay what they are.
func TestLoop(t *testing.T) {
	const stubs = `
//refvet:own result
func made() *SSL_SESSION

//refvet:own result
//refvet:release s
func replaced(s *SSL_SESSION) *SSL_SESSION

//refvet:own result
//refvet:hold s in result.session
func around(s *SSL_SESSION) *SSL
`
	for _, c := range []struct{ name, text string }{
		{"the newest is exact, the one before too", `
			a = made()
			b = made()
			show a b                      // a: owed 1, good | b: owed 1, good
			SSL_SESSION_free(b)
			show a b                      // a: owed 1, good | b: owed 0, dead`},
		{"of older ones nothing is claimed", `
			a = made()
			b = made()
			c = made()
			show a b                      // a: owed 1, good, weak | b: owed 1, good, weak
			show c                        // c: owed 1, good
			SSL_SESSION_free(a)
			SSL_SESSION_free(a)
			SSL_SESSION_get_time(a)`},
		{"an older one may be NULL", `
			param conn
			a = SSL_SESSION_new()
			b = SSL_SESSION_new()
			assume b != nil
			c = SSL_SESSION_new()
			assume a == nil
			count                         // 1`},
		{"what the last round made is replaced", `
			s = made()
			s = replaced(s)
			show s                        // s: owed 1, good
			s = replaced(s)
			show s                        // s: owed 1, good
			SSL_SESSION_free(s)
			show s                        // s: owed 0, dead`},
		{"what an older connection holds is still held", `
			x = SSL_CTX_new(nil)
			assume x != nil
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			s = SSL_get0_session(c)
			assume s != nil
			d = SSL_new(x)
			assume d == nil
			e = SSL_new(x)
			SSL_SESSION_get_time(s)`},
		{"an older session may belong to any context", `
			x = SSL_CTX_new(nil)
			assume x != nil
			y = SSL_CTX_new(nil)
			assume y != nil
			s = SSL_SESSION_new()
			assume s != nil
			t = SSL_SESSION_new()
			assume t != nil
			SSL_CTX_add_session(y, t)
			u = SSL_SESSION_new()
			SSL_CTX_add_session(x, s)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newScript(t, stubs)
			x.sites = 1
			x.run(c.text)
		})
	}
}
