package transfer

import "testing"

// TestRules runs the embedded catalog's contracts: the rules of what a violation
// is, one script each.
func TestRules(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"rule 1: owned is good until the last release", `
			x = SSL_CTX_new(nil)
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			s = SSL_get1_session(c)
			assume s != nil
			show s                        // s: owed 1, good
			SSL_free(c)
			SSL_SESSION_get_time(s)
			SSL_SESSION_free(s)
			show s                        // s: owed 0, dead
			SSL_SESSION_get_time(s)       // useafterrelease released s`},
		{"rule 1: dead even if the connection keeps it", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_SESSION_free(s)
			SSL_SESSION_get_time(s)       // useafterrelease released s`},
		{"rule 1: an up_ref is one more", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_SESSION_up_ref(s)
			show s                        // s: owed 2, good
			SSL_SESSION_free(s)
			SSL_SESSION_get_time(s)
			SSL_SESSION_free(s)
			SSL_SESSION_get_time(s)       // useafterrelease released s`},
		{"rule 2: a borrow ends with its lender", `
			x = SSL_CTX_new(nil)
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			s = SSL_get0_session(c)
			assume s != nil
			SSL_SESSION_get_time(s)
			SSL_free(c)
			SSL_SESSION_get_time(s)       // useafterrelease lender-freed s`},
		{"rule 2: unless another reference is owed", `
			x = SSL_CTX_new(nil)
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			a = SSL_get0_session(c)
			b = SSL_get1_session(c)
			assume b != nil
			SSL_free(c)
			SSL_SESSION_get_time(a)
			SSL_SESSION_free(b)
			SSL_SESSION_get_time(a)       // useafterrelease released a`},
		{"rule 2: or another live connection holds it", `
			x = SSL_CTX_new(nil)
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			d = SSL_new(x)
			assume d != nil
			SSL_connect(d)
			s = SSL_get0_session(c)
			assume s != nil
			SSL_set_session(d, s)
			SSL_free(c)
			SSL_SESSION_get_time(s)
			SSL_free(d)
			SSL_SESSION_get_time(s)       // useafterrelease lender-freed s`},
		{"rule 2: a replaced slot", `
			param c
			param other
			s = SSL_get0_session(c)
			assume s != nil
			assume other != nil
			r = SSL_set_session(c, other)
			assume r == 1
			SSL_SESSION_get_time(s)       // useafterrelease replaced s`},
		{"rule 2: not if setting failed", `
			param c
			param other
			s = SSL_get0_session(c)
			assume s != nil
			r = SSL_set_session(c, other)
			assume r == 0
			SSL_SESSION_get_time(s)`},
		{"rule 2: setting the same session replaces nothing", `
			param c
			s = SSL_get0_session(c)
			assume s != nil
			SSL_set_session(c, s)
			SSL_SESSION_get_time(s)`},
		{"rule 2: setting no session", `
			param c
			s = SSL_get0_session(c)
			assume s != nil
			SSL_set_session(c, nil)
			t = SSL_get0_session(c)
			show t                        // t: nil
			SSL_SESSION_get_time(s)       // useafterrelease replaced s`},
		{"rule 2: what lies within a session", `
			x = SSL_CTX_new(nil)
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			s = SSL_get0_session(c)
			assume s != nil
			p = SSL_SESSION_get0_peer(s)
			assume p != nil
			SSL_free(c)
			X509_up_ref(p)                // useafterrelease lender-freed p`},
		{"two loads of a slot are one object", `
			param c
			a = SSL_get0_session(c)
			b = SSL_get1_session(c)
			assume a != nil
			show b                        // b: owed 1, good
			assume a == b
			count                         // 1`},
		{"rule 3: one release too many", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_SESSION_free(s)
			SSL_SESSION_free(s)           // overrelease twice s`},
		{"rule 3: through a copy", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			t = s
			SSL_SESSION_free(t)
			SSL_SESSION_free(s)           // overrelease twice s`},
		{"rule 3: only borrowed", `
			param c
			s = SSL_get0_session(c)
			assume s != nil
			SSL_SESSION_free(s)           // overrelease not-owned s`},
		{"rule 3: through any handle of the object", `
			param c
			a = SSL_get0_session(c)
			b = SSL_get1_session(c)
			assume b != nil
			SSL_SESSION_free(a)
			SSL_SESSION_free(b)           // overrelease twice b`},
		{"a parameter may be released once", `
			param s
			SSL_SESSION_free(s)
			SSL_SESSION_free(s)           // overrelease twice s`},
		{"rule 5: two contexts", `
			x = SSL_CTX_new(nil)
			y = SSL_CTX_new(nil)
			assume x != nil
			assume y != nil
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			d = SSL_new(y)
			assume d != nil
			SSL_connect(d)
			s = SSL_get1_session(c)
			assume s != nil
			SSL_set_session(c, s)
			SSL_set_session(d, s)         // crosscontext - s`},
		{"rule 5: the current context is not the home", `
			x = SSL_CTX_new(nil)
			y = SSL_CTX_new(nil)
			assume x != nil
			assume y != nil
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			d = SSL_new(x)
			assume d != nil
			SSL_connect(d)
			SSL_set_SSL_CTX(c, y)
			s = SSL_get1_session(c)
			assume s != nil
			SSL_set_session(d, s)
			SSL_CTX_add_session(x, s)
			SSL_CTX_remove_session(y, s)  // crosscontext - s`},
		{"rule 5: dup is unbound until it is bound", `
			x = SSL_CTX_new(nil)
			y = SSL_CTX_new(nil)
			assume x != nil
			assume y != nil
			s = SSL_SESSION_new()
			assume s != nil
			show s                        // s: owed 1, good, unbound
			SSL_CTX_add_session(x, s)
			show s                        // s: owed 1, good
			SSL_CTX_add_session(y, s)     // crosscontext - s`},
		{"rule 5: two parameters are not aliases of one another", `
			param x
			param y
			s = SSL_SESSION_new()
			assume s != nil
			SSL_CTX_add_session(x, s)
			SSL_CTX_add_session(y, s)     // crosscontext - s`},
		{"rule 5: the contexts of two parameters may be one", `
			param c
			param d
			s = SSL_get1_session(c)
			assume s != nil
			SSL_set_session(d, s)`},
		{"rule 6: a clear may end a borrow", `
			param c
			s = SSL_get0_session(c)
			assume s != nil
			SSL_clear(c)
			SSL_SESSION_get_time(s)       // useafterrelease replaced s possible`},
		{"rule 6: a flush may, if it is the home", `
			x = SSL_CTX_new(nil)
			y = SSL_CTX_new(nil)
			assume x != nil
			assume y != nil
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			s = SSL_get0_session(c)
			assume s != nil
			SSL_CTX_flush_sessions(y, 0)
			SSL_SESSION_get_time(s)
			SSL_CTX_flush_sessions(x, 0)
			SSL_SESSION_get_time(s)       // useafterrelease flushed s possible`},
		{"rule 6: a flush spares what is owed", `
			param c
			param x
			s = SSL_get1_session(c)
			assume s != nil
			SSL_CTX_flush_sessions(x, 0)
			SSL_SESSION_get_time(s)
			SSL_SESSION_free(s)`},
		{"rule 6: a may-end after a release is still the release", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_SESSION_free(s)
			SSL_clear(c)
			SSL_SESSION_get_time(s)       // useafterrelease released s`},
		{"rule 6: each session that a connection had is exact", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_shutdown(c)
			t = SSL_get1_session(c)
			assume t != nil
			SSL_shutdown(c)
			u = SSL_get1_session(c)
			assume u != nil
			SSL_shutdown(c)
			show s t u                    // s: owed 1, good | s: owed 2, good | s: owed 3, good | t: owed 1, good | t: owed 2, good | t: owed 3, good | u: owed 1, good | u: owed 2, good | u: owed 3, good
			SSL_SESSION_free(t)
			SSL_SESSION_free(t)           // overrelease twice t`},
		{"rule 6: a clear leaves no session, or what there was", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_clear(c)
			t = SSL_get1_session(c)
			assume t != nil
			show s t                      // s: owed 2, good | t: owed 2, good
			SSL_SESSION_free(t)
			SSL_SESSION_free(s)`},
		{"rule 7: one finding an object", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_SESSION_free(s)
			SSL_SESSION_get_time(s)       // useafterrelease released s
			SSL_SESSION_get_time(s)
			SSL_SESSION_free(s)`},
		{"rule 7: dead and released again is overrelease", `
			x = SSL_CTX_new(nil)
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			s = SSL_get0_session(c)
			assume s != nil
			SSL_free(c)
			SSL_SESSION_free(s)           // overrelease not-owned s`},
		{"rule 7: dead and stored is borrowescape", `
			param box
			x = SSL_CTX_new(nil)
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			s = SSL_get0_session(c)
			assume s != nil
			SSL_free(c)
			box.s = s                     // borrowescape stored s`},
		{"a dead connection", `
			param x
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			SSL_free(c)
			SSL_get0_session(c)           // useafterrelease released c`},
		{"NULL: a connection that was not connected", `
			param x
			c = SSL_new(x)
			assume c != nil
			s = SSL_get0_session(c)
			show s                        // s: nil
			SSL_connect(c)
			s = SSL_get0_session(c)
			show s                        // s: owed 0, good, lent, or nil`},
		{"NULL: unchecked", `
			param c
			s = SSL_get1_session(c)
			SSL_SESSION_is_resumable(s)   // nullresult unchecked s`},
		{"NULL: checked", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_SESSION_is_resumable(s)`},
		{"NULL: the wrong way round", `
			param c
			s = SSL_get1_session(c)
			assume s == nil
			SSL_SESSION_is_resumable(s)   // nullresult null s
			count                         // 0`},
		{"NULL: tolerated", `
			param c
			s = SSL_get1_session(c)
			assume s == nil
			SSL_SESSION_get_time(s)
			SSL_SESSION_free(s)
			SSL_SESSION_free(s)
			count                         // 1`},
		{"NULL: after a crash that did not happen it is not NULL", `
			param c
			s = SSL_get1_session(c)
			SSL_SESSION_is_resumable(s)   // nullresult unchecked s
			show s                        // s: owed 1, good`},
		{"NULL: nothing is owed of it", `
			param c
			s = SSL_get1_session(c)
			assume s == nil
			show s                        // s: nil`},
	} {
		t.Run(c.name, func(t *testing.T) { newScript(t, "").run(c.text) })
	}
}
