package idioms

// #include <openssl/ssl.h>
import "C"

import (
	"runtime"
	"unsafe"
)

// Several references of one session, and the handles that carry them.

// What was lost is paid by the handle that is returned without a reference.
func goodReturnedAfterLoss(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get1_session(c)
	if s == nil {
		return nil
	}
	t := C.SSL_get1_session(c)
	defer C.SSL_SESSION_free(t)
	return t
}

func badReturnedBesideLoss(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get1_session(c) // want "leak"
	if s == nil {
		return nil
	}
	return C.SSL_get1_session(c)
}

// One handle leaves with one reference, whatever was taken through it.
func badReturnedWithTwo(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get1_session(c) // want-or "leak"
	if s == nil {
		return nil
	}
	C.SSL_SESSION_up_ref(s) // want "leak"
	return s
}

// The panic loses a reference; the free through the borrowed handle gives it back.
func goodPaidThroughBorrow(c *C.SSL) {
	lost := false
	func() {
		defer func() { recover() }()
		s := C.SSL_get1_session(c)
		if isOn() {
			lost = true
			panic("no")
		}
		C.SSL_SESSION_free(s)
	}()
	s := C.SSL_get0_session(c)
	if s == nil {
		return // then there was none to lose before
	}
	if lost {
		C.SSL_SESSION_free(s)
	}
}

var sessions []*C.SSL_SESSION

func badOneOfTwoListed(c *C.SSL) {
	sessions = append(sessions, C.SSL_get1_session(c))
	s := C.SSL_get1_session(c) // want "leak"
	C.SSL_SESSION_get_time(s)
}

func goodListed(c *C.SSL) {
	sessions = append(sessions, C.SSL_get1_session(c))
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
}

// The read may leave the session where it is: then there are two references of it.
func badReadBetween(c *C.SSL, b []byte) *C.SSL_SESSION {
	s := C.SSL_get1_session(c)
	if s == nil {
		return nil
	}
	C.SSL_read(c, unsafe.Pointer(&b[0]), C.int(len(b)))
	t := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(s) // want "overrelease"
	return t              // want "borrowescape"
}

func goodReadBetween(c *C.SSL, b []byte) *C.SSL_SESSION {
	s := C.SSL_get1_session(c)
	if s == nil {
		return nil
	}
	C.SSL_read(c, unsafe.Pointer(&b[0]), C.int(len(b)))
	t := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	return t
}

// A set session has the reference of the parameter beside that of the finalizer.
func goodFinalizedBesideParam(c *C.SSL, s *C.SSL_SESSION) {
	if C.SSL_set_session(c, s) != 1 {
		return
	}
	h := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(h, (*session).free)
	C.SSL_SESSION_free(s)
}

// What finalizers and cleanups captured.

func badFinalizerCaptures(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	h := &session{}
	runtime.SetFinalizer(h, func(*session) { C.SSL_SESSION_free(s) }) // want "overrelease"
	runtime.KeepAlive(h)
}

func badCleanupCaptures(c *C.SSL) {
	s := C.SSL_get1_session(c)
	h := &session{}
	runtime.AddCleanup(h, func(int) { C.SSL_SESSION_free(s) }, 0)
	runtime.KeepAlive(h)
	C.SSL_SESSION_free(s) // want "overrelease"
}

func badCleanupCapturesBorrow(c *C.SSL) {
	s := C.SSL_get0_session(c)
	h := &session{}
	runtime.AddCleanup(h, func(int) { C.SSL_SESSION_free(s) }, 0) // want "overrelease"
	runtime.KeepAlive(h)
}

func goodFinalizerCaptures(c *C.SSL) *session {
	s := C.SSL_get1_session(c)
	h := &session{}
	runtime.SetFinalizer(h, func(*session) { C.SSL_SESSION_free(s) })
	return h
}

func goodFinalizerCapturedHere(c *C.SSL) {
	h := goodFinalizerCaptures(c)
	runtime.KeepAlive(h)
}

func goodCleanupsInLoop(c *C.SSL, n int) {
	for range n {
		h := &session{C.SSL_get1_session(c)}
		runtime.AddCleanup(h, func(s *C.SSL_SESSION) { C.SSL_SESSION_free(s) }, h.ptr)
		runtime.KeepAlive(h)
	}
}

// A function that hands back what it was given.

func same[T any](v T) T { return v }

func badDeadHandedOn(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_free(c)
	t := same(s) // want "borrowescape"
	_ = t
}

func freeFirst(a, b *C.SSL_SESSION) *C.SSL_SESSION {
	C.SSL_SESSION_free(a)
	return b
}

func badFirstIsSecond(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	t := freeFirst(s, s) // want "borrowescape"
	_ = t
}

func goodFirstAndSecond(c *C.SSL) {
	s, t := C.SSL_get1_session(c), C.SSL_get1_session(c)
	u := freeFirst(s, t)
	C.SSL_SESSION_free(u)
}
