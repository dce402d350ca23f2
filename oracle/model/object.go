package model

import (
	"slices"
	"weak"
)

// A Kind is the kind of an object.
type Kind uint8

const (
	Session Kind = iota
	Conn
	Context
)

func (k Kind) String() string { return [...]string{"session", "connection", "context"}[k] }

// An object is one SSL_SESSION, SSL or SSL_CTX.
type object struct {
	kind Kind

	// owed counts the references that the code must give back. spare is 1 for
	// a parameter of the root: the callee may release it once, and need not.
	owed, spare int
	mem         int // references of all holders: 0 is freed memory
	holders     int // live slots that hold the object
	lendings    int // how often flushes have ended the borrows of the object

	session  *object   // slot of a connection
	ctx      *object   // slot of a connection: the current context
	cache    []*object // slot of a context: holds, but lends to nobody (see uncacheBad)
	origin   *object   // slot of a connection: the context that made it (not lent)
	home     *home     // of connections and sessions; a context's own
	sid      *byte     // session id: equal in duplicates
	cached   bool
	begun    bool // a connection's handshake has begun
	shut     bool // it was shut down
	violated bool // the first violation is known, or this came out of one

	acquired []Stack // where references were taken, oldest first
	open     []taken // those that are owed
	released []Stack
	odd      []Stack // releases through a handle that came without a reference
	handles  []weak.Pointer[handle]
	param    bool // the root was given it
	lazy     bool // whether there is a session in the slot has not been asked
}

// A taken reference is known by where, and through which handle, it was taken.
type taken struct {
	at Stack
	by int // the handle's id
}

// A handle is the Go value that holds an object's address, with the right that
// it was got with. Each call that gives a handle makes a new one, and copies of
// a Go pointer share it: programs compare handles with nil only.
type handle struct {
	o        *object
	id       int
	at       Stack // where it was got; nil if the root was given it
	borrowed bool
	refs     int     // references taken through it
	tainted  bool    // it came out of a violating call
	lending  int     // o.lendings when it was borrowed
	escapes  []Stack // where it was stored in longer-lived memory
	flushed  []Stack // which flush may have ended it
}

// The handle types. A nil pointer is NULL.
type (
	SSL_SESSION struct{ h handle }
	SSL         struct{ h handle }
	SSL_CTX     struct{ h handle }
)

func newObject(k Kind) *object {
	o := &object{kind: k}
	o.home = &home{}
	if k == Context {
		o.home.ctx = o
	}
	cur.objects = append(cur.objects, o)
	return o
}

func (o *object) count() int { return o.owed + o.spare }

// good reports whether the code may use the handle: rules 1 and 2.
func (h *handle) good() bool {
	if h.o.count() > 0 {
		return true
	}
	return !h.tainted && h.borrowed && h.lending == h.o.lendings && h.o.holders > 0
}

func track(h *handle) {
	cur.handles++
	h.id = cur.handles
	h.at = here()
	h.o.handles = append(h.o.handles, weak.Make(h))
}

func session(o *object, borrowed bool) *SSL_SESSION {
	if o == nil {
		return nil
	}
	s := &SSL_SESSION{handle{o: o, borrowed: borrowed, lending: o.lendings}}
	track(&s.h)
	return s
}

func conn(o *object) *SSL {
	c := &SSL{handle{o: o}}
	track(&c.h)
	return c
}

func context(o *object, borrowed bool) *SSL_CTX {
	c := &SSL_CTX{handle{o: o, borrowed: borrowed, lending: o.lendings}}
	track(&c.h)
	return c
}

// give makes the code owe one more reference of o.
func give(o *object) *object {
	o.owed++
	o.mem++
	at := here()
	o.acquired, o.open = append(o.acquired, at), append(o.open, taken{at: at})
	return o
}

// takes makes the newest reference of h's object one that h has.
func (h *handle) takes() {
	h.refs++
	h.o.open[len(h.o.open)-1].by = h.id
}

// pay gives back one reference: one that was taken through h, if there is one.
func (h *handle) pay() {
	o := h.o
	o.owed--
	if cur.phase != nil { // a goroutine still has the handle, but pays no more
		h.refs = max(0, h.refs-1)
	}
	i := max(0, slices.IndexFunc(o.open, func(t taken) bool { return t.by == h.id }))
	o.open = slices.Delete(o.open, i, i+1)
}

// hold puts o into a slot, unhold takes it out.
func hold(o *object) *object {
	if o != nil {
		o.mem++
		o.holders++
	}
	return o
}

func unhold(o *object) {
	if o != nil {
		o.holders--
		unref(o)
		cur.deaths++
	}
}

// unref takes one reference of any holder: at none, the object's slots go.
func unref(o *object) {
	if o.mem <= 0 {
		cur.Memory = append(cur.Memory, o.kind.String())
	}
	o.mem--
	if o.mem != 0 {
		return
	}
	s, c, origin := o.session, o.ctx, o.origin
	o.session, o.ctx, o.origin = nil, nil, nil
	uncacheBad(o, s)
	unhold(s)
	unhold(c)
	if origin != nil {
		unref(origin)
	}
	for len(o.cache) > 0 {
		uncache(o, o.cache[0])
	}
}

// lent notes where an object is first borrowed. What a violating call gives
// (!ok) is no new violation.
func (o *object) lent(ok bool) {
	o.violated = o.violated || !ok
	if len(o.acquired) == 0 {
		o.acquired = append(o.acquired, here())
	}
}

func owned(s *SSL_SESSION) *SSL_SESSION {
	s.h.takes()
	return s
}

func ownedConn(c *SSL) *SSL {
	c.h.takes()
	return c
}

func ownedContext(c *SSL_CTX) *SSL_CTX {
	c.h.takes()
	return c
}
