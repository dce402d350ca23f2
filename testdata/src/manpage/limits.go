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

// A goroutine that waits for this function: nobody knows when it goes on.
func limitGoroutine(c *C.SSL, start chan bool) {
	s := C.SSL_get1_session(c)
	go func() {
		<-start
		C.SSL_SESSION_free(s)
	}()
	t := C.SSL_get0_session(c)
	start <- true
	C.SSL_clear(c)
	C.SSL_SESSION_get_time(t) // want-miss "useafterrelease"
}

func freeEach(list ...*C.SSL_SESSION) {
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
}

// A helper goes through a list: what it does with the elements from the third on
// is not told apart, so that they are taken to be in good hands.
func limitThird(b, c, d *C.SSL) {
	s, t, u := C.SSL_get1_session(b), C.SSL_get1_session(c), C.SSL_get1_session(d)
	freeEach(s, t, u)
	C.SSL_SESSION_free(u) // want-miss "overrelease"
}
