package transfer

import "testing"

// TestOps applies each operation of a contract, alone or with what it needs to
// show, from stubs of functions that do nothing else.
func TestOps(t *testing.T) {
	for _, c := range []struct{ name, stubs, text string }{
		{"own: a fresh object with one reference", `
//refvet:own result
func made() *SSL_SESSION

//refvet:own result nullable
func perhaps() *SSL_SESSION
`, `
			a = made()
			show a                        // a: owed 1, good
			b = perhaps()
			show b                        // b: owed 1, good, or nil
			c = made()
			assume a == c
			count                         // 0`},
		{"own from a slot", `
//refvet:own result from c.session
func get1(c *SSL) *SSL_SESSION
`, `
			param c
			a = get1(c)
			b = get1(c)
			assume a != nil
			show a b                      // a: owed 2, good | b: owed 2, good`},
		{"borrow from a slot", `
//refvet:borrow result from c.session
func get0(c *SSL) *SSL_SESSION

//refvet:borrow result from c.session nonnull
func sure(c *SSL) *SSL_SESSION
`, `
			param c
			a = get0(c)
			show a                        // a: owed 0, good, lent, or nil
			param d
			b = sure(d)
			show b                        // b: owed 0, good, lent`},
		{"own: what someone else made may be connected", `
//refvet:own result
func dial() *SSL
`, `
			c = dial()
			s = SSL_get0_session(c)
			show s                        // s: owed 0, good, lent, or nil`},
		{"borrow from an object", `
//refvet:borrow result from s
func within(s *SSL_SESSION) *X509

//refvet:own result
func made() *SSL_SESSION
`, `
			s = made()
			p = within(s)
			show p                        // p: owed 0, good
			SSL_SESSION_free(s)
			show p                        // p: owed 0, dead
			X509_up_ref(p)                // useafterrelease released p`},
		{"alias", `
//refvet:alias result = s
func same(s *SSL_SESSION) *SSL_SESSION
`, `
			param s
			t = same(s)
			assume s != t
			count                         // 0`},
		{"release and retain", `
//refvet:release s
func drop(s *SSL_SESSION)

//refvet:retain s
func take(s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			s = made()
			take(s)
			show s                        // s: owed 2, good
			drop(s)
			drop(s)
			show s                        // s: owed 0, dead
			take(s)                       // useafterrelease released s`},
		{"release may", `
//refvet:release s may
func drop(s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			s = made()
			drop(s)
			drop(s)                       // overrelease twice s possible`},
		{"transfer into a slot", `
//refvet:transfer s to c.session
func set0(c *SSL, s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			param c
			s = made()
			set0(c, s)
			show s                        // s: owed 0, good, moved
			t = SSL_get0_session(c)
			assume s != t
			count                         // 0`},
		{"transfer ends with the slot", `
//refvet:transfer s to c.session
func set0(c *SSL, s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			x = SSL_CTX_new(nil)
			c = SSL_new(x)
			assume c != nil
			SSL_connect(c)
			s = made()
			set0(c, s)
			SSL_SESSION_get_time(s)
			SSL_free(c)
			SSL_SESSION_get_time(s)       // useafterrelease lender-freed s`},
		{"transfer and released all the same", `
//refvet:transfer s to c.session
func set0(c *SSL, s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			param c
			s = made()
			set0(c, s)
			SSL_SESSION_free(s)           // overrelease twice s`},
		{"transfer of what is only borrowed", `
//refvet:transfer s to c.session
func set0(c *SSL, s *SSL_SESSION)
`, `
			param c
			param d
			s = SSL_get0_session(d)
			assume s != nil
			set0(c, s)                    // overrelease not-owned s`},
		{"transfer to an object without a slot", `
//refvet:transfer s to c
func give(c *SSL, s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			param c
			s = made()
			give(c, s)
			show s                        // s: owed 0, good, moved, kept`},
		{"transfer on success only", `
//refvet:transfer s to c.session on result == 1
func set0(c *SSL, s *SSL_SESSION) int

//refvet:own result
func made() *SSL_SESSION
`, `
			param c
			s = made()
			r = set0(c, s)
			count                         // 2
			assume r != 1
			show s                        // s: owed 1, good`},
		{"hold", `
//refvet:hold s in c.session
func set1(c *SSL, s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			param c
			s = made()
			set1(c, s)
			show s                        // s: owed 1, good
			SSL_SESSION_free(s)
			show s                        // s: owed 0, dead
			t = SSL_get0_session(c)
			show t                        // t: owed 0, good, lent`},
		{"a cache keeps nothing alive: OpenSSL may take it out at any time", `
//refvet:hold s in x.cache
func add(x *SSL_CTX, s *SSL_SESSION)
`, `
			param x
			param c
			a = SSL_get0_session(c)
			assume a != nil
			add(x, a)
			SSL_SESSION_get_time(a)
			SSL_set_session(c, nil)
			SSL_SESSION_get_time(a)       // useafterrelease replaced a`},
		{"a slot of many gives nothing up", `
//refvet:object pool free=pool_free
type POOL struct {
	all []*SSL_SESSION
}

//refvet:own result
func pool_new() *POOL

//refvet:release p
func pool_free(p *POOL)

//refvet:transfer s to p.all
func add0(p *POOL, s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			p = pool_new()
			a = made()
			b = made()
			add0(p, a)
			add0(p, b)
			SSL_SESSION_get_time(a)
			SSL_SESSION_get_time(b)
			SSL_SESSION_free(a)           // overrelease twice a
			pool_free(p)
			SSL_SESSION_get_time(b)       // useafterrelease lender-freed b`},
		{"end", `
//refvet:end c.session
func reset(c *SSL)

//refvet:end c.session may
func perhaps(c *SSL)
`, `
			param c
			param d
			s = SSL_get0_session(c)
			t = SSL_get0_session(d)
			assume s != nil
			assume t != nil
			reset(c)
			perhaps(d)
			u = SSL_get0_session(c)
			show u                        // u: owed 0, good, lent, or nil
			assume u == nil
			count                         // 1
			SSL_SESSION_get_time(s)       // useafterrelease replaced s
			SSL_SESSION_get_time(t)       // useafterrelease replaced t possible`},
		{"endhome", `
//refvet:endhome x
func flush(x *SSL_CTX)

//refvet:own result
//refvet:context result = x
func made(x *SSL_CTX) *SSL

//refvet:own result
func ctx() *SSL_CTX
`, `
			x = ctx()
			y = ctx()
			c = made(x)
			SSL_connect(c)
			s = SSL_get0_session(c)
			assume s != nil
			flush(y)
			show s                        // s: owed 0, good, lent
			flush(x)
			SSL_SESSION_get_time(s)       // useafterrelease flushed s`},
		{"samecontext and context", `
//refvet:samecontext s, x
func both(s *SSL_SESSION, x *SSL_CTX)

//refvet:own result
//refvet:context result = x
func made(x *SSL_CTX) *SSL_SESSION

//refvet:own result
//refvet:unbound result
func loose() *SSL_SESSION

//refvet:own result
func ctx() *SSL_CTX
`, `
			x = ctx()
			y = ctx()
			s = made(x)
			both(s, x)
			both(s, y)                    // crosscontext - s
			t = loose()
			both(t, y)
			both(t, y)
			both(t, x)                    // crosscontext - t`},
		{"samecontext of two sessions", `
//refvet:samecontext s, t
func both(s *SSL_SESSION, t *SSL_SESSION)

//refvet:own result
//refvet:context result = x
func made(x *SSL_CTX) *SSL_SESSION

//refvet:own result
//refvet:unbound result
func loose() *SSL_SESSION

//refvet:own result
func ctx() *SSL_CTX
`, `
			x = ctx()
			y = ctx()
			s = loose()
			t = made(x)
			u = made(y)
			both(s, t)
			both(s, u)                    // crosscontext - s`},
		{"use: NULL", `
//refvet:nonnull s
func crash(s *SSL_SESSION)

//refvet:tolerates s
func welcome(s *SSL_SESSION)

//refvet:use s
func unsaid(s *SSL_SESSION)
`, `
			param c
			s = SSL_get0_session(c)
			unsaid(s)
			welcome(s)
			welcome(nil)
			unsaid(nil)
			count                         // 1
			crash(s)                      // nullresult unchecked s
			count                         // 1
			crash(nil)                    // nullresult null nil
			count                         // 0`},
		{"use: NULL that is no ordinary answer", `
//refvet:nonnull x
func crash(x *SSL_CTX)
`, `
			x = SSL_CTX_new(nil)
			crash(x)
			show x                        // x: owed 1, good`},
		{"unused", `
//refvet:unused s
func handled(s *SSL_SESSION)
`, `
			param s
			SSL_SESSION_free(s)
			handled(s)`},
		{"store", `
//refvet:store *out = s
func put(out **SSL_SESSION, s *SSL_SESSION)

//refvet:clear *out
func wipe(out **SSL_SESSION)

//refvet:store *n = 3
func number(n *int)
`, `
			param s
			box b
			put(b, s)
			t = *b
			assume s != t
			count                         // 0`},
		{"clear", `
//refvet:clear *out
func wipe(out **SSL_SESSION)

//refvet:store *n = 3
func number(n *int)
`, `
			param b
			wipe(b)
			t = *b
			show t                        // t: nil
			number(b)
			t = *b
			show t                        // t: 3`},
		{"own through an out-parameter", `
//refvet:own *out on result == 1
//refvet:clear *out on result != 1
func take(c *SSL, out **SSL_SESSION) int
`, `
			param c
			box b
			r = take(c, b)
			s = *b
			count                         // 2
			show s                        // s: nil | s: owed 1, good
			assume r != 1
			show s                        // s: nil`},
		{"keep", `
//refvet:keep s
func remember(s *SSL_SESSION)

//refvet:own result
func made() *SSL_SESSION
`, `
			s = made()
			box b
			b.s = s
			remember(s)
			show s                        // s: owed 1, good, kept
			SSL_SESSION_free(s)`},
		{"keep reaches what it leads to", `
//refvet:keep s
func remember(s unsafe.Pointer)

//refvet:own result
func made() *SSL_SESSION
`, `
			s = made()
			box b
			b.s = s
			remember(b)
			show s                        // s: owed 1, good, kept
			t = b.s
			show t                        // t: owed 1, good, kept`},
		{"havoc", `
//refvet:havoc s
func scribble(s unsafe.Pointer)

//refvet:own result
func made() *SSL_SESSION
`, `
			s = made()
			box b
			b.s = s
			b.n = 1
			scribble(b)
			t = b.s
			n = b.n
			show t n                      // n: ? | t: ?
			show s                        // s: owed 1, good, kept`},
		{"call", `
//refvet:call f now with s
//refvet:alias result = call0
func with(s *SSL_SESSION, f unsafe.Pointer) *SSL_SESSION

//refvet:alias result = s
func echo(s *SSL_SESSION) *SSL_SESSION

//refvet:call f maybe with s
func each(s *SSL_SESSION, f unsafe.Pointer)

//refvet:call f later with s
func after(s *SSL_SESSION, f unsafe.Pointer)
`, `
			param s
			t = with(s, func:echo)
			assume s == t
			count                         // 1
			after(s, func:SSL_SESSION_free) // later SSL_SESSION_free
			each(s, func:SSL_SESSION_free)
			count                         // 2
			SSL_SESSION_get_time(s)       // useafterrelease released s`},
		{"sync", `
//refvet:sync
func wait()
`, `
			wait()                        // wait`},
		{"noreturn", `
//refvet:noreturn
func die()
`, `
			die()
			count                         // 0`},
		{"pure", `
//refvet:pure
func nothing(s *SSL_SESSION) int
`, `
			param s
			r = nothing(s)
			assume r == 1
			count                         // 1`},
	} {
		t.Run(c.name, func(t *testing.T) { newScript(t, c.stubs).run(c.text) })
	}
}

