// Package cgofar holds what the cgo corpus calls in another package. C types do
// not cross packages, so it passes unsafe.Pointer, as such packages do. It has
// no findings of its own.
package cgofar

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

import "unsafe"

// Same returns s.
func Same(s unsafe.Pointer) unsafe.Pointer { return s }

// Get0 lends the session of c, or nil.
func Get0(c unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer(C.SSL_get0_session((*C.SSL)(c)))
}

// Get1 returns the session of c, which the caller must free; or nil.
func Get1(c unsafe.Pointer) unsafe.Pointer {
	return unsafe.Pointer(C.SSL_get1_session((*C.SSL)(c)))
}

// Use reads the session's time.
func Use(s unsafe.Pointer) { C.SSL_SESSION_get_time((*C.SSL_SESSION)(s)) }

// Resumable asks the session, of which there must be one.
func Resumable(s unsafe.Pointer) bool {
	return C.SSL_SESSION_is_resumable((*C.SSL_SESSION)(s)) == 1
}

// FreeSession gives back one reference.
func FreeSession(s unsafe.Pointer) { C.SSL_SESSION_free((*C.SSL_SESSION)(s)) }

// FreeConn gives back the connection.
func FreeConn(c unsafe.Pointer) { C.SSL_free((*C.SSL)(c)) }

// Remove takes s out of the cache of x.
func Remove(x, s unsafe.Pointer) {
	C.SSL_CTX_remove_session((*C.SSL_CTX)(x), (*C.SSL_SESSION)(s))
}

// Kept is where Keep keeps.
var Kept unsafe.Pointer

// Keep keeps s.
func Keep(s unsafe.Pointer) { Kept = s }
