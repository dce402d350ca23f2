package idioms

// #include <openssl/ssl.h>
import "C"

// Functions whose contract says less than they do: of these, a call is followed
// with what is known of its arguments.

// A contract does not tell the elements of a list apart from the third on.
func badThird(b, c, d *C.SSL) {
	s, t, u := C.SSL_get1_session(b), C.SSL_get1_session(c), C.SSL_get1_session(d)
	freeEach(s, t, u)
	C.SSL_SESSION_free(u) // want "overrelease"
}

// What a helper puts into a container, or takes out of one, by a key or at an end
// that only it knows.

type rack struct{ m map[string]*C.SSL_SESSION }

func (t *rack) put(k string, s *C.SSL_SESSION) { t.m[k] = s }

func (t *rack) close() {
	for _, s := range t.m {
		C.SSL_SESSION_free(s)
	}
}

func badTableDropped(c *C.SSL) {
	t := &rack{m: map[string]*C.SSL_SESSION{}}
	t.put("a", C.SSL_get1_session(c)) // want "leak"
}

func badTableUsed(c *C.SSL) {
	s := C.SSL_get1_session(c)
	t := &rack{m: map[string]*C.SSL_SESSION{}}
	t.m["a"] = s
	t.close()
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badSwapRemoved(b, c, d *C.SSL) {
	s, t, u := C.SSL_get1_session(b), C.SSL_get1_session(c), C.SSL_get1_session(d)
	list := []*C.SSL_SESSION{s, t, u}
	C.SSL_SESSION_free(list[0])
	list[0] = list[2]
	freeEach(list...) // want "overrelease"
}

func badCopied(c *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c)}
	other := make([]*C.SSL_SESSION, 1)
	copy(other, list)
	C.SSL_SESSION_free(list[0])
	C.SSL_SESSION_get_time(other[0]) // want "useafterrelease"
}

// A function that the caller passes is called in a loop, by a helper.

func retry(n int, f func() bool) {
	for range n {
		if f() {
			return
		}
	}
}

