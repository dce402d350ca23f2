// Package idioms has what real wrappers around OpenSSL do, right and wrong.
package idioms

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

import (
	"errors"
	"os"
	"runtime"
	"runtime/cgo"
	"sync"
)

var errFailed = errors.New("failed")

// isOn is not known to be true or false.
func isOn() bool { return len(os.Args) > 1 }

// Finalizers.

type session struct{ ptr *C.SSL_SESSION }

func (s *session) free() { C.SSL_SESSION_free(s.ptr) }

func (s *session) time() int64 {
	t := int64(C.SSL_SESSION_get_time(s.ptr))
	runtime.KeepAlive(s)
	return t
}

type conn struct{ ssl *C.SSL }

func (c *conn) free() { C.SSL_free(c.ssl) }

func goodFinalizer(c *C.SSL) *session {
	s := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(s, (*session).free)
	return s
}

func goodFinalizerClosure(c *C.SSL) *session {
	s := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(s, func(s *session) { C.SSL_SESSION_free(s.ptr) })
	return s
}

func goodFinalizerDropped(c *C.SSL) {
	s := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(s, (*session).free)
	s.time()
}

func badFinalizerOnlyUses(c *C.SSL) {
	s := &session{C.SSL_get1_session(c)} // want "leak"
	runtime.SetFinalizer(s, func(s *session) { C.SSL_SESSION_get_time(s.ptr) })
}

func badFinalizerToo(c *C.SSL) {
	s := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(s, (*session).free)
	s.free() // want "overrelease"
}

func goodFinalizerCleared(c *C.SSL) {
	s := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(s, (*session).free)
	s.time()
	runtime.SetFinalizer(s, nil)
	s.free()
}

// The finalizer finds NULL.
func goodFieldCleared(c *C.SSL) {
	s := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(s, (*session).free)
	s.free()
	s.ptr = nil
	runtime.KeepAlive(s)
}

func goodCleanup(c *C.SSL) *session {
	p := C.SSL_get1_session(c)
	s := &session{p}
	runtime.AddCleanup(s, func(p *C.SSL_SESSION) { C.SSL_SESSION_free(p) }, p)
	return s
}

func badCleanupToo(c *C.SSL) {
	p := C.SSL_get1_session(c)
	s := &session{p}
	runtime.AddCleanup(s, func(p *C.SSL_SESSION) { C.SSL_SESSION_free(p) }, p)
	C.SSL_SESSION_free(p) // want "overrelease"
	runtime.KeepAlive(s)
}

func goodCleanupStopped(c *C.SSL) {
	p := C.SSL_get1_session(c)
	s := &session{p}
	cl := runtime.AddCleanup(s, func(p *C.SSL_SESSION) { C.SSL_SESSION_free(p) }, p)
	cl.Stop()
	C.SSL_SESSION_free(p)
	runtime.KeepAlive(s)
}

// The finalizer is cleared to hand the reference on.
func (s *session) detach() *C.SSL_SESSION {
	runtime.SetFinalizer(s, nil)
	return s.ptr
}

func goodDetached(c *C.SSL) {
	s := goodFinalizer(c)
	p := s.detach()
	C.SSL_SESSION_get_time(p)
	C.SSL_SESSION_free(p)
}

func badDetached(c *C.SSL) {
	s := goodFinalizer(c) // want "leak"
	p := s.detach()       // want-or "leak"
	C.SSL_SESSION_get_time(p)
}

// Without KeepAlive the finalizer may run before the use.
func badNoKeepAlive(x *C.SSL_CTX) {
	c := &conn{C.SSL_new(x)}
	if c.ssl == nil {
		return
	}
	runtime.SetFinalizer(c, (*conn).free)
	if C.SSL_connect(c.ssl) != 1 {
		return
	}
	s := C.SSL_get0_session(c.ssl)
	C.SSL_SESSION_get_time(s) // want-miss "useafterrelease"
}

