package model

// SSL_new makes a connection. The model always has the memory for it.
func SSL_new(ctx *SSL_CTX) *SSL {
	step()
	if ctx == nil {
		return nil
	}
	use(&ctx.h)
	o := newObject(Conn)
	o.home = ctx.h.o.home
	o.ctx, o.origin = hold(ctx.h.o), ctx.h.o
	o.origin.mem++
	c := ownedConn(conn(give(o)))
	note("new", c, ctx)
	return c
}

// SSL_up_ref takes a reference.
func SSL_up_ref(c *SSL) int {
	note("up_ref_conn", c)
	touch(c)
	if fails() {
		return 0
	}
	give(c.h.o)
	c.h.takes()
	return 1
}

// SSL_free gives a reference back.
func SSL_free(c *SSL) {
	step()
	if c != nil {
		note("free_conn", c)
		release(&c.h)
	}
}

// touch is the start of a call that uses c and crashes on NULL.
func touch(c *SSL) bool {
	step()
	if c == nil {
		null(Conn)
	}
	return use(&c.h)
}

func lend(c *SSL) *SSL_SESSION {
	ok := touch(c)
	s := session(given0(c.h.o, ok), true)
	if s == nil {
		gaveNull()
		return nil
	}
	s.h.o.lent(ok)
	s.h.tainted = !ok
	note("get0", s, c)
	return s
}

// SSL_get0_session lends the connection's session, if it has one.
func SSL_get0_session(c *SSL) *SSL_SESSION {
	return lend(c)
}

// SSL_get_session is SSL_get0_session.
func SSL_get_session(c *SSL) *SSL_SESSION {
	return lend(c)
}

// SSL_get1_session gives the connection's session with a reference.
func SSL_get1_session(c *SSL) *SSL_SESSION {
	ok := touch(c)
	o := given0(c.h.o, ok)
	if o == nil {
		gaveNull()
		return nil
	}
	o.violated = o.violated || !ok
	s := owned(session(give(o), false))
	note("get1", s, c)
	return s
}

// given0 is what a get of c's session finds. A connection that is dead (!ok) may
// give anything: NULL, or what is no session.
func given0(c *object, ok bool) *object {
	o := slot(c)
	if o == nil && !ok && pick(2) == 1 {
		o = made(c)
		o.violated = true
	}
	return o
}

// slot is the occupant of c's session slot.
func slot(c *object) *object {
	if c.lazy {
		c.lazy = false
		if pick(2) == 0 {
			c.session = hold(made(c))
		}
	}
	return c.session
}

// setSession puts o (nil: none) into c's slot.
func setSession(c, o *object) {
	if slot(c) == o {
		return
	}
	old := c.session
	c.session = hold(o)
	uncacheBad(c, old)
	unhold(old)
}

// uncacheBad drops s, that c gives up, from the cache of c's home: a connection
// that was not shut down leaves a session that is not to be resumed.
func uncacheBad(c, s *object) {
	if s != nil && s.cached && !c.shut && c.begun {
		if x := c.home.find().ctx; x != nil {
			uncache(x, s)
		}
	}
}

// SSL_shutdown may read a ticket, and so replace the session.
func SSL_shutdown(c *SSL) int {
	note("shutdown", c)
	touch(c)
	c.h.o.shut = true
	maybeReplace(c.h.o)
	return number()
}

// SSL_set_session makes s (NULL: none) the session of c, which takes a
// reference of its own.
func SSL_set_session(c *SSL, s *SSL_SESSION) int {
	note("set_session", c, s)
	touch(c)
	if s != nil {
		use(&s.h)
		sameHome(&s.h, c.h.o.home)
	}
	if fails() {
		return 0
	}
	if s == nil {
		setSession(c.h.o, nil)
	} else {
		setSession(c.h.o, s.h.o)
	}
	return 1
}

// made is a session that the library makes for c.
func made(c *object) *object {
	o := newObject(Session)
	o.home = c.home
	o.sid = new(byte)
	return o
}

// maybeReplace replaces c's session by another, by none, or not at all.
func maybeReplace(c *object) {
	switch pick(3) {
	case 1:
		setSession(c, made(c))
	case 2:
		setSession(c, nil)
	}
}

// SSL_clear may end the connection's session (unless it was shut down).
func SSL_clear(c *SSL) int {
	note("clear", c)
	touch(c)
	if pick(2) == 1 {
		setSession(c.h.o, nil)
	}
	return 1
}

// SSL_do_handshake may replace the connection's session.
func SSL_do_handshake(c *SSL) int {
	note("handshake", c)
	touch(c)
	c.h.o.begun = true
	maybeReplace(c.h.o)
	return number()
}

// SSL_dup gives the same connection with one more reference if it has begun,
// else a new one with the same home and session.
func SSL_dup(c *SSL) *SSL {
	touch(c)
	from := c.h.o
	if from.begun || from.param && pick(2) == 1 {
		d := ownedConn(conn(give(from)))
		note("dup_conn", d, c)
		return d
	}
	o := newObject(Conn)
	o.home = from.home
	if o.ctx = hold(from.ctx); from.origin != nil {
		o.origin = from.origin
		o.origin.mem++
	}
	o.session = hold(slot(from))
	d := ownedConn(conn(give(o)))
	note("dup_conn", d, c)
	return d
}

// SSL_copy_session_id makes the session of from that of to as well.
func SSL_copy_session_id(to, from *SSL) int {
	note("copy_id", to, from)
	touch(to)
	touch(from)
	o := slot(from.h.o)
	if o != nil {
		sameHome(&session(o, true).h, to.h.o.home)
	}
	setSession(to.h.o, o)
	return 1
}

// SSL_read may replace the connection's session, whatever it returns.
func SSL_read(c *SSL, b []byte) int {
	note("read", c)
	touch(c)
	maybeReplace(c.h.o)
	return number()
}

// SSL_get_version reads a connection.
func SSL_get_version(c *SSL) int {
	note("use_conn", c)
	touch(c)
	return 0x304
}

// SSL_get_SSL_CTX lends the connection's current context.
func SSL_get_SSL_CTX(c *SSL) *SSL_CTX {
	ok := touch(c)
	return lendContext(c.h.o, ok)
}

func lendContext(c *object, ok bool) *SSL_CTX {
	if c.ctx == nil {
		return nil
	}
	c.ctx.lent(ok)
	x := context(c.ctx, true)
	return x
}

// SSL_set_SSL_CTX makes ctx the connection's current context; its home stays.
func SSL_set_SSL_CTX(c *SSL, ctx *SSL_CTX) *SSL_CTX {
	note("set_ctx", c, ctx)
	ok := touch(c)
	if ctx == nil {
		null(Context)
	}
	use(&ctx.h)
	if c.h.o.ctx != ctx.h.o {
		old := c.h.o.ctx
		c.h.o.ctx = hold(ctx.h.o)
		unhold(old)
	}
	return lendContext(c.h.o, ok)
}
