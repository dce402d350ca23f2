// Package infer has functions whose contracts are inferred: what wrappers are
// made of, and what is hard about inferring. See facts_test.go.
package infer

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
)

// ErrRef reports that a reference could not be taken.
var ErrRef = errors.New("no reference")

// A Session owns a session, until it is closed.
type Session struct {
	ptr   *C.SSL_SESSION
	owned bool
	once  sync.Once
}

// Close can be called twice.
func (s *Session) Close() { // fact "tolerates s.ptr if s.ptr != nil; release s.ptr if s.ptr != nil; store s.ptr = nil if s.ptr != nil"
	if s.ptr != nil {
		C.SSL_SESSION_free(s.ptr)
		s.ptr = nil
	}
}

// CloseErr can be called twice, and says which.
func (s *Session) CloseErr() error { // fact "alias result = @github.com/refvet/refvet/analyzer/testdata/infer.ErrRef if s.ptr == nil; tolerates s.ptr if s.ptr != nil; alias result = nil if s.ptr != nil; release s.ptr if s.ptr != nil; store s.ptr = nil if s.ptr != nil"
	if s.ptr == nil {
		return ErrRef
	}
	C.SSL_SESSION_free(s.ptr)
	s.ptr = nil
	return nil
}

// CloseOwned releases what the flag says.
func (s *Session) CloseOwned() { // fact "tolerates s.ptr if s.owned == 1; release s.ptr if s.owned == 1"
	if s.owned {
		C.SSL_SESSION_free(s.ptr)
	}
}

// CloseOnce releases the first time.
func (s *Session) CloseOnce() { // fact "tolerates s.ptr if s.once.ran == nil; release s.ptr if s.once.ran == nil; store s.once.ran = 1"
	s.once.Do(func() { C.SSL_SESSION_free(s.ptr) })
}

// UpRef takes a reference, or says that it did not.
func (s *Session) UpRef() error { // fact "nonnull s.ptr; (alias result = @github.com/refvet/refvet/analyzer/testdata/infer.ErrRef | alias result = nil; retain s.ptr)"
	if C.SSL_SESSION_up_ref(s.ptr) != 1 {
		return ErrRef
	}
	return nil
}

// Clone is another handle with a reference of its own.
func (s *Session) Clone() (*Session, error) { // fact "nonnull s.ptr; (alias result = nil; alias result1 = nonnil | alias result1 = nil; retain s.ptr; alias result.owned = 1; alias result.ptr = s.ptr)"
	if err := s.UpRef(); err != nil {
		return nil, fmt.Errorf("clone: %w", err)
	}
	return &Session{ptr: s.ptr, owned: true}, nil
}

// New owns its result, which the garbage collector gives back.
func New(c *C.SSL) (*Session, error) { // fact "nonnull c; alias result = nil if c.session == nil; alias result1 = @github.com/refvet/refvet/analyzer/testdata/infer.ErrRef if c.session == nil; alias result1 = nil if c.session != nil; alias result.owned = 1 if c.session != nil; own result.ptr from c.session if c.session != nil; finalizer result = _ if c.session != nil"
	p := C.SSL_get1_session(c)
	if p == nil {
		return nil, ErrRef
	}
	s := &Session{ptr: p, owned: true}
	runtime.SetFinalizer(s, (*Session).Close)
	return s, nil
}

// With lends f a session.
func With(c *C.SSL, f func(*C.SSL_SESSION)) { // fact "nonnull c; call f now with c.session"
	f(C.SSL_get0_session(c))
}

// WithOwned gives f a session.
func WithOwned(c *C.SSL, f func(*C.SSL_SESSION)) { // fact "nonnull c; retain c.session if c.session != nil; call f now with c.session if c.session != nil"
	if s := C.SSL_get1_session(c); s != nil {
		f(s)
	}
}

// Even and Odd free s in the end.
func Even(s *C.SSL_SESSION, n int) { // fact "tolerates s; release s"
	if n == 0 {
		C.SSL_SESSION_free(s)
		return
	}
	Odd(s, n-1)
}

// Odd does what Even does.
func Odd(s *C.SSL_SESSION, n int) { // fact "tolerates s; release s"
	Even(s, n-1)
}

// Down frees s where the recursion ends.
func Down(s *C.SSL_SESSION, n int) { // fact "tolerates s; release s"
	if n > 0 {
		Down(s, n-1)
		return
	}
	C.SSL_SESSION_free(s)
}

// Forever does not return.
func Forever(s *C.SSL_SESSION) { // fact "noreturn"
	Forever(s)
}

// Chain is five deep.
func Chain(s *C.SSL_SESSION) { chain1(s) } // fact "tolerates s; release s"

func chain1(s *C.SSL_SESSION) { chain2(s) }

func chain2(s *C.SSL_SESSION) { chain3(s) }

func chain3(s *C.SSL_SESSION) { chain4(s) }

func chain4(s *C.SSL_SESSION) { C.SSL_SESSION_free(s) }

// Deferred frees when it returns.
func Deferred(s *C.SSL_SESSION) int64 { // fact "tolerates s; release s"
	defer C.SSL_SESSION_free(s)
	return int64(C.SSL_SESSION_get_time(s))
}

// OnError frees if there is an error.
func OnError(s *C.SSL_SESSION, fail bool) (err error) { // fact "tolerates s if fail == 1; alias err = @github.com/refvet/refvet/analyzer/testdata/infer.ErrRef if fail == 1; release s if fail == 1; alias err = nil if fail == 0"
	defer func() {
		if err != nil {
			C.SSL_SESSION_free(s)
		}
	}()
	if fail {
		return ErrRef
	}
	return nil
}

// Swap replaces *p.
func Swap(p **C.SSL_SESSION, s *C.SSL_SESSION) { // fact "tolerates *p; release *p; store *p = s"
	C.SSL_SESSION_free(*p)
	*p = s
}

// Balanced takes a reference, and gives it back.
func Balanced(s *C.SSL_SESSION) { // fact "nonnull s"
	C.SSL_SESSION_up_ref(s)
	C.SSL_SESSION_free(s)
}

// Dup is an independent copy.
func Dup(s *C.SSL_SESSION) *C.SSL_SESSION { return C.SSL_SESSION_dup(s) } // fact "nonnull s; own result as SSL_SESSION nullable; unbound result"

// Replace frees s, and gives a copy.
func Replace(s *C.SSL_SESSION) *C.SSL_SESSION { // fact "nonnull s; own result as SSL_SESSION nullable; unbound result; release s"
	d := C.SSL_SESSION_dup(s)
	C.SSL_SESSION_free(s)
	return d
}

// First picks the first that is not NULL.
func First(a, b *C.SSL_SESSION) *C.SSL_SESSION { // fact "alias result = a if a != nil; alias result = b if a == nil"
	if a != nil {
		return a
	}
	return b
}

// Plain has nothing to do with any session.
func Plain(a, b int) int { // fact "(alias result = a | alias result = b)"
	if a > b {
		return a
	}
	return b
}