func goodKeepAlive(x *C.SSL_CTX) {
	c := &conn{C.SSL_new(x)}
	if c.ssl == nil {
		return
	}
	runtime.SetFinalizer(c, (*conn).free)
	if C.SSL_connect(c.ssl) != 1 {
		return
	}
	s := C.SSL_get0_session(c.ssl)
	C.SSL_SESSION_get_time(s)
	runtime.KeepAlive(c)
}

// Free on error only.

func goodFreeOnError(c *C.SSL) (s *C.SSL_SESSION, err error) {
	p := C.SSL_get1_session(c)
	defer func() {
		if err != nil {
			C.SSL_SESSION_free(p)
		}
	}()
	if isOn() {
		return nil, errFailed
	}
	return p, nil
}

// The return overwrites the variable that the deferred closure frees.
func badFreeOnError(c *C.SSL) (s *C.SSL_SESSION, err error) {
	s = C.SSL_get1_session(c) // want "leak"
	defer func() {
		if err != nil {
			C.SSL_SESSION_free(s)
		}
	}()
	if isOn() {
		return nil, errFailed
	}
	return s, nil
}

func badFreeOnErrorTwo(c, d *C.SSL) (s, t *C.SSL_SESSION, err error) {
	defer func() {
		if err != nil {
			C.SSL_SESSION_free(s)
			C.SSL_SESSION_free(t)
		}
	}()
	s = C.SSL_get1_session(c) // want "leak"
	if s == nil {
		return nil, nil, errFailed
	}
	t = C.SSL_get1_session(d)
	if t == nil {
		return nil, nil, errFailed
	}
	return s, t, nil
}

// A bare return leaves the results alone.
func goodFreeOnErrorBare(c *C.SSL) (s *C.SSL_SESSION, err error) {
	s = C.SSL_get1_session(c)
	defer func() {
		if err != nil {
			C.SSL_SESSION_free(s)
			s = nil
		}
	}()
	if isOn() {
		err = errFailed
		return
	}
	return s, nil
}

// Freed, and returned all the same.
func badFreeOnErrorReturned(c *C.SSL) (*C.SSL_SESSION, error) {
	s := C.SSL_get1_session(c)
	if isOn() {
		C.SSL_SESSION_free(s)
		return s, errFailed // want "borrowescape"
	}
	return s, nil
}

// Moving by setting nil.

func goodMoved(c *C.SSL) *session {
	p := C.SSL_get1_session(c)
	defer func() { C.SSL_SESSION_free(p) }()
	if isOn() {
		return nil
	}
	s := &session{p}
	p = nil
	return s
}

func badNotMoved(c *C.SSL) *session {
	p := C.SSL_get1_session(c)
	defer func() { C.SSL_SESSION_free(p) }()
	if isOn() {
		return nil
	}
	return &session{p} // want "borrowescape"
}

// The deferred call has its argument already.
func badMovedTooLate(c *C.SSL) *session {
	p := C.SSL_get1_session(c)
	defer C.SSL_SESSION_free(p)
	s := &session{p}
	p = nil
	return s // want "borrowescape"
}

// Close that may be called again, and its opposite.

type closer struct{ ptr *C.SSL_SESSION }

func (s *closer) Close() error {
	if s.ptr != nil {
		C.SSL_SESSION_free(s.ptr)
		s.ptr = nil
	}
	return nil
}

type onceCloser struct {
	ptr  *C.SSL_SESSION
	once sync.Once
}

func (s *onceCloser) Close() error {
	s.once.Do(func() { C.SSL_SESSION_free(s.ptr) })
	return nil
}

type flagCloser struct {
	ptr    *C.SSL_SESSION
	closed bool
}

func (s *flagCloser) Close() error {
	if s.closed {
		return errFailed
	}
	s.closed = true
	C.SSL_SESSION_free(s.ptr)
	return nil
}

type plainCloser struct{ ptr *C.SSL_SESSION }

