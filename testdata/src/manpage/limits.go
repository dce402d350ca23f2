package manpage

// #include <openssl/ssl.h>
import "C"

import (
	"container/list"
	"errors"
	"maps"
	"math/rand/v2"
	"runtime"
	"runtime/cgo"
	"slices"
	"sync"
	"sync/atomic"
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

// A panic of a callee that a recover here makes an exit; so does Goexit.
func maybePanic() {
	if isOn() {
		panic("no")
	}
}

func limitPanicked(c *C.SSL) {
	defer func() { recover() }()
	s := C.SSL_get1_session(c) // want-miss "leak"
	maybePanic()
	C.SSL_SESSION_free(s)
}

func limitGoexit(c *C.SSL) {
	s := C.SSL_get1_session(c)
	defer C.SSL_SESSION_free(s) // want-miss "overrelease"
	C.SSL_SESSION_free(s)
	runtime.Goexit()
}

// A function out of a package-level table.
var getters = map[string]func(*C.SSL) *C.SSL_SESSION{"lend": func(c *C.SSL) *C.SSL_SESSION { return C.SSL_get0_session(c) }}

func limitTable(c *C.SSL) {
	C.SSL_SESSION_free(getters["lend"](c)) // want-miss "overrelease"
}

// A map that a constructor makes: its elements are not told to callers.
func newTable(x *C.SSL_CTX) map[string]*C.SSL { return map[string]*C.SSL{"a": C.SSL_new(x)} }

func limitMade(x *C.SSL_CTX) {
	m := newTable(x) // want-miss "leak"
	C.SSL_get_version(m["a"])
}

// The context of a session that came with a handshake is not told to helpers.
func limitHome() {
	x, y := C.SSL_CTX_new(C.TLS_client_method()), C.SSL_CTX_new(C.TLS_client_method())
	c := C.SSL_new(x)
	C.SSL_do_handshake(c)
	s := C.SSL_get1_session(c)
	C.SSL_free(c)
	resumeIn(y, s) // want-miss "crosscontext"
	C.SSL_SESSION_free(s)
	C.SSL_CTX_free(x)
	C.SSL_CTX_free(y)
}

func resumeIn(y *C.SSL_CTX, s *C.SSL_SESSION) {
	c := C.SSL_new(y)
	if s != nil {
		C.SSL_set_session(c, s)
	}
	C.SSL_free(c)
}

// A cleanup that a constructor sets is one of the field, whatever lies there later.
func newCleaned(c *C.SSL) *holder {
	h := &holder{C.SSL_get1_session(c)}
	runtime.AddCleanup(h, func(s *C.SSL_SESSION) { C.SSL_SESSION_free(s) }, h.s)
	return h
}

func limitCleaned(c *C.SSL) {
	h := newCleaned(c)
	C.SSL_SESSION_free(h.s) // want-miss "overrelease"
	h.s = nil
}

// Questions that are the same, which is not seen: of a string's length, of what was
// joined, and of words and errors that another function answers.

func limitLength(c *C.SSL, name string) {
	var s *C.SSL_SESSION
	if len(name) > 0 {
		s = C.SSL_get1_session(c) // want-false "leak"
	}
	if name != "" {
		C.SSL_SESSION_free(s)
	}
}

func limitSize(c *C.SSL, m map[string]int) {
	var s *C.SSL_SESSION
	if len(m) == 0 {
		s = C.SSL_get1_session(c) // want-false "leak"
	}
	if len(m) == 0 {
		C.SSL_SESSION_free(s)
	}
}

func getWord(c *C.SSL, own bool) (*C.SSL_SESSION, string) {
	if own {
		return C.SSL_get1_session(c), "owned"
	}
	return C.SSL_get0_session(c), "borrowed"
}

func limitWord(c *C.SSL, own bool) {
	s, whose := getWord(c, own) // want-false "leak"
	if whose == "owned" {
		C.SSL_SESSION_free(s) // want-false "overrelease"
	}
}

type carrier struct{ s *C.SSL_SESSION }

func (*carrier) Error() string { return "carried" }

func failWith(c *C.SSL) error { return &carrier{C.SSL_get1_session(c)} }

func limitCarried(c *C.SSL) {
	err := failWith(c) // want-false "leak"
	var e *carrier
	if errors.As(err, &e) {
		C.SSL_SESSION_free(e.s)
	}
}

// What is appended to a list of which nobody knows what it holds may be any of the
// references of its session.
var all []*C.SSL_SESSION

func limitAppended(c *C.SSL) {
	s := C.SSL_get1_session(c) // want-miss "leak"
	all = append(all, C.SSL_get1_session(c))
	C.SSL_SESSION_get_time(s)
}

// The nodes of a list that a loop makes are not told apart, nor are the references
// that they hold.
type link struct {
	s    *C.SSL_SESSION
	next *link
}

func limitLinks(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get1_session(c)
	var l *link
	for range 4 {
		l = &link{C.SSL_get1_session(c), l}
	}
	for ; l != nil; l = l.next {
		C.SSL_SESSION_free(l.s)
	}
	C.SSL_SESSION_free(s)
	return s // want-miss "borrowescape"
}

// Two cleanups may give back what is one reference.
func limitCleanups(c *C.SSL) {
	h := &holder{C.SSL_get1_session(c)}
	runtime.AddCleanup(h, func(s *C.SSL_SESSION) { C.SSL_SESSION_free(s) }, h.s)
	g := &holder{}
	s := h.s
	runtime.AddCleanup(g, func(int) { C.SSL_SESSION_free(s) }, 0) // want-miss "overrelease"
}

// A function with a goroutine that frees, and a reference of the same session that
// an index picks.
func limitBeside(c *C.SSL, i int) {
	s := C.SSL_get1_session(c)
	go func() { C.SSL_SESSION_free(s) }()
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get0_session(c)}
	C.SSL_SESSION_free(list[i])
	C.SSL_SESSION_free(list[1-i]) // want-miss "overrelease"
}