// TestRows is which rows of a contract happen.
func TestRows(t *testing.T) {
	const stubs = `
//refvet:release s if now
func either(s *SSL_SESSION, now bool)

//refvet:retain s on result == 1
func up(s *SSL_SESSION) int

//refvet:hold s in c.session if s != nil on result == 1
//refvet:clear c.session if s == nil on result == 1
func set(c *SSL, s *SSL_SESSION) int

//refvet:own result
func made() *SSL_SESSION
`
	for _, c := range []struct{ name, text string }{
		{"a constant chooses", `
			s = made()
			either(s, 0)
			show s                        // s: owed 1, good
			either(s, 1)
			show s                        // s: owed 0, dead`},
		{"an unknown argument forks, and stays correlated", `
			s = made()
			param now
			either(s, now)
			count                         // 2
			assume now == 0
			show s                        // s: owed 1, good
			either(s, now)
			show s                        // s: owed 1, good`},
		{"nobody looks at the result: success", `
			s = made()
			up(s)
			count                         // 1
			show s                        // s: owed 2, good`},
		{"somebody looks at the result: both", `
			s = made()
			r = up(s)
			count                         // 2
			assume r == 1
			show s                        // s: owed 2, good
			assume r == 0
			count                         // 0`},
		{"outcome and effect stay correlated", `
			s = made()
			r = up(s)
			assume r != 1
			show s                        // s: owed 1, good`},
		{"entry and outcome", `
			param c
			s = SSL_get0_session(c)
			r = set(c, s)
			count                         // 4
			assume s == nil
			count                         // 2
			assume r == 1
			t = SSL_get0_session(c)
			show t                        // t: nil`},
		{"a parameter that nobody asked about is not NULL", `
			param c
			param s
			SSL_set_session(c, s)
			count                         // 1
			assume s == nil
			count                         // 0`},
	} {
		t.Run(c.name, func(t *testing.T) { newScript(t, stubs).run(c.text) })
	}
}

