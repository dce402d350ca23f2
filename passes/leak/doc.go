// Package leak defines an analyzer that reports references that are never given
// back.
//
// # Analyzer leak
//
// leak: report a session, connection or context whose reference is not freed on every path
//
// SSL_get1_session, SSL_SESSION_up_ref, SSL_SESSION_dup, d2i_SSL_SESSION,
// SSL_new, SSL_CTX_new and others hand out a reference that the caller must give
// back with the matching free function. The finding is at the call that
// acquired the reference; the exit, overwrite or discard that loses it is the
// last step of its path.
//
// Here an early return loses the reference:
//
//	func badTime(ssl *C.SSL) int {
//		s := C.SSL_get1_session(ssl) // not freed on every path
//		if s == nil {
//			return 0
//		}
//		if C.SSL_SESSION_is_resumable(s) != 1 {
//			return -1
//		}
//		t := C.SSL_SESSION_get_time(s)
//		C.SSL_SESSION_free(s)
//		return int(t)
//	}
//
// A deferred free after the nil check covers every return:
//
//	func goodTime(ssl *C.SSL) int {
//		s := C.SSL_get1_session(ssl)
//		if s == nil {
//			return 0
//		}
//		defer C.SSL_SESSION_free(s)
//		if C.SSL_SESSION_is_resumable(s) != 1 {
//			return -1
//		}
//		return int(C.SSL_SESSION_get_time(s))
//	}
//
// A wrapper that returns the reference, keeps it in a struct that it returns,
// or attaches a finalizer has no leak; who calls it owes the release instead:
//
//	type Session struct{ ptr *C.SSL_SESSION }
//
//	func Get1(ssl *C.SSL) *Session { return &Session{C.SSL_get1_session(ssl)} }
//	func (s *Session) Free()       { C.SSL_SESSION_free(s.ptr); s.ptr = nil }
//
//	func badWrapper(ssl *C.SSL) C.long {
//		s := Get1(ssl) // not freed on every path
//		return C.SSL_SESSION_get_time(s.ptr)
//	}
//
//	func goodWrapper(ssl *C.SSL) C.long {
//		s := Get1(ssl)
//		defer s.Free()
//		return C.SSL_SESSION_get_time(s.ptr)
//	}
//
// SSL_set_session and SSL_CTX_add_session take a reference of their own: the
// caller still owes one afterwards.
//
// To fix a finding, free on every path (best with defer, after the nil check),
// or use SSL_get0_session where no reference of your own is needed. Where the
// variable is assigned once and nothing else may keep the reference, refvet -fix
// adds the free.
//
// Limits: a reference that reaches a global, a channel, a goroutine or a
// function that refvet knows nothing of is not followed further, and not
// reported. Exits by panic, os.Exit or log.Fatal owe nothing.
package leak
