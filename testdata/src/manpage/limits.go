package manpage

// #include <openssl/ssl.h>
import "C"

// Known limits: each is a miss or a false alarm that the engine has today.

type link struct {
	s    *C.SSL_SESSION
	next *link
}

type cursor struct{ c *C.SSL }

var lastSession *C.SSL_SESSION

// A session that was handed to one connection and comes back from another: which
// of two objects the variable names is not known any more.
func limitLoopReuse(list []*C.SSL) {
	var s *C.SSL_SESSION
	for _, c := range list {
		if s != nil {
			C.SSL_set_session(c, s)
			C.SSL_SESSION_free(s)
		}
		s = C.SSL_get1_session(c)
	}
	C.SSL_SESSION_free(s) // want-false "overrelease"
}

// An owned session that stays behind in a global after it was freed.
func limitDangling(c *C.SSL) {
	s := C.SSL_get1_session(c)
	lastSession = s // want-miss "borrowescape"
	C.SSL_SESSION_free(s)
}

// A reference that a getter takes for its caller, of a session in a map.
func limitCached(m map[string]*C.SSL_SESSION, name string) {
	s := m[name]
	if s == nil {
		return
	}
	C.SSL_SESSION_up_ref(s) // want-miss "leak"
}
