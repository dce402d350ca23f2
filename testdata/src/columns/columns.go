// Package columns has findings in columns that cgo's rewriting moves.
package columns

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

import "unsafe"

type conn struct {
	ssl  *C.SSL
	list []*C.SSL
}

func badStatement(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_free(c)
	C.SSL_SESSION_get_time(s) // want 2:"useafterrelease"
}

func badAssigned(c *C.SSL) {
	s := C.SSL_get1_session(c) // want 7:"leak"
	C.SSL_SESSION_get_time(s)
}

func badTwoResults(c *C.SSL) error {
	s, err := C.SSL_get1_session(c) // want 12:"leak"
	C.SSL_SESSION_get_time(s)
	return err
}

func badConverted(c *C.SSL) int64 {
	s := C.SSL_get0_session(c)
	C.SSL_free(c)
	return int64(C.SSL_SESSION_get_time(s)) // want 15:"useafterrelease"
}

func badInCondition(c *C.SSL) bool {
	s := C.SSL_get0_session(c)
	if 1 == C.SSL_SESSION_is_resumable(s) { // want 10:"nullresult"
		return true
	}
	return false
}

func badNested(c *conn) {
	C.SSL_SESSION_get_time(C.SSL_get1_session(c.ssl)) // want 25:"leak"
}

func badDeferred(c *C.SSL) {
	s := C.SSL_get1_session(c)
	defer C.SSL_SESSION_free(s) // want 8:"overrelease"
	C.SSL_SESSION_free(s)
}

func badUnsafe(p unsafe.Pointer) {
	s := C.SSL_get1_session((*C.SSL)(p)) // want 7:"leak"
	C.SSL_SESSION_get_time((*C.SSL_SESSION)(unsafe.Pointer(s)))
}

func badIndexed(c *conn, i int) {
	s := C.SSL_get1_session(c.list[i])
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(s) // want 2:"overrelease"
}

func badField(c *conn) {
	s := C.SSL_get0_session(c.ssl)
	C.SSL_free(c.ssl)
	/* é */ C.SSL_SESSION_get_time(s) // want 11:"useafterrelease"
}

func badMultiline(c *C.SSL, x *C.SSL_CTX) {
	s := C.SSL_get0_session(c)
	n := 1 +
		C.SSL_CTX_add_session( // want 3:"nullresult"
			x,
			s)
	_ = n
}

func badLiteral(c *C.SSL) {
	s := C.SSL_get1_session(c)
	func() { C.SSL_SESSION_free(s); C.SSL_SESSION_free(s) }() // want "overrelease"
}

func badCall(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_free(c)
	if n := read(s); n > 0 { // want 10:"useafterrelease"
		return
	}
}

func read(s *C.SSL_SESSION) int { return int(C.SSL_SESSION_get_time(s)) }

func badMethod(c *C.SSL) {
	v := view{s: C.SSL_get0_session(c)}
	C.SSL_free(c)
	n := 1 + v.read() // want 11:"useafterrelease"
	_ = n
}

type view struct{ s *C.SSL_SESSION }

func (v view) read() int { return int(C.SSL_SESSION_get_time(v.s)) }
