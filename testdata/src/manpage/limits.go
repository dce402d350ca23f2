package manpage

// #include <openssl/ssl.h>
import "C"

import (
	"runtime"
	"runtime/cgo"
	"sync"
)

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

// What such a goroutine does wrong by itself is not looked at either.
func limitGoroutineFrees(c *C.SSL, start chan bool) {
	s := C.SSL_get0_session(c)
	go func() {
		<-start
		C.SSL_SESSION_free(s) // want-miss "overrelease"
	}()
	start <- true
}

// A function that a WaitGroup starts is one that runs at some time.
func limitGroup(c *C.SSL) {
	s := C.SSL_get1_session(c) // want-miss "leak"
	var wg sync.WaitGroup
	wg.Go(func() { C.SSL_SESSION_get_time(s) })
	wg.Wait()
}

// Two places of a list that nobody knows but that differ.
func limitPlaces(c, d *C.SSL, i int) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get1_session(d)} // want-miss "leak"
	C.SSL_SESSION_free(list[1-i])
}

// A finalizer that frees on some of its paths is taken for one that does.
func limitFinalizer(c *C.SSL) {
	h := &holder{C.SSL_get1_session(c)} // want-miss "leak"
	runtime.SetFinalizer(h, func(h *holder) {
		if isOn() {
			C.SSL_SESSION_free(h.s)
		}
	})
}

type holder struct{ s *C.SSL_SESSION }

// What a cgo.Handle holds is out of sight.
func limitHandle(c *C.SSL) {
	h := cgo.NewHandle(&holder{C.SSL_get0_session(c)})
	C.SSL_SESSION_free(h.Value().(*holder).s) // want-miss "overrelease"
	h.Delete()
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
