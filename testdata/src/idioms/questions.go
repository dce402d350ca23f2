package idioms

// #include <openssl/ssl.h>
import "C"

import (
	"errors"
	"strings"
	"sync/atomic"
	"time"
)

// Questions that are asked twice, in other words or in another function: who owns
// hangs on the answer.

func isBig(n int) bool         { return n > 1 }
func isNamed(name string) bool { return name == "own" }

type mode int

func (m mode) owns() bool { return m&1 != 0 }

func goodAskedHelper(c *C.SSL, n int) {
	var s *C.SSL_SESSION
	if isBig(n) {
		s = C.SSL_get1_session(c)
	}
	if isBig(n) {
		C.SSL_SESSION_free(s)
	}
}

func goodAskedString(c *C.SSL, name string) {
	var s *C.SSL_SESSION
	if name == "own" {
		s = C.SSL_get1_session(c)
	}
	freeNamed(name, s)
}

func freeNamed(name string, s *C.SSL_SESSION) {
	if isNamed(name) {
		C.SSL_SESSION_free(s)
	}
}

func goodAskedBit(c *C.SSL, m mode, n int) {
	var s, t *C.SSL_SESSION
	if m.owns() {
		s = C.SSL_get1_session(c)
	}
	if n%2 == 0 {
		t = C.SSL_get1_session(c)
	}
	if n%2 == 0 {
		C.SSL_SESSION_free(t)
	}
	if m.owns() {
		C.SSL_SESSION_free(s)
	}
}

func badAskedOther(c *C.SSL, n int) {
	var s *C.SSL_SESSION
	if n%2 == 0 {
		s = C.SSL_get1_session(c) // want "leak"
	}
	if n%3 == 0 {
		C.SSL_SESSION_free(s)
	}
}

func goodAskedTurned(c *C.SSL, n, m int) {
	var s *C.SSL_SESSION
	if n < m {
		s = C.SSL_get1_session(c)
	}
	if m > n {
		C.SSL_SESSION_free(s)
	}
}

func goodAskedPlaces(c *C.SSL, on map[string]bool, bits []byte, name string) {
	var s *C.SSL_SESSION
	if on["own"] {
		s = C.SSL_get1_session(c)
	}
	if on["own"] {
		C.SSL_SESSION_free(s)
	}
	var t *C.SSL_SESSION
	if len(bits) > 0 && bits[0] == 1 {
		t = C.SSL_get1_session(c)
	}
	if len(bits) > 0 && bits[0] == 1 {
		C.SSL_SESSION_free(t)
	}
	var u *C.SSL_SESSION
	if strings.HasPrefix(name, "own") {
		u = C.SSL_get1_session(c)
	}
	if strings.HasPrefix(name, "own") {
		C.SSL_SESSION_free(u)
	}
}

func goodAskedEach(c *C.SSL, names []string) {
	for _, name := range names {
		var s *C.SSL_SESSION
		if name == "own" {
			s = C.SSL_get1_session(c)
		}
		if name == "own" {
			C.SSL_SESSION_free(s)
		}
	}
}

// A bit of a field, and an array in a struct.

type flagged struct {
	s     *C.SSL_SESSION
	flags uint8
	used  [2]bool
}

func newFlagged(c *C.SSL, own bool) *flagged {
	if own {
		return &flagged{s: C.SSL_get1_session(c), flags: 1, used: [2]bool{true, false}}
	}
	return &flagged{s: C.SSL_get0_session(c), flags: 2}
}

func (f *flagged) close() {
	if f.flags&1 != 0 {
		C.SSL_SESSION_free(f.s)
	}
}

func (f *flagged) closeUsed() {
	if f.used[0] {
		C.SSL_SESSION_free(f.s)
	}
}

func goodFlagged(c *C.SSL, own bool) {
	f := newFlagged(c, own)
	f.close()
}

func goodFlaggedUsed(c *C.SSL) {
	f := &flagged{s: C.SSL_get0_session(c)}
	f.closeUsed()
}

func badFlagged(c *C.SSL) {
	f := &flagged{s: C.SSL_get0_session(c), flags: 3}
	f.close() // want "overrelease"
}

// Atomic flags and counts.

type counted struct {
	s      *C.SSL_SESSION
	closed atomic.Bool
	refs   atomic.Int32
	once   uint32
	at     atomic.Pointer[C.SSL_SESSION]
}

func (o *counted) Close() {
	if o.closed.Swap(true) {
		return
	}
	C.SSL_SESSION_free(o.s)
}

