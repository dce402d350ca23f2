package model

import "unsafe"

// What a root is given: live objects, distinct, each of which the callee may
// release once. Whether a connection has a session is asked when it matters.

func given(k Kind) *object {
	o := newObject(k)
	o.spare, o.mem, o.param = 1, 1, true
	return o
}

// GivenSession makes a session parameter. Its home is not known.
func GivenSession() *SSL_SESSION {
	o := given(Session)
	o.sid = new(byte)
	s := session(o, false)
	s.h.at = nil
	return s
}

// GivenConn makes a connection parameter: with its home, that is not known.
func GivenConn() *SSL {
	o := given(Conn)
	o.lazy = true
	o.home.old = true
	x := newObject(Context)
	x.home, x.param, x.mem = o.home, true, 1
	o.ctx = hold(x)
	c := conn(o)
	c.h.at = nil
	return c
}

// GivenContext makes a context parameter.
func GivenContext() *SSL_CTX {
	x := context(given(Context), false)
	x.h.at = nil
	return x
}

// NilField says that some field of a parameter is nil in this run, so that a
// nil handle may be what the root was given.
func NilField() { cur.NilParams = true }

// A Debt is an object with references owed when the root has returned. It is a
// leak unless a handle of it can still be reached.
type Debt struct {
	o        *object
	Kind     Kind
	Open     Stack   // where the oldest reference that is owed was taken
	Acquired []Stack // where all were, that are not owed any more among them
	Later    bool
}

// Debts lists the objects of the run with references owed.
func Debts(w *World) []Debt {
	var ds []Debt
	for _, o := range w.objects {
		if o.owed > 0 && !w.muted {
			ds = append(ds, Debt{o, o.kind, o.open[0].at, o.acquired, o.violated})
		}
	}
	return ds
}

// Lost reports whether the debt is a leak: it can be paid through no handle that
// is left, or those that are left came with fewer references. Doubtful is a debt
// of which only a borrowed handle is left. Both are exact after a garbage
// collection.
//
// Places counts where each handle lies in what the caller can see. One that lies
// in one place is one reference there, however many were taken through it; of what
// a closure or a finalizer holds that is not known.
func (d Debt) Lost(places map[any]int) (lost, doubtful bool) {
	refs, owned, lent := 0, false, false
	for _, w := range d.o.handles {
		if h := w.Value(); h != nil {
			if n := places[h.value()] + places[unsafe.Pointer(h)]; n > 0 {
				refs += min(h.refs, n)
			} else {
				refs += h.refs
			}
			owned = owned || !h.borrowed
			lent = lent || h.borrowed
		}
	}
	if d.o.param && owned {
		return false, false
	}
	if refs >= d.o.owed {
		return false, false
	}
	return true, lent
}

// value is the handle as programs have it.
func (h *handle) value() any {
	switch h.o.kind {
	case Session:
		return (*SSL_SESSION)(unsafe.Pointer(h))
	case Conn:
		return (*SSL)(unsafe.Pointer(h))
	}
	return (*SSL_CTX)(unsafe.Pointer(h))
}

// Muted reports whether the run ended without returning.
func Muted(w *World) bool { return w.muted }

// FreeAll gives back every reference of connections and contexts that the code
// owes: the adversarial epilogue of package ctruth.
func FreeAll() {
	for _, k := range []Kind{Conn, Context} {
		for _, o := range cur.objects {
			for o.kind == k && o.owed > 0 {
				o.owed--
				o.open = o.open[1:]
				if o.mem > 0 {
					unref(o)
				}
			}
		}
	}
}
