// Package crosscontext defines an analyzer that reports sessions that are used
// with two contexts.
//
// # Analyzer crosscontext
//
// crosscontext: report one session used with two different SSL_CTX objects
//
// A session keeps links into the session cache of its SSL_CTX. OpenSSL's manual
// asks that a session be used with one SSL_CTX only, and with connections made
// from it, whatever its reference count. The finding is at the call that brings
// in the second context: SSL_set_session, SSL_CTX_add_session or
// SSL_CTX_remove_session.
//
//	func badMove(a *C.SSL_CTX) {
//		b := C.SSL_CTX_new(C.TLS_method())
//		defer C.SSL_CTX_free(b)
//		first, second := C.SSL_new(a), C.SSL_new(b)
//		defer C.SSL_free(first)
//		defer C.SSL_free(second)
//		if first != nil && second != nil && C.SSL_connect(first) == 1 {
//			C.SSL_set_session(second, C.SSL_get0_session(first)) // of a second context
//		}
//	}
//
// Sessions go back to connections of the context that they came from:
//
//	func goodResume(ctx *C.SSL_CTX) {
//		first, second := C.SSL_new(ctx), C.SSL_new(ctx)
//		defer C.SSL_free(first)
//		defer C.SSL_free(second)
//		if first != nil && second != nil && C.SSL_connect(first) == 1 {
//			C.SSL_set_session(second, C.SSL_get0_session(first))
//		}
//	}
//
// Two contexts differ only where that is certain: made by two calls, for
// instance. A wrapper of which it is not certain is not reported itself, but
// asks of its callers that the contexts agree:
//
//	func move(from, to *C.SSL) { C.SSL_set_session(to, C.SSL_get0_session(from)) }
//
//	func badWrapper(a *C.SSL_CTX) {
//		b := C.SSL_CTX_new(C.TLS_method())
//		defer C.SSL_CTX_free(b)
//		first, second := C.SSL_new(a), C.SSL_new(b)
//		defer C.SSL_free(first)
//		defer C.SSL_free(second)
//		if first != nil && second != nil && C.SSL_connect(first) == 1 {
//			move(first, second) // of a second context
//		}
//	}
//
// SSL_set_SSL_CTX, as a server's SNI callback calls it, does not change the
// context that sessions belong to: that switch is no finding.
//
// To fix a finding, use one SSL_CTX for both connections, or hand over a copy:
// SSL_SESSION_dup, or i2d_SSL_SESSION and d2i_SSL_SESSION.
//
// Limits: contexts that are kept in fields or maps are usually not known to
// differ.
package crosscontext
