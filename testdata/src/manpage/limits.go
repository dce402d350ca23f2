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

// SSL_dup of a connection that has begun is that connection.
func limitDup(c *C.SSL) {
	d := C.SSL_dup(c)
	C.SSL_free(d)
	C.SSL_free(d)        // want "overrelease"
	C.SSL_get_version(c) // want-miss "useafterrelease"
}

// A nil dereference panics; a recover makes that an exit.
func limitRecovered(c *C.SSL, p *int) {
	defer func() { recover() }()
	s := C.SSL_get1_session(c) // want-miss "leak"
	*p = 1
	C.SSL_SESSION_free(s)
}