func (o *counted) CloseCAS() {
	if !atomic.CompareAndSwapUint32(&o.once, 0, 1) {
		return
	}
	C.SSL_SESSION_free(o.s)
}

func (o *counted) release() {
	if o.refs.Add(-1) == 0 {
		C.SSL_SESSION_free(o.s)
	}
}

func goodAtomicFlag(c *C.SSL) {
	o := &counted{s: C.SSL_get1_session(c)}
	defer o.Close()
	o.Close()
}

func goodAtomicCAS(c *C.SSL) {
	o := &counted{s: C.SSL_get1_session(c)}
	defer o.CloseCAS()
	o.CloseCAS()
}

func goodAtomicCount(c *C.SSL) {
	o := &counted{s: C.SSL_get1_session(c)}
	o.refs.Store(2)
	o.release()
	o.release()
}

func badAtomicCount(c *C.SSL) {
	o := &counted{s: C.SSL_get1_session(c)} // want "leak"
	o.refs.Store(2)
	o.release()
}

func badAtomicPointer(c *C.SSL) {
	var o counted
	o.at.Store(C.SSL_get1_session(c))
	C.SSL_SESSION_free(o.at.Load())
	if s := o.at.Swap(nil); s != nil {
		C.SSL_SESSION_free(s) // want "overrelease"
	}
}

// All bits set is how an unsigned count goes down; a small integer wraps.
func (o *counted) releaseMasked() {
	if atomic.AddUint32(&o.once, ^uint32(0)) == 0 {
		C.SSL_SESSION_free(o.s)
	}
}

func goodAtomicMask(c *C.SSL) {
	o := &counted{s: C.SSL_get1_session(c), once: 2}
	o.releaseMasked()
	o.releaseMasked()
}

func goodWraps(c *C.SSL) {
	s := C.SSL_get1_session(c)
	var n uint8
	n--
	if n > 0 {
		C.SSL_SESSION_free(s)
	}
}

// Structs in a map that a constructor makes, under a key that it is given.
func newRecords(name string, c *C.SSL) map[string]record {
	m := map[string]record{}
	m[name] = record{s: C.SSL_get1_session(c)}
	return m
}

func goodRecords(c *C.SSL) {
	m := newRecords("a", c)
	C.SSL_SESSION_free(m["a"].s)
}

func badRecords(c *C.SSL) {
	m := newRecords("a", c) // want "leak"
	C.SSL_SESSION_get_time(m["a"].s)
}

// Errors that are structs, and what is in an interface.

type failure struct{ code int }

func (f failure) Error() string { return "failed" }

func tryFetch(c *C.SSL) (*C.SSL_SESSION, error) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return nil, failure{1}
	}
	return s, nil
}

