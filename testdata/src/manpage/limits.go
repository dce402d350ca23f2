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

// Containers: what a helper puts into one, or takes out of one, by a key or at an
// end that is not known.

type rack struct{ m map[string]*C.SSL_SESSION }

func (t *rack) put(k string, s *C.SSL_SESSION) { t.m[k] = s }

func (t *rack) close() {
	for _, s := range t.m {
		C.SSL_SESSION_free(s)
	}
}

func limitTableDropped(c *C.SSL) {
	t := &rack{m: map[string]*C.SSL_SESSION{}}
	t.put("a", C.SSL_get1_session(c)) // want "leak"
}

func limitTableUsed(c *C.SSL) {
	s := C.SSL_get1_session(c)
	t := &rack{m: map[string]*C.SSL_SESSION{}}
	t.m["a"] = s
	t.close()
	C.SSL_SESSION_get_time(s) // want-miss "useafterrelease"
}

func limitSwapRemoved(b, c, d *C.SSL) {
	s, t, u := C.SSL_get1_session(b), C.SSL_get1_session(c), C.SSL_get1_session(d)
	list := []*C.SSL_SESSION{s, t, u}
	C.SSL_SESSION_free(list[0])
	list[0] = list[2]
	freeEach(list...) // want-miss "overrelease"
}

func limitCopied(c *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c)}
	other := make([]*C.SSL_SESSION, 1)
	copy(other, list)
	C.SSL_SESSION_free(list[0])
	C.SSL_SESSION_get_time(other[0]) // want-miss "useafterrelease"
}

// A function that the caller passes is called in a loop, by a helper.

func retry(n int, f func() bool) {
	for range n {
		if f() {
			return
		}
	}
}

func limitRetried(c *C.SSL) {
	var s *C.SSL_SESSION
	retry(2, func() bool {
		s = C.SSL_get1_session(c) // want-miss "leak"
		return isOn()
	})
	C.SSL_SESSION_free(s)
}

func eachOf(list []*C.SSL_SESSION, f func(*C.SSL_SESSION) bool) {
	for _, s := range list {
		if !f(s) {
			return
		}
	}
}

func limitVisited(c, d *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get1_session(d)} // want-miss "leak"
	eachOf(list, func(s *C.SSL_SESSION) bool { C.SSL_SESSION_free(s); return false })
}

// What a function of the caller's put into an argument of the call that makes.

type options struct{ ctx *C.SSL_CTX }

func dialWith(set func(*options)) *C.SSL {
	var o options
	set(&o)
	return C.SSL_new(o.ctx)
}

func limitOptions(x *C.SSL_CTX) {
	dialWith(func(o *options) { o.ctx = x }) // want-miss "leak"
}

// Bits and strings that say who owns, in another function.

const ownIt = 1

func getBy(c *C.SSL, flags int) *C.SSL_SESSION {
	if flags&ownIt != 0 {
		return C.SSL_get1_session(c)
	}
	return C.SSL_get0_session(c)
}

func limitFlagOwned(c *C.SSL) {
	C.SSL_SESSION_free(getBy(c, ownIt)) // want-false "overrelease"
}

func limitFlagBorrowed(c *C.SSL) {
	s := getBy(c, 0) // want-false "leak"
	C.SSL_SESSION_get_time(s)
}

func getMode(c *C.SSL, mode string) *C.SSL_SESSION {
	if mode == "own" {
		return C.SSL_get1_session(c)
	}
	return C.SSL_get0_session(c)
}

func limitModeOwned(c *C.SSL) {
	C.SSL_SESSION_free(getMode(c, "own")) // want-false "overrelease"
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
