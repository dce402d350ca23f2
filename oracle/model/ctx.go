package model

import "slices"

// SSL_CTX_new makes a context. The model always has the memory for it.
func SSL_CTX_new() *SSL_CTX {
	step()
	x := ownedContext(context(give(newObject(Context)), false))
	note("ctx", x)
	return x
}

// touchContext is the start of a call that uses x and crashes on NULL.
func touchContext(x *SSL_CTX) {
	step()
	if x == nil {
		null(Context)
	}
	use(&x.h)
}

// SSL_CTX_up_ref takes a reference.
func SSL_CTX_up_ref(x *SSL_CTX) int {
	note("up_ref_ctx", x)
	touchContext(x)
	if fails() {
		return 0
	}
	give(x.h.o)
	x.h.takes()
	return 1
}

// SSL_CTX_free gives a reference back.
func SSL_CTX_free(x *SSL_CTX) {
	step()
	if x != nil {
		note("free_ctx", x)
		release(&x.h)
	}
}

// SSL_CTX_get_timeout reads a context.
func SSL_CTX_get_timeout(x *SSL_CTX) int {
	note("use_ctx", x)
	touchContext(x)
	return 300
}

// SSL_CTX_add_session puts s into the cache, which takes a reference. It
// returns 0 when it failed or s was there already.
func SSL_CTX_add_session(x *SSL_CTX, s *SSL_SESSION) int {
	note("add", x, s)
	touchContext(x)
	if s == nil {
		null(Session)
	}
	use(&s.h)
	sameHome(&s.h, x.h.o.home)
	if s.h.o.cached || fails() {
		return 0
	}
	s.h.o.cached = true
	s.h.o.mem++
	x.h.o.cache = append(x.h.o.cache, s.h.o)
	return 1
}

// uncache drops s from x's cache. A cache is no lender: the session goes from it
// when its connection is freed or cleared without a shutdown, or the cache is full.
func uncache(x, s *object) {
	if i := slices.Index(x.cache, s); i >= 0 {
		x.cache = slices.Delete(x.cache, i, i+1)
		s.cached = false
		unref(s)
	}
}

// SSL_CTX_remove_session drops the cached session with the id of s. NULL is
// welcome.
func SSL_CTX_remove_session(x *SSL_CTX, s *SSL_SESSION) int {
	note("remove", x, s)
	touchContext(x)
	if s == nil {
		return 0
	}
	use(&s.h)
	sameHome(&s.h, x.h.o.home)
	i := slices.IndexFunc(x.h.o.cache, func(o *object) bool { return o.sid == s.h.o.sid })
	if i < 0 {
		return 0
	}
	uncache(x.h.o, x.h.o.cache[i])
	return 1
}

// SSL_CTX_flush_sessions drops cached sessions and, as the manual page has it,
// may end the borrows of all sessions whose home may be x.
func SSL_CTX_flush_sessions(x *SSL_CTX, tm int64) {
	note("flush", x)
	touchContext(x)
	var hit []*object
	for _, o := range cur.objects {
		if o.kind == Session && mayComeFrom(o, x.h.o) {
			hit = append(hit, o)
		}
	}
	if len(hit)+len(x.h.o.cache) == 0 || pick(2) == 0 {
		return
	}
	stack := here()
	for _, o := range hit {
		o.lendings++
		for _, w := range o.handles {
			if h := w.Value(); h != nil && h.borrowed {
				h.flushed = append(h.flushed, stack)
			}
		}
	}
	for len(x.h.o.cache) > 0 {
		uncache(x.h.o, x.h.o.cache[0])
	}
	cur.deaths++
}

// mayComeFrom reports whether x may be the home of session s.
func mayComeFrom(s, x *object) bool {
	h := s.home.find()
	return h == x.home.find() || h.ctx == nil && !h.unbound && !distinct(h, x.home)
}
