package idioms

// #include <openssl/ssl.h>
import "C"

// Containers with methods, accessors, and structs that say whether they own. What
// is not seen of them is in manpage/limits.go.

type bag struct {
	list  []*C.SSL_SESSION
	table map[string]*C.SSL_SESSION
}

func newBag() *bag { return &bag{table: map[string]*C.SSL_SESSION{}} }

func (b *bag) add(s *C.SSL_SESSION)           { b.list = append(b.list, s) }
func (b *bag) put(k string, s *C.SSL_SESSION) { b.table[k] = s }

func (b *bag) close() {
	for _, s := range b.list {
		C.SSL_SESSION_free(s)
	}
	b.list = nil
	for k, s := range b.table {
		C.SSL_SESSION_free(s)
		delete(b.table, k)
	}
}

func goodBag(c *C.SSL) {
	b := newBag()
	defer b.close()
	b.add(C.SSL_get1_session(c))
	b.put("a", C.SSL_get1_session(c))
	b.table["b"] = C.SSL_get1_session(c)
}

// It lies somewhere when it is freed: that is no use of it.
func goodBagEmptied(c *C.SSL) {
	b := newBag()
	s, t := C.SSL_get1_session(c), C.SSL_get1_session(c)
	b.put("a", s)
	b.add(t)
	delete(b.table, "a")
	b.list = nil
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(t)
}

// A borrowed one must not stay there.
func badBagBorrowed(c *C.SSL, b *bag) {
	s := C.SSL_get0_session(c)
	b.put("a", s) // want "borrowescape"
	C.SSL_free(c)
}

func badBagDead(c *C.SSL, b *bag) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	b.put("a", s) // want "borrowescape"
}

type server struct{ conns []*C.SSL }

func (s *server) accept(x *C.SSL_CTX) *C.SSL {
	c := C.SSL_new(x)
	s.conns = append(s.conns, c)
	return c
}

func goodServer(x *C.SSL_CTX) {
	s := &server{}
	c := s.accept(x)
	s.conns = nil
	C.SSL_free(c)
}

// Elements that an index picks which is not known.

func at(list []*C.SSL_SESSION, i int) *C.SSL_SESSION { return list[i] }

func goodAt(c *C.SSL) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), nil}
	C.SSL_SESSION_free(at(list, 0))
}

func goodBothOf(c, d *C.SSL, i int) {
	list := []*C.SSL_SESSION{C.SSL_get1_session(c), C.SSL_get1_session(d)}
	C.SSL_SESSION_free(list[i])
	C.SSL_SESSION_free(list[1-i])
}

func pop(m map[string]*C.SSL_SESSION, k string) *C.SSL_SESSION {
	s := m[k]
	delete(m, k)
	return s
}

func goodPop(c *C.SSL) {
	m := map[string]*C.SSL_SESSION{"a": C.SSL_get1_session(c)}
	C.SSL_SESSION_free(pop(m, "a"))
}

type stack struct {
	elems [4]*C.SSL_SESSION
	n     int
}

func (s *stack) last() *C.SSL_SESSION { return s.elems[s.n-1] }

func (s *stack) close() {
	for i := 0; i < s.n; i++ {
		C.SSL_SESSION_free(s.elems[i])
	}
	s.n = 0
}

func goodStack(c *C.SSL) {
	var s stack
	s.elems[s.n] = C.SSL_get1_session(c)
	s.n++
	s.close()
}

func badStackToo(c *C.SSL) {
	var s stack
	t := C.SSL_get1_session(c)
	s.elems[s.n] = t
	s.n++
	s.close()
	C.SSL_SESSION_free(t) // want "overrelease"
}

func goodStackLast(c *C.SSL) {
	var s stack
	s.elems[s.n] = C.SSL_get1_session(c)
	s.n++
	C.SSL_SESSION_free(s.last())
}

// Handles as keys, and elements that are structs.

func goodSet(c, d *C.SSL) {
	set := map[*C.SSL_SESSION]bool{C.SSL_get1_session(c): true}
	set[C.SSL_get1_session(d)] = true
	for s := range set {
		C.SSL_SESSION_free(s)
	}
}

func goodShrinks(c, d *C.SSL) {
	m := map[string]*C.SSL_SESSION{}
	m["a"] = C.SSL_get1_session(c)
	m["b"] = C.SSL_get1_session(d)
	for k, s := range m {
		C.SSL_SESSION_free(s)
		delete(m, k)
	}
}

func badShrinks(c, d *C.SSL) {
	m := map[string]*C.SSL_SESSION{}
	s := C.SSL_get1_session(d)
	m["a"] = C.SSL_get1_session(c)
	m["b"] = s
	for k, s := range m {
		C.SSL_SESSION_free(s)
		delete(m, k)
	}
	C.SSL_SESSION_free(s) // want "overrelease"
}

type record struct {
	s    *C.SSL_SESSION
	refs int
}

func freeEntries(list []record) {
	for _, e := range list {
		C.SSL_SESSION_free(e.s)
	}
}

