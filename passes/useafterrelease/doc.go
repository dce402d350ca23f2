// Package useafterrelease defines an analyzer that reports uses of OpenSSL
// objects that are no longer good.
//
// # Analyzer useafterrelease
//
// useafterrelease: report use of a session after what keeps it alive is gone
//
// A session from SSL_get_session or SSL_get0_session is borrowed: the
// connection holds the only reference. It is good until the connection is
// freed or cleared, or gets another session. A session from SSL_get1_session is
// owned: it is good until the code has given its own reference back. Using
// either one later reads freed memory. The same holds for connections, for
// contexts, and for what is borrowed from a session, such as its id.
//
// In this function the id is read when its session may be freed already:
//
//	func badID(ssl *C.SSL) C.uint {
//		s := C.SSL_get0_session(ssl)
//		C.SSL_free(ssl)
//		if s == nil {
//			return 0
//		}
//		var n C.uint
//		C.SSL_SESSION_get_id(s, &n) // session s used after C.SSL_free
//		return n
//	}
//
// Either use the session first, or take a reference of your own:
//
//	func goodID(ssl *C.SSL) C.uint {
//		s := C.SSL_get1_session(ssl)
//		C.SSL_free(ssl)
//		if s == nil {
//			return 0
//		}
//		defer C.SSL_SESSION_free(s)
//		var n C.uint
//		C.SSL_SESSION_get_id(s, &n)
//		return n
//	}
//
// Go wrappers are followed, in the same package and in others:
//
//	type Conn struct{ ssl *C.SSL }
//
//	func (c *Conn) Session() *C.SSL_SESSION { return C.SSL_get0_session(c.ssl) }
//	func (c *Conn) Close()                  { C.SSL_free(c.ssl); c.ssl = nil }
//
//	func badWrapper(c *Conn) C.long {
//		s := c.Session()
//		c.Close()
//		return C.SSL_SESSION_get_time(s) // session s used after c.Close
//	}
//
//	func goodWrapper(c *Conn) C.long {
//		t := C.SSL_SESSION_get_time(c.Session())
//		c.Close()
//		return t
//	}
//
// Some calls replace the session of a connection only now and then: SSL_clear,
// SSL_read and SSL_peek, a further handshake, SSL_CTX_flush_sessions. What is
// used after such a call is reported as possible ("may be").
//
// To fix a finding, move the use before the call that ends the borrow, fetch
// the session again after it, or own it: SSL_get1_session or SSL_SESSION_up_ref,
// and SSL_SESSION_free when done. refvet -fix owns it, where a function gives the
// same session with a reference, and nothing else may keep it.
//
// Limits: functions that are called through a function value that is not known,
// and C functions without a contract, are taken to end nothing.
package useafterrelease
