package manpage

// #include <openssl/ssl.h>
import "C"

// Known limits: each is a miss or a false alarm that the engine has today.

var lastSession *C.SSL_SESSION

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

// A reference that only a goroutine has left: it may be gone when the borrow ends.
func limitGoroutine(c *C.SSL) {
	s := C.SSL_get1_session(c)
	go func() {
		C.SSL_SESSION_get_time(s)
		C.SSL_SESSION_free(s)
	}()
	t := C.SSL_get0_session(c)
	C.SSL_clear(c)
	C.SSL_SESSION_get_time(t) // want-miss "useafterrelease"
}
