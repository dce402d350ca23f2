package idioms

// #include <openssl/ssl.h>
import "C"

import (
	"os"
	"runtime"
)

// Loops that build things, and loops that carry a session from one round to the
// next.

type entry struct{ p *C.SSL_SESSION }

type link struct {
	e    *entry
	next *link
}

func entryOf(c *C.SSL) *entry { return &entry{C.SSL_get1_session(c)} }

func goodLinked(list []*C.SSL) (head *link) {
	for _, c := range list {
		head = &link{entryOf(c), head}
	}
	return
}

func badLinked(list []*C.SSL) (head *link) {
	for _, c := range list {
		entryOf(c) // want "leak"
		head = &link{nil, head}
	}
	return
}

func goodKeyed(list map[string]*C.SSL) map[string]*entry {
	m := map[string]*entry{}
	for k, c := range list {
		e := entryOf(c)
		if e.p == nil {
			continue
		}
		m[k] = e
	}
	return m
}

func entries(list []*C.SSL) []*entry {
	out := make([]*entry, 0, len(list))
	for _, c := range list {
		out = append(out, entryOf(c))
	}
	return out
}

func goodDrained(list []*C.SSL) {
	left := entries(list)
	for len(left) > 0 {
		e := left[len(left)-1]
		left = left[:len(left)-1]
		C.SSL_SESSION_free(e.p)
	}
}

func goodCarried(list []*C.SSL) {
	var s *C.SSL_SESSION
	for _, c := range list {
		if s != nil {
			C.SSL_set_session(c, s)
			C.SSL_SESSION_free(s)
		}
		s = C.SSL_get1_session(c)
	}
	C.SSL_SESSION_free(s)
}

func badCarried(list []*C.SSL) {
	var s *C.SSL_SESSION
	for _, c := range list {
		if s != nil {
			C.SSL_set_session(c, s)
		}
		s = C.SSL_get1_session(c) // want "leak"
	}
	C.SSL_SESSION_free(s)
}

// A comparison that is stored, and tested by the caller.

type opened struct {
	c  *C.SSL
	ok bool
}

func (o *opened) open(ctx *C.SSL_CTX) bool {
	o.c = C.SSL_new(ctx)
	o.ok = o.c != nil
	return o.ok
}

func goodStoredTest(ctx *C.SSL_CTX) {
	var o opened
	o.open(ctx)
	if o.ok {
		C.SSL_free(o.c)
	}
}

func badStoredTest(ctx *C.SSL_CTX) {
	var o opened
	o.open(ctx) // want "leak"
	if !o.ok {
		C.SSL_free(o.c)
	}
}

// A clear leaves the session as it was, or none.

func goodCleared(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_clear(c)
	t := C.SSL_get1_session(c)
	if t == nil {
		C.SSL_SESSION_free(s)
		return
	}
	C.SSL_SESSION_is_resumable(s) // what is there now was there before
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(t)
}

func badCleared(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_clear(c)
	C.SSL_SESSION_free(C.SSL_get1_session(c))
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
	C.SSL_SESSION_free(s)
}

// A flush takes no session away from the connection that has it.

func goodFlushed(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	C.SSL_CTX_flush_sessions(C.SSL_get_SSL_CTX(c), 0)
	t := C.SSL_get1_session(c)
	_ = t
	C.SSL_SESSION_free(s) // the same session: t's reference
}

func flushedThenLoaded(c *C.SSL) {
	C.SSL_CTX_flush_sessions(C.SSL_get_SSL_CTX(c), 0)
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	C.SSL_SESSION_free(s)
}

func goodFlushedInside(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	C.SSL_do_handshake(c)
	flushedThenLoaded(c)
	C.SSL_SESSION_free(s)
}

func badFlushed(c *C.SSL) {
	a := C.SSL_get1_session(c)
	if a != nil {
		C.SSL_SESSION_free(a)
	}
	s := C.SSL_get_session(c)
	C.SSL_CTX_flush_sessions(C.SSL_get_SSL_CTX(c), 0)
	C.i2d_SSL_SESSION(s, nil) // want "useafterrelease"
	C.SSL_SESSION_free(s)     // want "overrelease"
}

// What a callee's own check proves is not asked of its callers.

func checksAgain(c *C.SSL) {
	C.SSL_read(c, nil, 0)
	if C.SSL_get_session(c) == nil {
		return
	}
	s := C.SSL_get1_session(c)
	if s != nil {
		C.SSL_SESSION_has_ticket(s)
		C.SSL_SESSION_free(s)
	}
}

func goodCheckedInside(c *C.SSL) { checksAgain(c) }

// A reference that is lost, and paid through a later handle of the same session: by
// rule 3 nobody is wrong, if few would write it so.

func goodPaidLater(c *C.SSL) {
	lost := false
	func() {
		defer func() { lost = recover() != nil }()
		s := C.SSL_get1_session(c)
		if len(os.Args) > 1 {
			panic("no")
		}
		C.SSL_SESSION_free(s)
	}()
	t := C.SSL_get1_session(c)
	C.SSL_SESSION_free(t)
	if lost {
		C.SSL_SESSION_free(t)
	}
}

func badPaidTwice(c *C.SSL) {
	s := C.SSL_get1_session(c)
	s = C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(s) // want "overrelease"
}

// A queue with room takes what it is given.

func goodRoom(c *C.SSL) {
	s := C.SSL_get1_session(c)
	queue := make(chan *C.SSL_SESSION, 1)
	select {
	case queue <- s:
	default:
	}
	C.SSL_SESSION_free(<-queue)
}

func badNoRoom(c *C.SSL) {
	s := C.SSL_get1_session(c) // want "leak"
	queue := make(chan *C.SSL_SESSION, 1)
	queue <- nil
	select {
	case queue <- s:
	default:
	}
}

// A function that gives back what it lends.

func badTaken(c *C.SSL) (*C.SSL_SESSION, func()) {
	s := C.SSL_get0_session(c)
	return s, func() { C.SSL_SESSION_free(s) } // want "overrelease"
}

func goodTaken(c *C.SSL) (*C.SSL_SESSION, func()) {
	s := C.SSL_get1_session(c)
	return s, func() { C.SSL_SESSION_free(s) }
}

func goodTakenUsed(c *C.SSL) int64 {
	s, done := goodTaken(c)
	defer done()
	return int64(C.SSL_SESSION_get_time(s))
}

// What a finalizer will free is not there to be freed by others.

func goodLeftToFinalizer(c *C.SSL) {
	p := C.SSL_get1_session(c)
	s := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(s, (*session).free)
	s.time()
	C.SSL_SESSION_free(p)
}

func badTakenFromFinalizer(c *C.SSL) {
	s := &session{C.SSL_get1_session(c)}
	runtime.SetFinalizer(s, (*session).free)
	s.time()
	for range 2 {
		os.Getpid()
	}
	p := C.SSL_get1_session(c)
	C.SSL_SESSION_free(p)
	C.SSL_SESSION_free(p) // want "overrelease"
}

func badBorrowedFinalizerInside(c *C.SSL) {
	s := &session{C.SSL_get0_session(c)}
	runtime.SetFinalizer(s, (*session).free) // want "overrelease"
	s.time()
	os.Getpid()
}
