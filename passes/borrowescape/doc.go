// Package borrowescape defines an analyzer that reports borrowed sessions that
// outlive what lends them.
//
// # Analyzer borrowescape
//
// borrowescape: report a borrowed session that is kept longer than its connection
//
// A borrowed session is good while its connection lives and holds it. If a
// function ends the borrow and still lets the session out (returns it, stores
// it in a global, a map or a longer-lived struct, sends it on a channel, shares
// it with a goroutine), then whoever uses it later reads freed memory. The
// finding is where the session escapes.
//
// The deferred free runs before the caller sees the result:
//
//	func badDial(ctx *C.SSL_CTX) *C.SSL_SESSION {
//		ssl := C.SSL_new(ctx)
//		if ssl == nil {
//			return nil
//		}
//		defer C.SSL_free(ssl)
//		C.SSL_connect(ssl)
//		return C.SSL_get0_session(ssl) // returned though C.SSL_free ends its borrow
//	}
//
// The caller needs a reference of its own:
//
//	func goodDial(ctx *C.SSL_CTX) *C.SSL_SESSION {
//		ssl := C.SSL_new(ctx)
//		if ssl == nil {
//			return nil
//		}
//		defer C.SSL_free(ssl)
//		C.SSL_connect(ssl)
//		return C.SSL_get1_session(ssl)
//	}
//
// A wrapper may return a borrowed session as long as the connection stays: the
// borrow becomes part of what refvet knows of the wrapper, and its callers are
// checked:
//
//	type Conn struct{ ssl *C.SSL }
//
//	func (c *Conn) Get0() *C.SSL_SESSION { return C.SSL_get0_session(c.ssl) }
//	func (c *Conn) Close()               { C.SSL_free(c.ssl); c.ssl = nil }
//
//	var last *C.SSL_SESSION
//
//	func badWrapper(c *Conn) {
//		last = c.Get0() // stored in a global though c.Close ends its borrow
//		c.Close()
//	}
//
//	func goodWrapper(c *Conn) {
//		if s := c.Get0(); s != nil && C.SSL_SESSION_up_ref(s) == 1 {
//			last = s
//		}
//		c.Close()
//	}
//
// To fix a finding, use SSL_get1_session or SSL_SESSION_up_ref before the session
// leaves, and say who frees it.
//
// Limits: a borrow that one function lets out and another one ends is reported
// only where a common caller is seen to do both.
package borrowescape