func (s *plainCloser) Close() error {
	C.SSL_SESSION_free(s.ptr)
	return nil
}

func goodCloser(c *C.SSL) {
	s := &closer{C.SSL_get1_session(c)}
	defer s.Close()
	if isOn() {
		s.Close()
	}
}

func goodOnceCloser(c *C.SSL) {
	s := &onceCloser{ptr: C.SSL_get1_session(c)}
	defer s.Close()
	s.Close()
}

func goodFlagCloser(c *C.SSL) {
	s := &flagCloser{ptr: C.SSL_get1_session(c)}
	defer s.Close()
	s.Close()
}

func badPlainCloser(c *C.SSL) {
	s := &plainCloser{C.SSL_get1_session(c)}
	defer s.Close() // want "overrelease"
	if isOn() {
		s.Close()
	}
}

// A wrapper that is copied is closed once for each copy.
func badCopiedCloser(c *C.SSL) {
	s := closer{C.SSL_get1_session(c)}
	t := s
	s.Close()
	t.Close() // want "overrelease"
}

func badClosedUse(c *C.SSL) {
	s := &plainCloser{C.SSL_get1_session(c)}
	s.Close()
	C.SSL_SESSION_get_time(s.ptr) // want "useafterrelease"
}

// NULL after Close is no dead session.
func goodClosedUse(c *C.SSL) {
	s := &closer{C.SSL_get1_session(c)}
	s.Close()
	C.SSL_SESSION_get_time(s.ptr)
}

func badClosedNull(c *C.SSL) {
	s := &closer{C.SSL_get1_session(c)}
	s.Close()
	C.SSL_SESSION_is_resumable(s.ptr) // want "nullresult"
}

// A borrowed session that keeps its lender alive.

type view struct {
	ptr *C.SSL_SESSION
	ref *conn
}

func newConn(x *C.SSL_CTX) *conn {
	p := C.SSL_new(x)
	if p == nil {
		return nil
	}
	c := &conn{p}
	runtime.SetFinalizer(c, (*conn).free)
	return c
}

func goodView(x *C.SSL_CTX) *view {
	c := newConn(x)
	if c == nil || C.SSL_connect(c.ssl) != 1 {
		return nil
	}
	return &view{C.SSL_get0_session(c.ssl), c}
}

// Nothing keeps the connection, and its finalizer frees the session.
func badView(x *C.SSL_CTX) *view {
	c := newConn(x)
	if c == nil || C.SSL_connect(c.ssl) != 1 {
		return nil
	}
	return &view{ptr: C.SSL_get0_session(c.ssl)} // want-miss "borrowescape"
}

// Out-parameters.

func get1(c *C.SSL, out **C.SSL_SESSION) bool {
	*out = C.SSL_get1_session(c)
	return *out != nil
}

func get0(c *C.SSL, out **C.SSL_SESSION) bool {
	*out = C.SSL_get0_session(c)
	return *out != nil
}

func goodOutOwned(c *C.SSL) {
	var s *C.SSL_SESSION
	if !get1(c, &s) {
		return
	}
	C.SSL_SESSION_is_resumable(s)
	C.SSL_SESSION_free(s)
}

func badOutOwned(c *C.SSL) {
	var s *C.SSL_SESSION
	if get1(c, &s) { // want "leak"
		C.SSL_SESSION_is_resumable(s)
	}
}

func goodOutBorrowed(c *C.SSL) {
	var s *C.SSL_SESSION
	if get0(c, &s) {
		C.SSL_SESSION_is_resumable(s)
	}
}

func badOutBorrowed(c *C.SSL) {
	var s *C.SSL_SESSION
	if get0(c, &s) {
		C.SSL_SESSION_free(s) // want "overrelease"
	}
}

func badOutUnchecked(c *C.SSL) {
	var s *C.SSL_SESSION
	get0(c, &s)
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
}

// Ownership that an argument chooses.

