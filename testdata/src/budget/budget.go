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
