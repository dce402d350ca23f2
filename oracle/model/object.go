package model

import "weak"

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
	released []Stack
	odd      []Stack // releases through a handle that came without a reference
	handles  []weak.Pointer[handle]
	param    bool // the root was given it
	lazy     bool // whether there is a session in the slot has not been asked
}

// A handle is the Go value that holds an object's address, with the right that
// it was got with. Each call that gives a handle makes a new one, and copies of
// a Go pointer share it: programs compare handles with nil only.
type handle struct {
	o        *object
	borrowed bool
	refs     int     // references taken through it
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
	return h.borrowed && h.lending == h.o.lendings && h.o.holders > 0
}

func track(h *handle) {
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
	o.acquired = append(o.acquired, here())
	return o
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
	s.h.refs++
	return s
}

func ownedConn(c *SSL) *SSL {
	c.h.refs++
	return c
}

func ownedContext(c *SSL_CTX) *SSL_CTX {
	c.h.refs++
	return c
}