const (
	set0 = 0
	set1 = 1
)

// give takes over the caller's reference iff how is set0.
func give(c *C.SSL, s *C.SSL_SESSION, how int) {
	C.SSL_set_session(c, s)
	if how == set0 {
		C.SSL_SESSION_free(s)
	}
}

func goodGive0(c, d *C.SSL) {
	give(c, C.SSL_get1_session(d), set0)
}

func goodGive1(c, d *C.SSL) {
	s := C.SSL_get1_session(d)
	give(c, s, set1)
	C.SSL_SESSION_free(s)
}

func badGive0(c, d *C.SSL) {
	s := C.SSL_get1_session(d)
	give(c, s, set0)
	C.SSL_SESSION_free(s) // want "overrelease"
}

func badGive1(c, d *C.SSL) {
	give(c, C.SSL_get1_session(d), set1) // want "leak"
}

// Registries of handles.

func goodHandle(c *C.SSL) cgo.Handle {
	return cgo.NewHandle(&session{C.SSL_get1_session(c)})
}

func goodHandleValue(h cgo.Handle) {
	s := h.Value().(*session)
	C.SSL_SESSION_free(s.ptr)
	h.Delete()
}

func goodHandleRound(c *C.SSL) {
	h := cgo.NewHandle(&session{C.SSL_get1_session(c)})
	s := h.Value().(*session)
	s.free()
	h.Delete()
}

func badHandleEscape(c *C.SSL) cgo.Handle {
	s := C.SSL_get0_session(c)
	defer C.SSL_free(c)
	return cgo.NewHandle(&session{s}) // want "borrowescape"
}

// Objects that live only for a call.

func with(c *C.SSL, f func(*C.SSL_SESSION) error) error {
	s := C.SSL_get1_session(c)
	if s == nil {
		return errFailed
	}
	defer C.SSL_SESSION_free(s)
	return f(s)
}

func goodWith(c *C.SSL) (t int64, err error) {
	err = with(c, func(s *C.SSL_SESSION) error {
		C.SSL_SESSION_is_resumable(s)
		t = int64(C.SSL_SESSION_get_time(s))
		return nil
	})
	return t, err
}