// A function literal is judged by itself, even if it never runs.
func limitLiteral(c *C.SSL) {
	h := &holder{C.SSL_get1_session(c)}
	runtime.SetFinalizer(h, func(h *holder) {
		C.SSL_SESSION_free(h.s)
		C.SSL_SESSION_free(h.s) // want-false "overrelease"
	})
	runtime.SetFinalizer(h, nil)
	C.SSL_SESSION_free(h.s)
}

// What a goroutine is given it is taken to use.
func limitIdle(x *C.SSL_CTX) {
	c := C.SSL_new(x)
	C.SSL_do_handshake(c)
	s := C.SSL_get0_session(c)
	go func(s *C.SSL_SESSION) {}(s) // want-false "borrowescape"
	C.SSL_free(c)
}

// One finding stands for all orders of a goroutine and what goes on beside it.
func limitOrders(c *C.SSL) {
	s := C.SSL_get0_session(c)
	go func() { // want-miss "borrowescape"
		C.SSL_SESSION_get_time(s)
		C.SSL_SESSION_free(s) // want "overrelease"
	}()
	C.SSL_free(c)
}

// Numbers that are no integers, or of 64 bits all set.
func limitFloat(c *C.SSL) {
	s := C.SSL_get1_session(c) // want-false "leak"
	x := 5.0
	if x/2 > 2 {
		C.SSL_SESSION_free(s)
	}
}

type holders struct {
	refs uint64
	s    *C.SSL_SESSION
}

func (h *holders) release() {
	if atomic.AddUint64(&h.refs, ^uint64(0)) == 0 {
		C.SSL_SESSION_free(h.s)
	}
}

func limitAllBits(c *C.SSL) {
	h := &holders{refs: 2, s: C.SSL_get1_session(c)} // want-false "leak"
	h.release()
	h.release() // want-false "overrelease"
}

