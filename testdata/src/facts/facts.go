// Package facts has functions whose contracts other packages see: one for each
// thing that a contract can say. It has no findings.
package facts

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

import (
	"errors"
	"log"
	"runtime"
)

// ErrNone reports that there is no session.
var ErrNone = errors.New("no session")

// A Conn owns a connection.
type Conn struct{ ssl *C.SSL }

// A Session may own a session.
type Session struct{ ptr *C.SSL_SESSION }

// New owns its result: a fresh connection of context x, or NULL.
func New(x *C.SSL_CTX) *C.SSL { return C.SSL_new(x) } // fact "tolerates x; own result as SSL nullable; hold x in result.ctx; hold x in result.home; context result = x; clear result.session; store result.ctx = x; store result.home = x"

// Must owns its result, which is not NULL.
func Must(x *C.SSL_CTX) *C.SSL { // fact "tolerates x; own result as SSL; hold x in result.ctx; hold x in result.home; context result = x; clear result.session; store result.ctx = x; store result.home = x"
	c := C.SSL_new(x)
	if c == nil {
		log.Fatal("no connection")
	}
	return c
}

// Get0 borrows its result from c, or gives NULL.
func (c *Conn) Get0() *C.SSL_SESSION { return C.SSL_get0_session(c.ssl) } // fact "nonnull c.ssl; borrow result from c.ssl.session"

// Get1 owns its result iff the error is nil; else both are empty.
func (c *Conn) Get1() (*Session, error) { // fact "nonnull c.ssl; alias result = nil if c.ssl.session == nil; alias result1 = @github.com/refvet/refvet/testdata/src/facts.ErrNone if c.ssl.session == nil; alias result1 = nil if c.ssl.session != nil; own result.ptr from c.ssl.session if c.ssl.session != nil"
	p := C.SSL_get1_session(c.ssl)
	if p == nil {
		return nil, ErrNone
	}
	return &Session{p}, nil
}

// Fill owns *out iff it reports true.
func (c *Conn) Fill(out **C.SSL_SESSION) bool { // fact "nonnull c.ssl; alias result = 1 if c.ssl.session != nil; own *out from c.ssl.session if c.ssl.session != nil; alias result = nil if c.ssl.session == nil; store *out = nil if c.ssl.session == nil"
	*out = C.SSL_get1_session(c.ssl)
	return *out != nil
}

// Free releases c.ssl.
func (c *Conn) Free() { C.SSL_free(c.ssl) } // fact "tolerates c.ssl; release c.ssl"

// Close releases c.ssl iff it is not NULL, and clears it.
func (c *Conn) Close() { // fact "tolerates c.ssl if c.ssl != nil; release c.ssl if c.ssl != nil; store c.ssl = nil if c.ssl != nil"
	if c.ssl != nil {
		C.SSL_free(c.ssl)
		c.ssl = nil
	}
}

// Clear may end what was borrowed from c.ssl.
func (c *Conn) Clear() { C.SSL_clear(c.ssl) } // fact "nonnull c.ssl; clear c.ssl.session may"

// Drop ends what was borrowed from c.ssl.
func (c *Conn) Drop() { C.SSL_set_session(c.ssl, nil) } // fact "nonnull c.ssl; clear c.ssl.session"

// Time uses s, and tolerates NULL.
func Time(s *C.SSL_SESSION) int64 { return int64(C.SSL_SESSION_get_time(s)) } // fact "tolerates s"

// Resumable crashes on NULL.
func Resumable(s *C.SSL_SESSION) bool { return C.SSL_SESSION_is_resumable(s) == 1 } // fact "nonnull s; (alias result = 1 | alias result = nil)"

// Retain gives the caller one reference iff it reports true.
func Retain(s *C.SSL_SESSION) bool { return C.SSL_SESSION_up_ref(s) == 1 } // fact "nonnull s; (alias result = 1; retain s | alias result = nil)"

// Same is its argument.
func Same(s *C.SSL_SESSION) *C.SSL_SESSION { return s } // fact "alias result = s"

// Generic is its argument.
func Generic[T any](v T) T { return v } // fact "alias result = v"

// Resume holds s in the connection; both must be of one context.
func (c *Conn) Resume(s *Session) { C.SSL_set_session(c.ssl, s.ptr) } // fact "nonnull c.ssl; tolerates s.ptr if s.ptr != nil; samecontext s.ptr, c.ssl if s.ptr != nil; hold s.ptr in c.ssl.session if s.ptr != nil; clear c.ssl.session if s.ptr == nil"

// Take moves the caller's reference into the result.
func Take(p *C.SSL_SESSION) *Session { return &Session{p} } // fact "alias result.ptr = p"

// Kept is where Keep keeps.
var Kept *C.SSL_SESSION

// Keep stores s in a global.
func Keep(s *C.SSL_SESSION) { Kept = s } // fact "store @github.com/refvet/refvet/testdata/src/facts.Kept = s"

// With calls f with a session that lives for the call.
func (c *Conn) With(f func(*C.SSL_SESSION) error) error { // fact "nonnull c.ssl; alias result = @github.com/refvet/refvet/testdata/src/facts.ErrNone if c.ssl.session == nil; tolerates c.ssl.session if c.ssl.session != nil; alias result = call0 if c.ssl.session != nil; retain c.ssl.session if c.ssl.session != nil; call f now with c.ssl.session if c.ssl.session != nil; release c.ssl.session if c.ssl.session != nil"
	s := C.SSL_get1_session(c.ssl)
	if s == nil {
		return ErrNone
	}
	defer C.SSL_SESSION_free(s)
	return f(s)
}

// Finalized owns its result's session through a finalizer.
func (c *Conn) Finalized() *Session { // fact "nonnull c.ssl; own result.ptr from c.ssl.session; finalizer result = _"
	s := &Session{C.SSL_get1_session(c.ssl)}
	runtime.SetFinalizer(s, func(s *Session) { C.SSL_SESSION_free(s.ptr) })
	return s
}

// Die does not return.
func Die(c *C.SSL) { // fact "noreturn"
	C.SSL_free(c)
	log.Fatal("dead")
}

// Either releases s iff now is true.
func Either(s *C.SSL_SESSION, now bool) { // fact "tolerates s if now == 1; release s if now == 1"
	if now {
		C.SSL_SESSION_free(s)
	}
}

// A Getter is implemented by *Conn, and by a fake that has no say.
type Getter interface {
	Get1() (*Session, error) // fact "nonnull c.ssl; alias result = nil if c.ssl.session == nil; alias result1 = @github.com/refvet/refvet/testdata/src/facts.ErrNone if c.ssl.session == nil; alias result1 = nil if c.ssl.session != nil; own result.ptr from c.ssl.session if c.ssl.session != nil"
	Name() string
}

type fake struct{}

func (*fake) Get1() (*Session, error) { return nil, ErrNone } // fact "alias result = nil; alias result1 = @github.com/refvet/refvet/testdata/src/facts.ErrNone"
func (*fake) Name() string            { return "" }           // fact ""
func (c *Conn) Name() string          { return "conn" }       // fact ""
