package model

// A home names the context that an object came from, as far as the code can
// know. Homes that must agree are joined (union-find).
type home struct {
	up      *home
	ctx     *object // nil: not known
	unbound bool    // a decoded or duplicated session, not used with any yet
	old     bool    // belongs to a connection that the root was given
}

func (h *home) find() *home {
	for h.up != nil {
		h = h.up
	}
	return h
}

// distinct reports whether the two are provably different contexts: two that
// are known; or one made here, and the home of a connection made before. The
// parameters of a root are no aliases of one another.
func distinct(a, b *home) bool {
	a, b = a.find(), b.find()
	if a == b {
		return false
	}
	if a.ctx != nil && b.ctx != nil {
		return true
	}
	return a.old && fresh(b) || b.old && fresh(a)
}

func fresh(h *home) bool { return h.ctx != nil && !h.ctx.param }

// sameHome checks rule 5 for session s and the home to that it is brought to;
// what is not known, or not bound, is bound by it.
func sameHome(s *handle, to *home) {
	a, b := s.o.home.find(), to.find()
	if a == b {
		return
	}
	if distinct(a, b) {
		violate(CrossContext, s)
		return
	}
	switch {
	case a.ctx == nil && (a.unbound || !b.unbound):
		b.old = b.old || a.old && !a.unbound
		a.up = b
	case b.ctx == nil:
		a.old = a.old || b.old
		b.up = a
	}
}
