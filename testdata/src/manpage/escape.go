package manpage

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"

import "sync"

// How a borrowed session outlives its lender.

var last *C.SSL_SESSION

var table = map[string]*C.SSL_SESSION{}

type shelf struct {
	s    *C.SSL_SESSION
	list []*C.SSL_SESSION
	ch   chan *C.SSL_SESSION
}

func badReturned(c *C.SSL) *C.SSL_SESSION {
	defer C.SSL_free(c)
	return C.SSL_get0_session(c) // want "borrowescape"
}

func badReturnedFreed(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get0_session(c)
	C.SSL_free(c)
	return s // want "borrowescape"
}

func goodReturned(c *C.SSL) *C.SSL_SESSION {
	defer C.SSL_free(c)
	return C.SSL_get1_session(c)
}

// The caller sees to the connection.
func goodReturnedLent(c *C.SSL) *C.SSL_SESSION {
	return C.SSL_get0_session(c)
}

func badReturnedLocal(x *C.SSL_CTX) *C.SSL_SESSION {
	c := C.SSL_new(x)
	if c == nil {
		return nil
	}
	defer C.SSL_free(c)
	if C.SSL_connect(c) != 1 {
		return nil
	}
	return C.SSL_get0_session(c) // want "borrowescape"
}

func badReturnedInStruct(c *C.SSL) shelf {
	defer C.SSL_free(c)
	return shelf{s: C.SSL_get0_session(c)} // want "borrowescape"
}

func badReturnedInPointer(c *C.SSL) *shelf {
	h := &shelf{s: C.SSL_get0_session(c)}
	C.SSL_free(c)
	return h // want "borrowescape"
}

func goodReturnedInStruct(c *C.SSL) shelf {
	defer C.SSL_free(c)
	return shelf{s: C.SSL_get1_session(c)}
}

func badOutParameter(c *C.SSL, out **C.SSL_SESSION) {
	*out = C.SSL_get0_session(c) // want "borrowescape"
	C.SSL_free(c)
}

func goodOutParameter(c *C.SSL, out **C.SSL_SESSION) {
	*out = C.SSL_get1_session(c)
	C.SSL_free(c)
}

func badGlobal(c *C.SSL) {
	last = C.SSL_get0_session(c) // want "borrowescape"
	C.SSL_free(c)
}

// Nothing is left behind.
func goodGlobal(c *C.SSL) {
	last = C.SSL_get0_session(c)
	C.SSL_SESSION_get_time(last)
	last = nil
	C.SSL_free(c)
}

func goodGlobalOwned(c *C.SSL) {
	last = C.SSL_get1_session(c)
	C.SSL_free(c)
}

func badMap(c *C.SSL) {
	table["last"] = C.SSL_get0_session(c) // want "borrowescape"
	C.SSL_free(c)
}

func badMapParameter(c *C.SSL, m map[int]*C.SSL_SESSION) {
	s := C.SSL_get0_session(c)
	m[1] = s // want "borrowescape"
	C.SSL_free(c)
}

func goodMap(c *C.SSL, m map[int]*C.SSL_SESSION) {
	m[1] = C.SSL_get1_session(c)
	C.SSL_free(c)
}

func badStruct(c *C.SSL, h *shelf) {
	h.s = C.SSL_get0_session(c) // want "borrowescape"
	C.SSL_free(c)
}

func goodStruct(c *C.SSL, h *shelf) {
	h.s = C.SSL_get1_session(c)
	C.SSL_free(c)
}

// The struct lives no longer than the function.
func goodLocalStruct(c *C.SSL) {
	var h shelf
	h.s = C.SSL_get0_session(c)
	C.SSL_SESSION_get_time(h.s)
	C.SSL_free(c)
}

func badSlice(c *C.SSL, h *shelf) {
	h.list = append(h.list, C.SSL_get0_session(c)) // want "borrowescape"
	C.SSL_free(c)
}

func goodSlice(c *C.SSL, h *shelf) {
	h.list = append(h.list, C.SSL_get1_session(c))
	C.SSL_free(c)
}

func badSent(c *C.SSL, ch chan *C.SSL_SESSION) {
	s := C.SSL_get0_session(c)
	ch <- s // want "borrowescape"
	C.SSL_free(c)
}

func badSentField(c *C.SSL, h *shelf) {
	s := C.SSL_get0_session(c)
	C.SSL_free(c)
	h.ch <- s // want "borrowescape"
}

func goodSent(c *C.SSL, ch chan *C.SSL_SESSION) {
	ch <- C.SSL_get1_session(c)
	C.SSL_free(c)
}

func badGoroutine(c *C.SSL) {
	s := C.SSL_get0_session(c)
	go func() { C.SSL_SESSION_get_time(s) }() // want "borrowescape"
	C.SSL_free(c)
}

func badGoroutineCall(c *C.SSL) {
	s := C.SSL_get0_session(c)
	go C.SSL_SESSION_get_time(s) // want "borrowescape"
	C.SSL_free(c)
}

func goodGoroutineWaited(c *C.SSL) {
	s := C.SSL_get0_session(c)
	var wg sync.WaitGroup
	wg.Go(func() { C.SSL_SESSION_get_time(s) })
	wg.Wait()
	C.SSL_free(c)
}

func goodGoroutineOwns(c *C.SSL) {
	s := C.SSL_get1_session(c)
	go func() {
		C.SSL_SESSION_get_time(s)
		C.SSL_SESSION_free(s)
	}()
	C.SSL_free(c)
}

// The goroutine frees the connection itself, at its end.
func goodGoroutineEnds(c *C.SSL) {
	s := C.SSL_get0_session(c)
	go func() {
		C.SSL_SESSION_get_time(s)
		C.SSL_free(c)
	}()
}

func badCleared(c *C.SSL, h *shelf) {
	h.s = C.SSL_get0_session(c) // want "borrowescape"
	C.SSL_clear(c)
}

// The field is refreshed before anyone can see it.
func goodRefreshed(c *C.SSL, h *shelf) {
	h.s = C.SSL_get0_session(c)
	C.SSL_clear(c)
	h.s = C.SSL_get0_session(c)
}

func badReturnedID(s *C.SSL_SESSION) *C.uchar {
	id := C.SSL_SESSION_get_id(s, nil)
	C.SSL_SESSION_free(s)
	return id // want "borrowescape"
}

func goodReturnedID(s *C.SSL_SESSION) *C.uchar {
	return C.SSL_SESSION_get_id(s, nil)
}

// An owned session is dead after its release, too.
func badReturnedDead(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	return s // want "borrowescape"
}