// TestDecoding is d2i and its like: *a decides whose the result is.
func TestDecoding(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"no place to put it", `
			s = d2i_SSL_SESSION(nil, nil, 0)
			assume s != nil
			show s                        // s: owed 1, good, unbound`},
		{"an empty place: one single reference", `
			box a
			s = d2i_SSL_SESSION(a, nil, 0)
			assume s != nil
			t = *a
			assume s == t
			count                         // 1
			show s                        // s: owed 1, good, unbound
			SSL_SESSION_free(s)
			SSL_SESSION_free(t)           // overrelease twice t`},
		{"an empty place, and failure", `
			box a
			s = d2i_SSL_SESSION(a, nil, 0)
			assume s == nil
			t = *a
			show t                        // t: nil`},
		{"a full place: no new reference", `
			box a
			x = SSL_SESSION_new()
			assume x != nil
			*a = x
			s = d2i_SSL_SESSION(a, nil, 0)
			assume s != nil
			assume s == x
			count                         // 1
			show x                        // x: owed 1, good, unbound`},
		{"a full place, and failure", `
			box a
			x = SSL_SESSION_new()
			assume x != nil
			*a = x
			s = d2i_SSL_SESSION(a, nil, 0)
			assume s == nil
			t = *a
			assume t != x
			count                         // 0`},
	} {
		t.Run(c.name, func(t *testing.T) { newScript(t, "").run(c.text) })
	}
}

