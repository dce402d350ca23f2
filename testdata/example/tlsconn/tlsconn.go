// Package tlsconn wraps what a TLS client needs of OpenSSL to resume sessions.
// It is correct, but for info.go.
package tlsconn

/*
#cgo pkg-config: openssl
#include <openssl/ssl.h>
*/
import "C"

import "errors"

// A Context makes connections.
type Context struct{ ctx *C.SSL_CTX }

// A Conn is one connection.
type Conn struct{ ssl *C.SSL }

// A Session can be offered to a later connection of the same context.
type Session struct{ ptr *C.SSL_SESSION }

// NewContext returns a context for clients.
func NewContext() (*Context, error) {
	ctx := C.SSL_CTX_new(C.TLS_client_method())
	if ctx == nil {
		return nil, errors.New("tlsconn: no memory for a context")
	}
	return &Context{ctx}, nil
}

// Close frees c; its connections stay good.
func (c *Context) Close() {
	C.SSL_CTX_free(c.ctx)
	c.ctx = nil
}

// Dial connects to the socket fd.
func (c *Context) Dial(fd int) (*Conn, error) {
	ssl := C.SSL_new(c.ctx)
	if ssl == nil {
		return nil, errors.New("tlsconn: no memory for a connection")
	}
	if C.SSL_set_fd(ssl, C.int(fd)) != 1 || C.SSL_connect(ssl) != 1 {
		C.SSL_free(ssl)
		return nil, errors.New("tlsconn: handshake failed")
	}
	return &Conn{ssl}, nil
}

// Close frees c, and with it the session that it holds.
func (c *Conn) Close() {
	C.SSL_free(c.ssl)
	c.ssl = nil
}

// Session0 returns the session of c, which is good until c is closed.
func (c *Conn) Session0() *Session {
	return &Session{C.SSL_get0_session(c.ssl)}
}

// Session1 returns the session of c, which the caller must free.
func (c *Conn) Session1() (*Session, error) {
	s := C.SSL_get1_session(c.ssl)
	if s == nil {
		return nil, errors.New("tlsconn: no session")
	}
	return &Session{s}, nil
}

// Resume makes c offer the session s.
func (c *Conn) Resume(s *Session) bool {
	return C.SSL_set_session(c.ssl, s.ptr) == 1
}

// Started returns when s was established, in seconds since 1970.
func (s *Session) Started() int64 { return int64(C.SSL_SESSION_get_time(s.ptr)) }

// Free gives s back. It must be called once.
func (s *Session) Free() { C.SSL_SESSION_free(s.ptr) }
