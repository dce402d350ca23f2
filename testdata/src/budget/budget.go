// Package budget has what refvet gives up: its functions are silent, and counted.
package budget

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

// More paths than are followed.
func limitPaths(ssl []*C.SSL, on []bool, n int) {
	s := C.SSL_get1_session(ssl[0]) // want-miss "leak"
	C.SSL_SESSION_get_time(s)
	var held [8]*C.SSL_SESSION
	for i := 0; i < n; i++ {
		if on[0] {
			held[0] = C.SSL_get1_session(ssl[0])
		}
		if on[1] {
			held[1] = C.SSL_get1_session(ssl[1])
		}
		if on[2] {
			held[2] = C.SSL_get1_session(ssl[2])
		}
		if on[3] {
			held[3] = C.SSL_get1_session(ssl[3])
		}
		if on[4] {
			held[4] = C.SSL_get1_session(ssl[4])
		}
		if on[5] {
			held[5] = C.SSL_get1_session(ssl[5])
		}
		if on[6] {
			held[6] = C.SSL_get1_session(ssl[6])
		}
	}
}

// A loop in a loop in which the session may be replaced.
func limitRetry(list []*C.SSL) {
	for _, c := range list {
		s := C.SSL_get1_session(c) // want-miss "leak"
		if s == nil {
			continue
		}
		ok := C.SSL_do_handshake(c)
		for i := 0; ok <= 0 && i < 2; i++ {
			ok = C.SSL_do_handshake(c)
		}
		if ok <= 0 {
			continue
		}
		C.SSL_SESSION_free(s)
	}
}