func goodWithUpRef(c *C.SSL) (*C.SSL_SESSION, error) {
	var out *C.SSL_SESSION
	err := with(c, func(s *C.SSL_SESSION) error {
		if C.SSL_SESSION_up_ref(s) != 1 {
			return errFailed
		}
		out = s
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func badWithKept(c *C.SSL) {
	var out *C.SSL_SESSION
	with(c, func(s *C.SSL_SESSION) error { out = s; return nil })
	C.SSL_SESSION_get_time(out) // want "useafterrelease"
}

func badWithReturned(c *C.SSL) (out *C.SSL_SESSION) {
	with(c, func(s *C.SSL_SESSION) error { out = s; return nil })
	return out // want "borrowescape"
}

func badWithFreed(c *C.SSL) {
	with(c, func(s *C.SSL_SESSION) error { C.SSL_SESSION_free(s); return nil }) // want "overrelease"
}

func badWithUpRef(c *C.SSL) error {
	return with(c, func(s *C.SSL_SESSION) error { C.SSL_SESSION_up_ref(s); return nil }) // want "leak"
}

// Objects made once for the process.

var defaultContext = sync.OnceValue(func() *C.SSL_CTX { return C.SSL_CTX_new(C.TLS_method()) })

func goodOnceValue() *C.SSL { return C.SSL_new(defaultContext()) }

var (
	sharedOnce sync.Once
	shared     *C.SSL_CTX
)

func goodShared() *C.SSL_CTX {
	sharedOnce.Do(func() { shared = C.SSL_CTX_new(C.TLS_method()) })
	return shared
}

func goodSharedUsed() *C.SSL { return C.SSL_new(goodShared()) }

var lazy *C.SSL_CTX

func goodLazy() *C.SSL_CTX {
	if lazy == nil {
		lazy = C.SSL_CTX_new(C.TLS_method())
	}
	return lazy
}

// Many sessions.

func goodMany(list []*C.SSL) {
	var all []*C.SSL_SESSION
	for _, c := range list {
		all = append(all, C.SSL_get1_session(c))
	}
	for _, s := range all {
		C.SSL_SESSION_free(s)
	}
}

func goodManyDeferred(list []*C.SSL) {
	var all []*C.SSL_SESSION
	defer func() {
		for _, s := range all {
			C.SSL_SESSION_free(s)
		}
	}()
	for _, c := range list {
		s := C.SSL_get1_session(c)
		if s == nil {
			return
		}
		all = append(all, s)
	}
}

func badMany(list []*C.SSL) {
	var all []*C.SSL_SESSION
	for _, c := range list {
		all = append(all, C.SSL_get1_session(c)) // want "leak"
	}
	for _, s := range all {
		C.SSL_SESSION_get_time(s)
	}
}

type pool struct {
	mu   sync.Mutex
	all  map[string]*C.SSL_SESSION
	idle []*session
}

func (p *pool) goodPut(key string, c *C.SSL) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if old := p.all[key]; old != nil {
		C.SSL_SESSION_free(old)
	}
	p.all[key] = C.SSL_get1_session(c)
}

func (p *pool) goodIdle(c *C.SSL) {
	s := &session{C.SSL_get1_session(c)}
	p.idle = append(p.idle, s)
}

func (p *pool) goodClose() {
	for key, s := range p.all {
		C.SSL_SESSION_free(s)
		delete(p.all, key)
	}
	for _, s := range p.idle {
		s.free()
	}
	p.idle = nil
}

// Constructors that fail half way.

type pair struct{ s, t *C.SSL_SESSION }

func goodPair(c, d *C.SSL) (*pair, error) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return nil, errFailed
	}
	t := C.SSL_get1_session(d)
	if t == nil {
		C.SSL_SESSION_free(s)
		return nil, errFailed
	}
	return &pair{s, t}, nil
}

func badPair(c, d *C.SSL) (*pair, error) {
	p := &pair{s: C.SSL_get1_session(c)} // want "leak"
	if p.s == nil {
		return nil, errFailed
	}
	p.t = C.SSL_get1_session(d)
	if p.t == nil {
		return nil, errFailed
	}
	return p, nil
}

func (p *pair) close() {
	C.SSL_SESSION_free(p.s)
	C.SSL_SESSION_free(p.t)
}

func goodPairUsed(c, d *C.SSL) error {
	p, err := goodPair(c, d)
	if err != nil {
		return err
	}
	defer p.close()
	C.SSL_SESSION_is_resumable(p.s)
	C.SSL_SESSION_is_resumable(p.t)
	return nil
}

func badPairUsed(c, d *C.SSL) error {
	p, err := goodPair(c, d)
	if err != nil {
		return err
	}
	p.close()
	C.SSL_SESSION_is_resumable(p.t) // want "useafterrelease"
	return nil
}

// A finalizer that gives back what was only borrowed.

func badBorrowedFinalizer(c *C.SSL) *session {
	s := &session{C.SSL_get0_session(c)}
	runtime.SetFinalizer(s, (*session).free) // want "overrelease"
	return s
}

func goodOwnedFinalizer(c *C.SSL) *session {
	s := &session{C.SSL_get0_session(c)}
	if s.ptr == nil {
		return nil
	}
	C.SSL_SESSION_up_ref(s.ptr)
	runtime.SetFinalizer(s, (*session).free)
	return s
}

func badBorrowedCleanup(c *C.SSL) *session {
	s := &session{C.SSL_get0_session(c)}
	runtime.AddCleanup(s, func(p *C.SSL_SESSION) { C.SSL_SESSION_free(p) }, s.ptr) // want "overrelease"
	return s
}
