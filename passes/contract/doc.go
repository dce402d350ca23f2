// Package contract defines an analyzer that reports //refvet: directives that are
// malformed, that the code contradicts, or that ignore nothing.
//
// # Analyzer contract
//
// contract: report malformed //refvet: directives, and ones that the function's body contradicts
//
// A directive in the doc comment of a function, method, interface method or
// function type says what it does to references. Callers are checked against
// it, so it must be right: a directive on a function with a body is compared
// with what the body does.
//
// This one promises more than the body does, as SSL_get0_session takes no
// reference:
//
//	// badSession returns the session of ssl.
//	//
//	//refvet:own result from ssl.session
//	func badSession(ssl *C.SSL) *C.SSL_SESSION { return C.SSL_get0_session(ssl) }
//
//	// goodSession returns the session of ssl.
//	//
//	//refvet:borrow result from ssl.session
//	func goodSession(ssl *C.SSL) *C.SSL_SESSION { return C.SSL_get0_session(ssl) }
//
// Directives are most useful where there is no body to look at:
//
//	type Source interface {
//		// Get1 returns a session that the caller must free.
//		//
//		//refvet:own result nullable
//		Get1() *C.SSL_SESSION
//	}
//
//	func goodInterface(src Source) {
//		if s := src.Get1(); s != nil {
//			C.SSL_SESSION_free(s)
//		}
//	}
//
// The language is described in docs/contracts.md.
//
// A line //refvet:ignore CHECK reason suppresses findings: in its own line, in the
// next one if it stands alone, or in the function whose doc comment it is in. One
// that suppresses nothing, names no check or gives no reason is a finding of this
// check:
//
//	func badIgnore(ssl *C.SSL) {
//		s := C.SSL_get1_session(ssl) //refvet:ignore leak is freed below
//		C.SSL_SESSION_free(s)
//	}
//
//	func goodIgnore(ssl *C.SSL) {
//		C.SSL_get1_session(ssl) //refvet:ignore leak lives as long as the process
//	}
//
// To fix a finding, change the directive to what the message says that the body
// does, or the body; most functions with a body need no directive at all, as
// refvet finds out by itself.
//
// Limits: where a body is too complicated to follow, the directive is believed.
package contract