func badRetried(c *C.SSL) {
	var s *C.SSL_SESSION
	retry(2, func() bool {
		s = C.SSL_get1_session(c) // want "leak"
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

func badVisited(c, d *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get1_session(d)} // want "leak"
	eachOf(list, func(s *C.SSL_SESSION) bool { C.SSL_SESSION_free(s); return false })
}

// What a function of the caller's put into an argument of the call that makes.

type options struct{ ctx *C.SSL_CTX }

func dialWith(set func(*options)) *C.SSL {
	var o options
	set(&o)
	return C.SSL_new(o.ctx)
}

func badOptions(x *C.SSL_CTX) {
	dialWith(func(o *options) { o.ctx = x }) // want "leak"
}

// Bits and strings that say who owns.

const ownIt = 1

func getBy(c *C.SSL, flags int) *C.SSL_SESSION {
	if flags&ownIt != 0 {
		return C.SSL_get1_session(c)
	}
	return C.SSL_get0_session(c)
}

func goodFlagOwned(c *C.SSL) {
	C.SSL_SESSION_free(getBy(c, ownIt))
}

func goodFlagBorrowed(c *C.SSL) {
	s := getBy(c, 0)
	C.SSL_SESSION_get_time(s)
}

func getMode(c *C.SSL, mode string) *C.SSL_SESSION {
	if mode == "own" {
		return C.SSL_get1_session(c)
	}
	return C.SSL_get0_session(c)
}

func goodModeOwned(c *C.SSL) {
	C.SSL_SESSION_free(getMode(c, "own"))
}

func badModeBorrowed(c *C.SSL) {
	C.SSL_SESSION_free(getMode(c, "lend")) // want "overrelease"
}

func badFlagOwned(c *C.SSL) {
	s := getBy(c, ownIt|2) // want "leak"
	C.SSL_SESSION_get_time(s)
}

// Linked lists.

type node struct {
	s    *C.SSL_SESSION
	next *node
}

func freeNodes(n *node) {
	for ; n != nil; n = n.next {
		C.SSL_SESSION_free(n.s)
	}
}

func lastNode(n *node) *node {
	for n.next != nil {
		n = n.next
	}
	return n
}

func goodNodes(b, c, d, e *C.SSL) {
	n := &node{s: C.SSL_get1_session(b)}
	lastNode(n).next = &node{s: C.SSL_get1_session(c)}
	lastNode(n).next = &node{s: C.SSL_get1_session(d)}
	freeNodes(&node{s: C.SSL_get1_session(e), next: n})
}

func goodNodesInLoop(c *C.SSL, n int) {
	var head *node
	for range n {
		head = &node{s: C.SSL_get1_session(c), next: head}
	}
	freeNodes(head)
}

func badNodesButFirst(c, d *C.SSL) {
	n := &node{s: C.SSL_get1_session(c)}
	n = &node{s: C.SSL_get1_session(d), next: n} // want "leak"
	freeNodes(n.next)
}

func badNodeToo(c, d *C.SSL) {
	n := &node{s: C.SSL_get1_session(c)}
	freeNodes(&node{s: C.SSL_get1_session(d), next: n})
	C.SSL_SESSION_free(n.s) // want "overrelease"
}

// A list whose end nobody knows.
func freeFrom(n *node) { freeNodes(n) }

type chain struct{ head *node }

func (l *chain) push(s *C.SSL_SESSION) { l.head = &node{s: s, next: l.head} }

func (l *chain) pop() *C.SSL_SESSION {
	n := l.head
	if n == nil {
		return nil
	}
	l.head = n.next
	return n.s
}

func goodChain(c, d *C.SSL) {
	var l chain
	l.push(C.SSL_get1_session(c))
	l.push(C.SSL_get1_session(d))
	C.SSL_SESSION_free(l.pop())
	C.SSL_SESSION_free(l.pop())
}

func badChain(c, d *C.SSL) {
	var l chain
	l.push(C.SSL_get1_session(c)) // want "leak"
	l.push(C.SSL_get1_session(d))
	C.SSL_SESSION_free(l.pop())
}

// Sets of handles, and maps of structs.

type registry struct{ open map[*C.SSL_SESSION]struct{} }

func newRegistry() *registry { return &registry{open: map[*C.SSL_SESSION]struct{}{}} }

func (r *registry) add(s *C.SSL_SESSION) { r.open[s] = struct{}{} }

func (r *registry) done(s *C.SSL_SESSION) {
	delete(r.open, s)
	C.SSL_SESSION_free(s)
}

func (r *registry) close() {
	for s := range r.open {
		C.SSL_SESSION_free(s)
	}
}

func goodRegistry(c, d *C.SSL) {
	r := newRegistry()
	s, t := C.SSL_get1_session(c), C.SSL_get1_session(d)
	r.add(s)
	r.add(t)
	r.done(s)
	r.close()
}

func badRegistry(c *C.SSL) {
	r := newRegistry()
	r.add(C.SSL_get1_session(c)) // want "leak"
}

func badSetBorrowed(c, d *C.SSL) {
	set := map[*C.SSL_SESSION]bool{C.SSL_get1_session(c): true}
	set[C.SSL_get0_session(d)] = true
	for s := range set {
		C.SSL_SESSION_free(s) // want "overrelease"
	}
}

func badRecordsKept(c, d *C.SSL) {
	m := map[string]record{"a": {s: C.SSL_get1_session(c), refs: 1}, "b": {s: C.SSL_get1_session(d)}} // want "leak"
	for _, r := range m {
		if r.refs > 0 {
			C.SSL_SESSION_free(r.s)
		}
	}
}

// A ring whose place is computed.

type ring struct {
	places [2]*C.SSL_SESSION
	n      int
}

func (r *ring) put(s *C.SSL_SESSION) {
	i := r.n % len(r.places)
	C.SSL_SESSION_free(r.places[i])
	r.places[i] = s
	r.n++
}

func (r *ring) close() {
	for i := range r.places {
		C.SSL_SESSION_free(r.places[i])
		r.places[i] = nil
	}
}

func goodRing(c *C.SSL) {
	var r ring
	defer r.close()
	for range 3 {
		r.put(C.SSL_get1_session(c))
	}
}

func badRing(b, c, d *C.SSL) {
	var r ring
	defer r.close()
	s := C.SSL_get1_session(b)
	r.put(s)
	r.put(C.SSL_get1_session(c))
	r.put(C.SSL_get1_session(d))
	if s != nil {
		C.SSL_SESSION_get_time(s) // want "useafterrelease"
	}
}

// One place of a list that an index picks which nobody knows.
func goodPlaced(c, d *C.SSL, i, j int) {
	if i >= 2 || j >= 2 || i < 0 || j < 0 {
		return
	}
	var r ring
	defer r.close()
	r.set(i, C.SSL_get1_session(c))
	r.set(j, C.SSL_get1_session(d))
}

func (r *ring) set(i int, s *C.SSL_SESSION) {
	C.SSL_SESSION_free(r.places[i])
	r.places[i] = s
}

// A function in a field that an option of the caller's sets.
type settings struct{ hook func(*C.SSL) }

func withHook(f func(*C.SSL)) func(*settings) { return func(s *settings) { s.hook = f } }

func dialHooked(x *C.SSL_CTX, opts ...func(*settings)) *C.SSL {
	var set settings
	for _, o := range opts {
		o(&set)
	}
	c := C.SSL_new(x)
	if set.hook != nil {
		set.hook(c)
	}
	return c
}

func badHooked(x *C.SSL_CTX) {
	c := dialHooked(x, withHook(func(c *C.SSL) { C.SSL_free(c) }))
	C.SSL_free(c) // want "overrelease"
}
