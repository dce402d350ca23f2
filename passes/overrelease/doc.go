// Package overrelease defines an analyzer that reports references that are given
// back more often than they were taken.
//
// # Analyzer overrelease
//
// overrelease: report a session, connection or context that is freed once too often
//
// Each call of a free function gives back one reference that the code must own.
// Freeing a session twice, or freeing one that is only borrowed, takes the
// reference of somebody else: the next user of the object reads freed memory.
// The finding is at the release that is one too many.
//
// SSL_get0_session does not hand out a reference, so there is nothing to free:
//
//	func badBorrowed(ssl *C.SSL) {
//		s := C.SSL_get0_session(ssl)
//		C.SSL_SESSION_free(s) // freed though only borrowed
//	}
//
//	func goodOwned(ssl *C.SSL) {
//		s := C.SSL_get1_session(ssl)
//		C.SSL_SESSION_free(s)
//	}
//
// An explicit free on an error path and a deferred one are two:
//
//	func badDeferred(ssl *C.SSL) bool {
//		s := C.SSL_get1_session(ssl)
//		if s == nil {
//			return false
//		}
//		defer C.SSL_SESSION_free(s) // freed more often than owned
//		if C.SSL_SESSION_is_resumable(s) != 1 {
//			C.SSL_SESSION_free(s)
//			return false
//		}
//		return true
//	}
//
// A wrapper's Free that clears its pointer may be called twice, as freeing NULL
// does nothing; one that does not clear it may not:
//
//	type Session struct{ ptr *C.SSL_SESSION }
//
//	func (s *Session) FreeOnce() { C.SSL_SESSION_free(s.ptr) }
//	func (s *Session) Free()     { C.SSL_SESSION_free(s.ptr); s.ptr = nil }
//
//	func badWrapper(ssl *C.SSL) {
//		s := &Session{C.SSL_get1_session(ssl)}
//		defer s.FreeOnce()
//		s.FreeOnce() // freed more often than owned
//	}
//
//	func goodWrapper(ssl *C.SSL) {
//		s := &Session{C.SSL_get1_session(ssl)}
//		defer s.Free()
//		s.Free()
//	}
//
// To fix a finding, drop the second free, or own the object: SSL_get1_session in
// place of SSL_get0_session, or SSL_SESSION_up_ref. A finalizer frees too: clear
// the pointer, or the finalizer, when freeing explicitly. refvet -fix removes a
// free that another one covers, or that is of a borrowed object.
//
// Limits: a function may release each of its parameters once; whether its
// callers own what they pass is checked at the calls.
package overrelease
