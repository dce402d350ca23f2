// Package directives has directives that are right, malformed, and contradicted
// by the bodies that they stand on.
package directives

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

type session struct{ ptr *C.SSL_SESSION }

// goodOwn says what it does.
//
//refvet:own result from c.session
func goodOwn(c *C.SSL) *C.SSL_SESSION { return C.SSL_get1_session(c) }

//refvet:borrow result from c.session
func goodBorrow(c *C.SSL) *C.SSL_SESSION { return C.SSL_get0_session(c) }

//refvet:release s.ptr
//refvet:clear s.ptr
func (s *session) goodFree() {
	C.SSL_SESSION_free(s.ptr)
	s.ptr = nil
}

//refvet:retain s on result
func goodUpRef(s *C.SSL_SESSION) bool { return C.SSL_SESSION_up_ref(s) == 1 }

// badOwn lends what it says it gives.
//
//refvet:own result from c.session // want "contract"
func badOwn(c *C.SSL) *C.SSL_SESSION { return C.SSL_get0_session(c) }

//refvet:borrow result from c.session // want "contract"
func badBorrow(c *C.SSL) *C.SSL_SESSION { return C.SSL_get1_session(c) }

// badForgotten does not release what it says it does.
//
//refvet:release s // want "contract"
func badForgotten(s *C.SSL_SESSION) { C.SSL_SESSION_get_time(s) }

// badUntold releases what it does not say it does.
//
//refvet:use s // want "contract"
func badUntold(s *C.SSL_SESSION) { C.SSL_SESSION_free(s) }

//refvet:releases s // want "contract"
func badVerb(s *C.SSL_SESSION) {}

//refvet:release x // want "contract"
func badName(s *C.SSL_SESSION) { C.SSL_SESSION_free(s) }

//refvet:release s.pointer // want "contract"
func (s *session) badField() { C.SSL_SESSION_free(s.ptr) }

// A store lends and gives sessions: what stands behind it is not seen here.
type store interface {
	//refvet:own result nullable as SSL_SESSION
	take() *C.SSL_SESSION
	//refvet:release s
	put(s *C.SSL_SESSION)
}

func badTaken(st store) {
	s := st.take() // want "leak"
	C.SSL_SESSION_get_time(s)
}

func goodTaken(st store) {
	s := st.take()
	C.SSL_SESSION_get_time(s)
	st.put(s)
}

func badPut(st store) {
	s := st.take()
	st.put(s)
	st.put(s) // want "overrelease"
}

// What a directive says holds for callers, whatever the body does.

//refvet:own result from c.session
func viaTable(c *C.SSL) *C.SSL_SESSION { return table(c) }

var table func(*C.SSL) *C.SSL_SESSION

func badViaTable(c *C.SSL) {
	s := viaTable(c) // want "leak"
	C.SSL_SESSION_get_time(s)
}

// A fetcher gives a session.
//
//refvet:own result from c.session
type fetcher func(c *C.SSL) *C.SSL_SESSION

func badFetched(f fetcher, c *C.SSL) {
	s := f(c) // want "leak"
	C.SSL_SESSION_get_time(s)
}

func goodFetched(f fetcher, c *C.SSL) {
	s := f(c)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

//refvet:release s // want "contract"
type notFunc struct{ s *C.SSL_SESSION }

// Three outcomes: what is not 1 may be 2.
//
//refvet:retain s on result == 1
//refvet:release s on result == 2
func outcome(s *C.SSL_SESSION) int {
	switch C.SSL_SESSION_get_time(s) {
	case 1:
		C.SSL_SESSION_up_ref(s)
		return 1
	case 2:
		C.SSL_SESSION_free(s)
		return 2
	}
	return 0
}

func badThirdOutcome(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	switch outcome(s) {
	case 1:
		C.SSL_SESSION_free(s)
		C.SSL_SESSION_free(s)
	case 2:
		C.SSL_SESSION_free(s) // want "overrelease"
	default:
		C.SSL_SESSION_free(s)
	}
}