func goodStructError(c *C.SSL) {
	s, err := tryFetch(c)
	if err != nil {
		return
	}
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

type held interface{ session() *C.SSL_SESSION }

type ours struct{ s *C.SSL_SESSION }
type lent struct{ s *C.SSL_SESSION }

func (h *ours) session() *C.SSL_SESSION { return h.s }
func (h *lent) session() *C.SSL_SESSION { return h.s }

func hold(c *C.SSL, own bool) held {
	if own {
		return &ours{C.SSL_get1_session(c)}
	}
	return &lent{C.SSL_get0_session(c)}
}

func freeHeld(h held) { C.SSL_SESSION_free(h.session()) }

func goodDynamic(c *C.SSL, own bool) {
	h := hold(c, own)
	if o, ok := h.(*ours); ok {
		C.SSL_SESSION_free(o.s)
	}
}

func badDynamic(c *C.SSL) {
	freeHeld(&lent{C.SSL_get0_session(c)}) // want "overrelease"
}

// A session that a helper gets over a connection of its own.

func dialAndGet(x *C.SSL_CTX) (*C.SSL_SESSION, error) {
	c := C.SSL_new(x)
	defer C.SSL_free(c)
	if C.SSL_do_handshake(c) != 1 {
		return nil, errors.New("no connection")
	}
	return C.SSL_get1_session(c), nil
}

func goodDialAndGet(x *C.SSL_CTX) {
	s, err := dialAndGet(x)
	if err != nil {
		return
	}
	C.SSL_SESSION_free(s)
}

func badDialAndGet(x *C.SSL_CTX) {
	s, err := dialAndGet(x) // want "leak"
	if err != nil || s == nil {
		return
	}
	C.SSL_SESSION_get_time(s)
}

// For a while only the connection holds it.
func getBack(x *C.SSL_CTX, s *C.SSL_SESSION) *C.SSL_SESSION {
	d := C.SSL_SESSION_dup(s)
	c := C.SSL_new(x)
	C.SSL_set_session(c, d)
	C.SSL_SESSION_free(d)
	back := C.SSL_get1_session(c)
	C.SSL_free(c)
	return back
}

func goodGetBack(x *C.SSL_CTX, s *C.SSL_SESSION) {
	C.SSL_SESSION_free(getBack(x, s))
}

func badGetBack(x *C.SSL_CTX, s *C.SSL_SESSION) {
	b := getBack(x, s) // want "leak"
	C.SSL_SESSION_get_time(b)
}

// A call that uses what is dead and releases it again is a release too many.
func useAndFree(s *C.SSL_SESSION) {
	C.SSL_SESSION_up_ref(s)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(s)
}

func badUsedAndFreed(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	C.SSL_SESSION_free(s)
	useAndFree(s) // want "overrelease"
}

func goodUsedAndFreed(c *C.SSL) {
	if s := C.SSL_get1_session(c); s != nil {
		useAndFree(s)
	}
}

// What a loop did to the object before does not make a second finding.
func badToldOnce(c *C.SSL, n int) {
	var list []*C.SSL_SESSION
	for range n {
		if s := C.SSL_get1_session(c); s != nil {
			list = append(list, s)
		}
	}
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
	b := C.SSL_get0_session(c)
	C.SSL_SESSION_free(b) // want "overrelease: b"
}

// Two branches that nothing known tells apart lose one each.
func badEither(c *C.SSL) {
	if time.Now().IsZero() {
		a := C.SSL_get1_session(c) // want "leak: a"
		C.SSL_SESSION_get_time(a)
	} else {
		b := C.SSL_get1_session(c) // want "leak: b"
		C.SSL_SESSION_get_time(b)
	}
}

// That up_ref failed, the helper has seen to: there the caller's release is wrong.
func loseOne(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	if C.SSL_SESSION_up_ref(s) == 1 { // want "leak"
		C.SSL_SESSION_free(s)
		return
	}
	C.SSL_SESSION_free(s)
}

func badLosesOne(c *C.SSL) {
	loseOne(c)
	C.SSL_SESSION_free(C.SSL_get0_session(c)) // want "overrelease"
}

func resume(x *C.SSL_CTX, n int) *C.SSL_SESSION {
	var s *C.SSL_SESSION
	for range n {
		c := C.SSL_new(x)
		C.SSL_set_session(c, s)
		C.SSL_do_handshake(c)
		C.SSL_SESSION_free(s)
		s = C.SSL_get1_session(c)
		C.SSL_free(c)
	}
	return s
}

func badResume(x *C.SSL_CTX) {
	s := resume(x, 2) // want "leak"
	C.SSL_SESSION_get_time(s)
}

type base struct{ c *C.SSL }
type derived struct{ base }

func newDerived(x *C.SSL_CTX) *derived { return &derived{base{C.SSL_new(x)}} }

func badDerived(x *C.SSL_CTX) {
	d := newDerived(x) // want "leak"
	C.SSL_get_version(d.c)
}

// Copies that overlap, and places that are cleared.

func goodInsert(b, c *C.SSL) {
	var list []*C.SSL_SESSION
	list = insert(list, 0, C.SSL_get1_session(b))
	list = insert(list, 0, C.SSL_get1_session(c))
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
}

func insert(list []*C.SSL_SESSION, i int, s *C.SSL_SESSION) []*C.SSL_SESSION {
	list = append(list, nil)
	copy(list[i+1:], list[i:])
	list[i] = s
	return list
}

func badClearedMap(c *C.SSL) {
	m := map[string]*C.SSL_SESSION{"a": C.SSL_get1_session(c)} // want "leak"
	clear(m)
}

func badReplaced(c *C.SSL) {
	m := map[string]record{}
	m["a"] = record{s: C.SSL_get1_session(c)} // want "leak"
	m["a"] = record{}
}

func goodFoundByHandle(b, c *C.SSL) {
	s := C.SSL_get1_session(b)
	list := []*C.SSL_SESSION{s, C.SSL_get1_session(c)}
	if i := indexOf(list, s); i >= 0 {
		list = append(list[:i], list[i+1:]...)
		C.SSL_SESSION_free(s)
	}
	for _, s := range list {
		C.SSL_SESSION_free(s)
	}
}

func indexOf(list []*C.SSL_SESSION, s *C.SSL_SESSION) int {
	for i, t := range list {
		if t == s {
			return i
		}
	}
	return -1
}
