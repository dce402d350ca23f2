package idioms

// #include <openssl/ssl.h>
import "C"

import "sync"

// Goroutines that nobody waits for: they may run to their end at once, or late.

func badUsedBeside(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	go func() {
		C.SSL_SESSION_free(s)
	}()
	C.SSL_SESSION_is_resumable(s) // want "useafterrelease"
}

func badUsedBesideCall(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	go C.SSL_SESSION_free(s)
	C.SSL_SESSION_is_resumable(s) // want "useafterrelease"
}

func badReturnedBeside(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get1_session(c)
	go freeDown([]*C.SSL_SESSION{s})
	return s // want "borrowescape"
}

// Whichever comes second is wrong: one finding.
func badFreedBeside(c *C.SSL) {
	s := C.SSL_get1_session(c)
	go func() {
		C.SSL_SESSION_get_time(s)
		C.SSL_SESSION_free(s)
	}()
	C.SSL_SESSION_free(s) // want "overrelease"
}

// The goroutine's reference may be gone when the borrow ends.
func badBorrowBeside(c *C.SSL) {
	s := C.SSL_get1_session(c)
	go func() {
		C.SSL_SESSION_get_time(s)
		C.SSL_SESSION_free(s)
	}()
	t := C.SSL_get0_session(c)
	C.SSL_clear(c)
	C.SSL_SESSION_get_time(t) // want "useafterrelease"
}

func badFreedTwiceBeside(c *C.SSL) {
	s := C.SSL_get1_session(c)
	t := C.SSL_get1_session(c)
	go func() {
		C.SSL_SESSION_free(t)
		C.SSL_SESSION_free(t) // want "overrelease"
	}()
	C.SSL_SESSION_free(s) // want "overrelease"
}

func goodHandedOver(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_get_time(s)
	go func() {
		C.SSL_SESSION_get_time(s)
		C.SSL_SESSION_free(s)
	}()
}

func goodOwnReference(c *C.SSL) {
	s := C.SSL_get1_session(c)
	t := C.SSL_get1_session(c)
	go func() {
		C.SSL_SESSION_free(t)
	}()
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

// The goroutine waits until this function has done with the session.
func goodWaitsForClose(c *C.SSL) {
	s := C.SSL_get1_session(c)
	used := make(chan struct{})
	go func() {
		<-used
		C.SSL_SESSION_free(s)
	}()
	C.SSL_SESSION_get_time(s)
	close(used)
}

func goodWaitsInHelper(c *C.SSL) {
	s := C.SSL_get1_session(c)
	used := make(chan struct{})
	wait := func() { <-used }
	go func() {
		wait()
		C.SSL_SESSION_free(s)
	}()
	C.SSL_SESSION_get_time(s)
	close(used)
}

func goodWaitsForLock(c *C.SSL) {
	s := C.SSL_get1_session(c)
	var mu sync.Mutex
	mu.Lock()
	go func() {
		mu.Lock()
		C.SSL_SESSION_free(s)
		mu.Unlock()
	}()
	C.SSL_SESSION_get_time(s)
	mu.Unlock()
}

func goodWaitsForGroup(c *C.SSL) {
	s := C.SSL_get1_session(c)
	var used sync.WaitGroup
	used.Add(1)
	go func() {
		used.Wait()
		C.SSL_SESSION_free(s)
	}()
	C.SSL_SESSION_get_time(s)
	used.Done()
}

func goodTellsWhenDone(c *C.SSL) {
	s := C.SSL_get1_session(c)
	done := make(chan bool)
	go func() {
		C.SSL_SESSION_get_time(s)
		done <- true
	}()
	<-done
	C.SSL_SESSION_free(s)
}
