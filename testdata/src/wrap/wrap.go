// Package wrap is a small Go wrapper around OpenSSL sessions, of the kind that
// programs write for themselves. The corpus of wrapped code uses it from other
// packages, where no C is in sight. It has no findings of its own.
package wrap

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

var (
	// ErrNoSession reports that a connection has no session.
	ErrNoSession = errors.New("wrap: no session")
	// ErrConnect reports that a handshake failed.
	ErrConnect = errors.New("wrap: handshake failed")
	// ErrMemory reports that OpenSSL could not make an object.
	ErrMemory = errors.New("wrap: out of memory")
)

// A Ctx is an SSL_CTX.
type Ctx struct{ ctx *C.SSL_CTX }

// NewCtx makes a context that the caller must free.
func NewCtx() (*Ctx, error) {
	p := C.SSL_CTX_new(C.TLS_method())
	if p == nil {
		return nil, ErrMemory
	}
	return &Ctx{p}, nil
}

// MustCtx is NewCtx for callers that cannot go on without a context.
func MustCtx() *Ctx {
	x, err := NewCtx()
	if err != nil {
		panic(err)
	}
	return x
}

// Free gives back the context. It must be called once.
func (x *Ctx) Free() { C.SSL_CTX_free(x.ctx) }

// Flush removes the cached sessions that have expired.
func (x *Ctx) Flush(now int64) { C.SSL_CTX_flush_sessions(x.ctx, C.long(now)) }

// Remove takes s out of the context's cache.
func (x *Ctx) Remove(s *Session) { C.SSL_CTX_remove_session(x.ctx, s.ptr) }

// Dial makes a connection that the caller must free.
func (x *Ctx) Dial() (*Conn, error) {
	p := C.SSL_new(x.ctx)
	if p == nil {
		return nil, ErrMemory
	}
	if C.SSL_connect(p) != 1 {
		C.SSL_free(p)
		return nil, ErrConnect
	}
	return &Conn{p}, nil
}

// MustDial is Dial for callers that cannot go on without a connection.
func (x *Ctx) MustDial() *Conn {
	c, err := x.Dial()
	if err != nil {
		panic(err)
	}
	return c
}

// A Conn is an SSL.
type Conn struct{ ssl *C.SSL }

// Free gives back the connection. It must be called once.
func (c *Conn) Free() { C.SSL_free(c.ssl) }

// Close is Free for callers that may have called it before.
func (c *Conn) Close() error {
	if c.ssl == nil {
		return nil
	}
	C.SSL_free(c.ssl)
	c.ssl = nil
	return nil
}

// Clear resets the connection.
func (c *Conn) Clear() { C.SSL_clear(c.ssl) }

// DropSession leaves the connection without a session.
func (c *Conn) DropSession() { C.SSL_set_session(c.ssl, nil) }

// SetSession makes the connection resume s, which stays the caller's.
func (c *Conn) SetSession(s *Session) bool { return C.SSL_set_session(c.ssl, s.ptr) == 1 }

// Read reads what the peer sent.
func (c *Conn) Read(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	return int(C.SSL_read(c.ssl, unsafe.Pointer(&b[0]), C.int(len(b))))
}

// Get0 lends the connection's session; Nil reports whether there is one.
func (c *Conn) Get0() *Session { return &Session{C.SSL_get0_session(c.ssl)} }

// Get1 returns the connection's session, which the caller must free.
func (c *Conn) Get1() (*Session, error) {
	p := C.SSL_get1_session(c.ssl)
	if p == nil {
		return nil, ErrNoSession
	}
	return &Session{p}, nil
}

// Lookup lends the connection's session, and reports whether there is one.
func (c *Conn) Lookup() (*Session, bool) {
	s := c.Get0()
	return s, !s.Nil()
}

// Peek lends the connection's session, or fails with ErrNoSession.
func (c *Conn) Peek() (*Session, error) {
	s := c.Get0()
	if s.Nil() {
		return s, ErrNoSession
	}
	return s, nil
}

// Take returns the connection's session, which the caller must free, and
// reports whether there was one.
func (c *Conn) Take() (*Session, bool) {
	p := C.SSL_get1_session(c.ssl)
	if p == nil {
		return nil, false
	}
	return &Session{p}, true
}

// With calls f with the connection's session, which f must not keep.
func (c *Conn) With(f func(*Session) error) error {
	s, err := c.Get1()
	if err != nil {
		return err
	}
	defer s.Free()
	return f(s)
}

// A Session is an SSL_SESSION.
type Session struct{ ptr *C.SSL_SESSION }

// Nil reports whether s stands for no session.
func (s *Session) Nil() bool { return s.ptr == nil }

// Time is the time at which the session was established, or 0.
func (s *Session) Time() int64 { return int64(C.SSL_SESSION_get_time(s.ptr)) }

// Resumable reports whether the session can be resumed. There must be one.
func (s *Session) Resumable() bool { return C.SSL_SESSION_is_resumable(s.ptr) == 1 }

// UpRef takes one more reference, for which the caller must call Free.
// There must be a session.
func (s *Session) UpRef() bool { return C.SSL_SESSION_up_ref(s.ptr) == 1 }

// Dup copies the session; the caller must free the copy. There must be one.
func (s *Session) Dup() (*Session, error) {
	p := C.SSL_SESSION_dup(s.ptr)
	if p == nil {
		return nil, ErrMemory
	}
	return &Session{p}, nil
}

// Free gives back one reference.
func (s *Session) Free() { C.SSL_SESSION_free(s.ptr) }

// Close is Free for callers that may have called it before.
func (s *Session) Close() error {
	if s.ptr == nil {
		return nil
	}
	C.SSL_SESSION_free(s.ptr)
	s.ptr = nil
	return nil
}

// A Held is a session that is freed when nobody holds it any more.
type Held struct{ ptr *C.SSL_SESSION }

// Hold returns the connection's session, or nil.
func (c *Conn) Hold() *Held {
	p := C.SSL_get1_session(c.ssl)
	if p == nil {
		return nil
	}
	h := &Held{p}
	runtime.SetFinalizer(h, (*Held).free)
	return h
}

// Time is the time at which the session was established.
func (h *Held) Time() int64 {
	defer runtime.KeepAlive(h)
	return int64(C.SSL_SESSION_get_time(h.ptr))
}

func (h *Held) free() { C.SSL_SESSION_free(h.ptr) }

// A Lender lends sessions, and gives them away.
type Lender interface {
	Get0() *Session
	Get1() (*Session, error)
	Free()
}

// A Freer is something that must be freed once.
type Freer interface{ Free() }

// A Timer has a time.
type Timer interface{ Time() int64 }

var (
	_ Lender = (*Conn)(nil)
	_ Freer  = (*Session)(nil)
	_ Timer  = (*Session)(nil)
)
