// Package nullresult defines an analyzer that reports sessions that may be NULL
// where NULL crashes.
//
// # Analyzer nullresult
//
// nullresult: report a session that may be NULL handed to a function that crashes on NULL
//
// The get functions return NULL for a connection without a session, and
// constructors and decoders when they fail. Some functions accept NULL
// (SSL_SESSION_free, SSL_SESSION_get_time, SSL_set_session); most read through
// it and take the process down, which Go cannot recover from.
//
//	func badID(ssl *C.SSL) C.uint {
//		s := C.SSL_get0_session(ssl)
//		var n C.uint
//		C.SSL_SESSION_get0_id_context(s, &n) // without a nil check
//		return n
//	}
//
//	func goodID(ssl *C.SSL) C.uint {
//		s := C.SSL_get0_session(ssl)
//		if s == nil {
//			return 0
//		}
//		var n C.uint
//		C.SSL_SESSION_get0_id_context(s, &n)
//		return n
//	}
//
// A check may be in a helper, and an error may stand for the check:
//
//	type Session struct{ ptr *C.SSL_SESSION }
//
//	func Get(ssl *C.SSL) (*Session, error) {
//		s := C.SSL_get0_session(ssl)
//		if s == nil {
//			return nil, errors.New("no session")
//		}
//		return &Session{s}, nil
//	}
//
//	func goodWrapper(ssl *C.SSL) bool {
//		s, err := Get(ssl)
//		if err != nil {
//			return false
//		}
//		return C.SSL_SESSION_is_resumable(s.ptr) == 1
//	}
//
//	func badWrapper(ssl *C.SSL) bool {
//		s := &Session{C.SSL_get0_session(ssl)}
//		return C.SSL_SESSION_is_resumable(s.ptr) == 1 // without a nil check
//	}
//
// To fix a finding, compare with nil before the call. refvet -fix does, where the
// function can return zero results that are no error, and leaves nothing undone.
//
// Limits: only functions that a contract says crash on NULL count; parameters
// are taken to be non-nil.
package nullresult
