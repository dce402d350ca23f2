package idioms

// #include <openssl/ssl.h>
import "C"

// Helpers over lists, of sessions that are one or several objects.

func freeEach(list ...*C.SSL_SESSION) {
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
}

func freeAfterFirst(list []*C.SSL_SESSION) {
	for _, s := range list[1:] {
		C.SSL_SESSION_free(s)
	}
}

func freeDown(list []*C.SSL_SESSION) {
	if len(list) == 0 {
		return
	}
	C.SSL_SESSION_free(list[0])
	freeDown(list[1:])
}

func readEach(list ...*C.SSL_SESSION) {
	for _, s := range list {
		C.SSL_SESSION_get_time(s)
	}
}

func goodFreeMany(c, d, e, f, g *C.SSL) {
	freeEach(C.SSL_get1_session(c), C.SSL_get1_session(d), C.SSL_get1_session(e), C.SSL_get1_session(f), C.SSL_get1_session(g))
}

func goodFreeDown(c, d, e, f, g *C.SSL) {
	freeDown([]*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get1_session(d), C.SSL_get1_session(e), C.SSL_get1_session(f), C.SSL_get1_session(g)})
}

func badReadMany(c, d, e, f *C.SSL) {
	s := C.SSL_get1_session(c) // want "leak"
	t := C.SSL_get1_session(d) // want "leak"
	u := C.SSL_get1_session(e) // want "leak"
	v := C.SSL_get1_session(f) // want "leak"
	readEach(s, t, u, v)
}

func badFreeAfterFirst(c, d *C.SSL) {
	s := C.SSL_get1_session(c) // want "leak"
	t := C.SSL_get1_session(d)
	freeAfterFirst([]*C.SSL_SESSION{s, t})
}

func badFreedDownToo(c *C.SSL) {
	s := C.SSL_get1_session(c)
	freeDown([]*C.SSL_SESSION{s})
	C.SSL_SESSION_free(s) // want "overrelease"
}

// The two are one object with two references.
func badOneOfTwo(c *C.SSL) {
	s := C.SSL_get1_session(c)
	freeDown([]*C.SSL_SESSION{s})
	t := C.SSL_get1_session(c) // want "leak"
	C.SSL_SESSION_get_time(t)
}

// A helper's elements behind those that are told apart: see limits.go.
func goodFreeManyOnce(c, d, e, f *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get1_session(d), C.SSL_get1_session(e), C.SSL_get1_session(f)}
	readEach(list...)
	freeEach(list...)
}

// Many references of one session.
func goodSix(c *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get1_session(c), C.SSL_get1_session(c), C.SSL_get1_session(c), C.SSL_get1_session(c), C.SSL_get1_session(c)}
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
}

func badFive(c *C.SSL) *C.SSL_SESSION {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get1_session(c), C.SSL_get1_session(c), C.SSL_get1_session(c), C.SSL_get1_session(c)}
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
	return list[0] // want "borrowescape"
}
