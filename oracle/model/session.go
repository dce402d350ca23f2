package model

// SSL_SESSION_up_ref takes a reference; it returns 1 on success.
func SSL_SESSION_up_ref(s *SSL_SESSION) int {
	note("up_ref", s)
	step()
	if s == nil {
		null(Session)
	}
	use(&s.h)
	if fails() {
		return 0
	}
	give(s.h.o)
	s.h.takes()
	return 1
}

// SSL_SESSION_free gives a reference back. NULL is nothing to free.
func SSL_SESSION_free(s *SSL_SESSION) {
	step()
	note("free", s)
	if s != nil {
		release(&s.h)
	}
}

// SSL_SESSION_dup copies a session: a new one, bound to no context.
func SSL_SESSION_dup(s *SSL_SESSION) *SSL_SESSION {
	step()
	if s == nil {
		null(Session)
	}
	use(&s.h)
	if pick(2) == 1 {
		gaveNull()
		return nil
	}
	o := newObject(Session)
	o.home.unbound = true
	o.sid = s.h.o.sid
	d := owned(session(give(o), false))
	note("dup", d, s)
	return d
}

// D2i_SSL_SESSION decodes a session: a new one, or *a where there is one.
func D2i_SSL_SESSION(a **SSL_SESSION, data []byte) *SSL_SESSION {
	step()
	if a != nil && *a != nil {
		use(&(*a).h)
	}
	if pick(2) == 1 {
		gaveNull()
		return nil
	}
	if a != nil && *a != nil {
		return *a
	}
	o := newObject(Session)
	o.home.unbound = true
	o.sid = new(byte)
	s := owned(session(give(o), false))
	if a != nil {
		*a = s
	}
	note("d2i", s)
	return s
}

// SSL_SESSION_get_time reads a session; NULL is welcome.
func SSL_SESSION_get_time(s *SSL_SESSION) int64 {
	note("time", s)
	step()
	if s != nil {
		use(&s.h)
	}
	return int64(number())
}

// I2d_SSL_SESSION encodes a session; NULL is welcome.
func I2d_SSL_SESSION(s *SSL_SESSION) int {
	note("time", s)
	step()
	if s == nil {
		ignored()
		return 0
	}
	use(&s.h)
	return number()
}

// SSL_SESSION_is_resumable reads a session, and crashes on NULL.
func SSL_SESSION_is_resumable(s *SSL_SESSION) int {
	note("use", s)
	step()
	if s == nil {
		null(Session)
	}
	use(&s.h)
	return number()
}

// SSL_SESSION_has_ticket reads a session, and crashes on NULL.
func SSL_SESSION_has_ticket(s *SSL_SESSION) int {
	note("use", s)
	step()
	if s == nil {
		null(Session)
	}
	use(&s.h)
	return number()
}

// SSL_SESSION_get_protocol_version reads a session, and crashes on NULL.
func SSL_SESSION_get_protocol_version(s *SSL_SESSION) int {
	note("use", s)
	step()
	if s == nil {
		null(Session)
	}
	use(&s.h)
	return number()
}
