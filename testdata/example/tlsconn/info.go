package tlsconn

// #include <openssl/ssl.h>
import "C"

// Resumable reports whether the session of c can be resumed. It has one bug: a
// connection may have no session.
func (c *Conn) Resumable() bool {
	s := C.SSL_get0_session(c.ssl)
	return C.SSL_SESSION_is_resumable(s) == 1
}

// Protocol returns the protocol version of the session of c. It has one bug:
// the session is only borrowed.
func (c *Conn) Protocol() int {
	s := C.SSL_get0_session(c.ssl)
	if s == nil {
		return 0
	}
	version := C.SSL_SESSION_get_protocol_version(s)
	C.SSL_SESSION_free(s)
	return int(version)
}