// TestFinalizers is who owns what a finalizer or a cleanup will release.
func TestFinalizers(t *testing.T) {
	for _, c := range []struct {
		name, text string
		finalized  int
	}{
		{"a finalizer", `runtime.SetFinalizer(s, func:SSL_SESSION_free)`, 1},
		{"a finalizer that was taken off", `
			runtime.SetFinalizer(s, func:SSL_SESSION_free)
			runtime.SetFinalizer(s, nil)`, 0},
		{"a cleanup", `runtime.AddCleanup(s, func:SSL_SESSION_free, s)`, 1},
		{"a cleanup is not taken off with the finalizer", `
			runtime.AddCleanup(s, func:SSL_SESSION_free, s)
			runtime.SetFinalizer(s, nil)`, 1},
		{"both", `
			runtime.SetFinalizer(s, func:SSL_SESSION_free)
			runtime.AddCleanup(s, func:SSL_SESSION_free, s)`, 2},
		{"a function of which nothing is known", `runtime.SetFinalizer(s, func:other)`, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newScript(t, "")
			x.run(`
				s = SSL_SESSION_new()
				assume s != nil
			` + c.text)
			for _, st := range x.states {
				v := x.value(st, "s")
				if got := Finalizers(st, v.ID); got != c.finalized {
					t.Errorf("%d finalizers release the session, want %d (%s)", got, c.finalized, x.show(st, "s"))
				}
				if o := st.Obj(v.ID); c.finalized == 0 && c.name[:10] == "a function" && o.Kept == 0 {
					t.Error("what an unknown finalizer does with it is not known, but it counts as a leak")
				}
			}
		})
	}
}