// Several references of one session, and a cleanup: it is taken for the one that has
// the reference of s, though it gives back that of t, which is lost.
func limitWhich(c *C.SSL, ok bool) *C.SSL_SESSION {
	h := &holder{C.SSL_get0_session(c)}
	runtime.AddCleanup(h, func(s *C.SSL_SESSION) { C.SSL_SESSION_free(s) }, h.s)
	s := C.SSL_get1_session(c)
	if ok {
		C.SSL_SESSION_get_time(s)
	}
	C.SSL_SESSION_free(s) // want-false "overrelease"
	t := C.SSL_get1_session(c)
	_ = t
	return C.SSL_get1_session(c)
}

// A cleanup that is set in each round of a loop is taken for one.
func limitEachRound(s *C.SSL_SESSION, n int) {
	for range n {
		h := &holder{}
		runtime.AddCleanup(h, func(int) { C.SSL_SESSION_free(s) }, 0) // want-miss "overrelease"
		runtime.KeepAlive(h)
	}
}

// A flush may end a borrow that a reference keeps good for a while.
func limitKeptOverFlush(c *C.SSL) *C.SSL_SESSION {
	b := C.SSL_get0_session(c)
	s := C.SSL_get1_session(c)
	C.SSL_CTX_flush_sessions(C.SSL_get_SSL_CTX(c), 0)
	C.SSL_SESSION_free(s)
	return b // want-miss "borrowescape"
}

// The result of a helper that gives its argument back is compared with nil: that says
// nothing of the argument.
func limitGivenBack(s *C.SSL_SESSION) {
	if t := giveBack(s); t != nil {
		C.SSL_SESSION_get_time(t)
	}
	C.SSL_SESSION_get_protocol_version(s) // want-false "nullresult"
}

func giveBack(s *C.SSL_SESSION) *C.SSL_SESSION { return s }

// A recursion that ends only by a panic: what comes after it never happens.
func limitEndless(list []*C.SSL_SESSION) {
	C.SSL_SESSION_free(list[0])
	if len(list) == 0 {
		return
	}
	limitEndless(list[1:])      // want-false "overrelease"
	C.SSL_SESSION_free(list[0]) // want-false "overrelease"
}

// A method that a nil receiver crashes: what comes after it never happens.
func limitNilReceiver(x *C.SSL_CTX) {
	h := noHolder()
	h.time()
	C.SSL_new(x) // want-false "leak"
}

func noHolder() *holder { return nil }

func (h *holder) time() { C.SSL_SESSION_get_time(h.s) }

// Loops that count references of one session many ways: what plain values say of who
// owns is forgotten where there are too many.
func limitForgotten(c *C.SSL, n int) {
	var s *C.SSL_SESSION
	mode := rand.IntN(3)
	switch mode {
	case 0:
		s = C.SSL_get1_session(c) // want-miss "leak"
	case 1:
		s = C.SSL_get1_session(c)
	}
	own := mode == 1
	defer func() {
		if own {
			C.SSL_SESSION_free(s)
		}
	}()
	var list []*C.SSL_SESSION
	for range rand.IntN(4) {
		if s := C.SSL_get1_session(c); s != nil {
			list = append(list, s)
		}
	}
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
}

// What functions of the standard library do with the elements of a list.
func limitClone(c *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c)}
	again := slices.Clone(list)
	C.SSL_SESSION_free(list[0])
	C.SSL_SESSION_free(again[0]) // want-miss "overrelease"
}

func limitDeleted(b, c *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(b), C.SSL_get1_session(c)} // want-miss "leak"
	list = slices.Delete(list, 1, 2)
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
}

func limitIndexed(c *C.SSL) {
	s := C.SSL_get1_session(c) // want-false "leak"
	list := []*C.SSL_SESSION{s}
	if i := slices.Index(list, s); i >= 0 {
		C.SSL_SESSION_free(list[i])
	}
}

