package manpage

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

// Sessions and the contexts that they come from.

// dial makes a connection of context x; it may be NULL, with no handshake done.
func dial(x *C.SSL_CTX) *C.SSL {
	c := C.SSL_new(x)
	if c == nil {
		return nil
	}
	if C.SSL_connect(c) != 1 {
		C.SSL_free(c)
		return nil
	}
	return c
}

func badRemoveOther(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	s := C.SSL_get1_session(c)
	C.SSL_CTX_remove_session(b, s) // want "crosscontext"
	C.SSL_SESSION_free(s)
}

func goodRemoveOther(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	s := C.SSL_get1_session(c)
	C.SSL_CTX_remove_session(a, s)
	C.SSL_SESSION_free(s)
}

func badAddOther(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	s := C.SSL_get0_session(c)
	if s == nil {
		return
	}
	C.SSL_CTX_add_session(b, s) // want "crosscontext"
}

func badSetOther(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	d := C.SSL_new(b)
	if d == nil {
		return
	}
	defer C.SSL_free(d)
	C.SSL_set_session(d, C.SSL_get0_session(c)) // want "crosscontext"
}

func goodSetSame(a *C.SSL_CTX) {
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	d := C.SSL_new(a)
	if d == nil {
		return
	}
	defer C.SSL_free(d)
	C.SSL_set_session(d, C.SSL_get0_session(c))
}

// Contexts of which nothing is known may be the same.
func goodUnknown(a, b *C.SSL_CTX, c, d *C.SSL) {
	C.SSL_set_session(d, C.SSL_get0_session(c))
	s := C.SSL_get0_session(c)
	C.SSL_CTX_remove_session(a, s)
}

// A decoded session has no home until it is bound.
func badBoundTwice(p *C.uchar, n C.long) {
	a := C.SSL_CTX_new(C.TLS_method())
	b := C.SSL_CTX_new(C.TLS_method())
	s := C.d2i_SSL_SESSION(nil, &p, n)
	if a != nil && b != nil && s != nil {
		C.SSL_CTX_add_session(a, s)
		C.SSL_CTX_add_session(b, s) // want "crosscontext"
	}
	C.SSL_SESSION_free(s)
	C.SSL_CTX_free(b)
	C.SSL_CTX_free(a)
}

func goodBoundOnce(p *C.uchar, n C.long) {
	a := C.SSL_CTX_new(C.TLS_method())
	b := C.SSL_CTX_new(C.TLS_method())
	s := C.d2i_SSL_SESSION(nil, &p, n)
	if a != nil && b != nil && s != nil {
		C.SSL_CTX_add_session(b, s)
		C.SSL_CTX_remove_session(b, s)
	}
	C.SSL_SESSION_free(s)
	C.SSL_CTX_free(b)
	C.SSL_CTX_free(a)
}

// A copy has no home either.
func goodDupBound(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	s := C.SSL_get0_session(c)
	if s == nil {
		return
	}
	t := C.SSL_SESSION_dup(s)
	if t == nil {
		return
	}
	C.SSL_CTX_add_session(b, t)
	C.SSL_SESSION_free(t)
}

// The switch by server name leaves the home where it was.
func goodServerName(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	C.SSL_set_SSL_CTX(c, b)
	s := C.SSL_get1_session(c)
	C.SSL_set_session(c, s)
	C.SSL_CTX_remove_session(a, s)
	C.SSL_SESSION_free(s)
}

func badServerName(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	C.SSL_set_SSL_CTX(c, b)
	s := C.SSL_get1_session(c)
	C.SSL_CTX_remove_session(C.SSL_get_SSL_CTX(c), s) // want "crosscontext"
	C.SSL_SESSION_free(s)
}

func goodCurrentContext(a *C.SSL_CTX) {
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	s := C.SSL_get1_session(c)
	C.SSL_CTX_remove_session(C.SSL_get_SSL_CTX(c), s)
	C.SSL_SESSION_free(s)
}

func badCopyID(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	d := C.SSL_new(b)
	if d == nil {
		return
	}
	defer C.SSL_free(d)
	C.SSL_copy_session_id(d, c) // want "crosscontext"
}

// resume says that both connections must be of one context.
func resume(d, c *C.SSL) { C.SSL_set_session(d, C.SSL_get0_session(c)) }

func badCallerKnows(a *C.SSL_CTX) {
	b := C.SSL_CTX_new(C.TLS_method())
	if b == nil {
		return
	}
	defer C.SSL_CTX_free(b)
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	d := C.SSL_new(b)
	if d == nil {
		return
	}
	defer C.SSL_free(d)
	resume(d, c) // want "crosscontext"
}

func goodCallerKnows(a *C.SSL_CTX) {
	c := dial(a)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	d := C.SSL_new(a)
	if d == nil {
		return
	}
	defer C.SSL_free(d)
	resume(d, c)
}

// Either context, but the same for both.
func goodEitherContext(a *C.SSL_CTX) {
	x := a
	if isOn() {
		x = C.SSL_CTX_new(C.TLS_method())
		if x == nil {
			return
		}
		defer C.SSL_CTX_free(x)
	}
	c := dial(x)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	s := C.SSL_get1_session(c)
	C.SSL_CTX_remove_session(x, s)
	C.SSL_SESSION_free(s)
}