func goodEntries(c, d *C.SSL) {
	freeEntries([]record{{s: C.SSL_get1_session(c)}, {s: C.SSL_get1_session(d)}})
}

func badEntriesToo(c, d *C.SSL) {
	s := C.SSL_get1_session(d)
	freeEntries([]record{{s: C.SSL_get1_session(c)}, {s: s}})
	C.SSL_SESSION_free(s) // want "overrelease"
}

func goodEntryMap(c *C.SSL) {
	m := map[string]record{"a": {s: C.SSL_get1_session(c), refs: 1}}
	for _, e := range m {
		C.SSL_SESSION_free(e.s)
	}
}

// Structs that say whether they own.

type lease struct {
	s     *C.SSL_SESSION
	owned bool
	refs  int
}

func leaseOf(c *C.SSL, own bool) *lease {
	if own {
		return &lease{s: C.SSL_get1_session(c), owned: true, refs: 1}
	}
	return &lease{s: C.SSL_get0_session(c)}
}

func (l *lease) close() {
	if l.owned {
		C.SSL_SESSION_free(l.s)
		l.owned = false
	}
	l.s = nil
}

func goodLease(c *C.SSL) {
	l := leaseOf(c, isOn())
	defer l.close()
	C.SSL_SESSION_get_time(l.s)
}

func badLeaseNotClosed(c *C.SSL) {
	l := leaseOf(c, true) // want "leak"
	C.SSL_SESSION_get_time(l.s)
}

func badLeaseBorrowed(c *C.SSL) {
	l := leaseOf(c, false)
	C.SSL_SESSION_free(l.s) // want "overrelease"
	l.close()
}

func (l *lease) retain() *lease {
	l.refs++
	return l
}

func (l *lease) release() {
	l.refs--
	if l.refs == 0 {
		C.SSL_SESSION_free(l.s)
	}
}

func goodCounted(c *C.SSL) {
	l := leaseOf(c, true)
	m := l.retain()
	l.release()
	C.SSL_SESSION_get_time(m.s)
	m.release()
}

func badCountedLeak(c *C.SSL) {
	l := leaseOf(c, true) // want "leak"
	m := l.retain()
	m.release()
}

func badCountedAfter(c *C.SSL) {
	l := leaseOf(c, true)
	s := l.s
	l.release()
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

type option struct {
	s  *C.SSL_SESSION
	ok bool
}

func optionOf(c *C.SSL) option {
	s := C.SSL_get1_session(c)
	return option{s, s != nil}
}

func goodOption(c *C.SSL) {
	o := optionOf(c)
	if !o.ok {
		return
	}
	C.SSL_SESSION_is_resumable(o.s)
	C.SSL_SESSION_free(o.s)
}

func badOption(c *C.SSL) {
	o := optionOf(c)
	C.SSL_SESSION_is_resumable(o.s) // want "nullresult"
	C.SSL_SESSION_free(o.s)
}

// What a callback answers decides who frees.

func fire(c *C.SSL, keep func(*C.SSL_SESSION) bool) {
	s := C.SSL_get1_session(c)
	if !keep(s) {
		C.SSL_SESSION_free(s)
	}
}

func goodFireKept(c *C.SSL) (kept *C.SSL_SESSION) {
	fire(c, func(s *C.SSL_SESSION) bool { kept = s; return true })
	return kept
}

func goodFireFreed(c *C.SSL) {
	fire(c, func(s *C.SSL_SESSION) bool { C.SSL_SESSION_free(s); return true })
}

func goodFireLeft(c *C.SSL) {
	fire(c, func(s *C.SSL_SESSION) bool { return false })
}

func badFireLeft(c *C.SSL) (kept *C.SSL_SESSION) {
	fire(c, func(s *C.SSL_SESSION) bool { kept = s; return false })
	return kept // want "borrowescape"
}

func badFireFreed(c *C.SSL) {
	fire(c, func(s *C.SSL_SESSION) bool { C.SSL_SESSION_free(s); return false }) // want "overrelease"
}

// A string that is not known may be any.

func badByName(c *C.SSL, name string) {
	if name == "own" {
		s := C.SSL_get1_session(c) // want "leak"
		C.SSL_SESSION_get_time(s)
	}
}

func badBySwitch(c *C.SSL, name string) {
	var s *C.SSL_SESSION
	switch name {
	case "own", "take":
		s = C.SSL_get1_session(c) // want "leak"
	case "lend":
		s = C.SSL_get0_session(c)
	}
	C.SSL_SESSION_get_time(s)
	if name == "take" {
		C.SSL_SESSION_free(s)
	}
}

func goodBySwitch(c *C.SSL, name string) {
	var s *C.SSL_SESSION
	switch name {
	case "own", "take":
		s = C.SSL_get1_session(c)
	case "lend":
		s = C.SSL_get0_session(c)
	}
	C.SSL_SESSION_get_time(s)
	if name == "take" || name == "own" {
		C.SSL_SESSION_free(s)
	}
}