func limitElement(c *C.SSL) {
	l := list.New()
	s := C.SSL_get1_session(c)
	e := l.PushFront(s)
	C.SSL_SESSION_free(e.Value.(*C.SSL_SESSION))
	C.SSL_SESSION_get_time(s) // want-miss "useafterrelease"
}

// A part of a list up to an index that is not known.
func limitPart(b, c *C.SSL, n int) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(b), C.SSL_get1_session(c)} // want-miss "leak"
	for _, s := range list[:n] {
		C.SSL_SESSION_free(s)
	}
}

// Keys that a library function gathers are not known to be those of the map.
func limitKeys(c *C.SSL) {
	m := map[string]*C.SSL_SESSION{}
	if s := C.SSL_get1_session(c); s != nil {
		m["a"] = s
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		C.SSL_SESSION_get_protocol_version(m[k]) // want-false "nullresult"
		C.SSL_SESSION_free(m[k])
	}
}

// What an error holds that is more than an error.
type failed struct{ c *C.SSL }

func (*failed) Error() string { return "failed" }

func fails(x *C.SSL_CTX) error { return &failed{C.SSL_new(x)} }

func limitFailed(x *C.SSL_CTX) {
	if e, ok := fails(x).(*failed); ok { // want-false "leak"
		C.SSL_free(e.c)
	}
}

func limitMessage(x *C.SSL_CTX) string {
	return fails(x).Error() // want-miss "leak"
}

// One finding for one object: where a borrowed handle is freed, that it may be nil
// later on is not told as well.
func limitAlso(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_free(s)                 // want "overrelease"
	C.SSL_SESSION_get_protocol_version(s) // want-miss "nullresult"
}

// A goroutine is judged by itself: that another reference keeps its session good is
// not known there.
func limitKeptBeside(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get1_session(c)
	if s == nil {
		return nil
	}
	t := C.SSL_get1_session(c)
	go func() {
		C.SSL_SESSION_free(t)
		C.SSL_SESSION_get_time(t) // want-false "useafterrelease"
	}()
	return s
}

// A function that frees one argument and gives the other back, which is the same, and
// of which only the contract is known.
//
//refvet:release s
//refvet:alias result = h.s
func giveOther(s *C.SSL_SESSION, h *holder) *C.SSL_SESSION {
	C.SSL_SESSION_free(s)
	return h.s
}

func limitTwoNames(s *C.SSL_SESSION) {
	giveOther(s, &holder{s}) // want-miss "borrowescape"
}

// The same for a list of keys, after as many paths: how long it is by then is forgotten.
func limitForgottenKeys(c *C.SSL) {
	b := C.SSL_get0_session(c)
	if b == nil || C.SSL_SESSION_up_ref(b) == 0 {
		return
	}
	C.SSL_read(c, nil, 0)
	C.SSL_SESSION_free(b)
	var list []*C.SSL_SESSION
	for i, n := 0, rand.IntN(4); i < n; i++ {
		if s := C.SSL_get1_session(c); s != nil {
			list = append(list, s)
		}
	}
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
	var s *C.SSL_SESSION
	mode := rand.IntN(3)
	switch mode {
	case 0:
		s = C.SSL_get0_session(c)
	case 1:
		s = C.SSL_get1_session(c)
	}
	own := mode == 1
	defer func() {
		if own {
			C.SSL_SESSION_free(s)
		}
	}()
	m := map[string]*C.SSL_SESSION{
		"b": C.SSL_get1_session(c),          // want-false "leak"
		"a": C.d2i_SSL_SESSION(nil, nil, 0), // want-false "leak"
	}
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		C.SSL_SESSION_free(m[k])
	}
}

// A channel that nobody sends to: what comes after the receive never happens.
func limitBlocked() *C.SSL_SESSION {
	ch := make(chan *C.SSL_SESSION, 2)
	s := <-ch
	defer C.SSL_SESSION_free(s)
	return s // want-false "borrowescape"
}
