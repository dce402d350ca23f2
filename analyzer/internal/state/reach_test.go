package state

import (
	"maps"
	"slices"
	"testing"
)

const (
	ssl ID = iota + 1
	other
	session
	id // lies within session
	box
	ctx
)

// world is a connection that holds a session, from which an id is borrowed, and
// Go memory that leads to the connection.
func world(edit func(s *State)) *State {
	s := New()
	s.Put(ctx, &Object{Mask: MaskNonNil, Kind: "SSL_CTX", Owed: 1})
	s.Put(ssl, &Object{Mask: MaskNonNil, Kind: "SSL", Owed: 1, Home: ctx})
	s.Put(other, &Object{Mask: MaskNonNil, Kind: "SSL", Owed: 1})
	s.Put(session, &Object{Mask: MaskNonNil, Kind: "SSL_SESSION", Slotted: true})
	s.Put(id, &Object{Mask: MaskNonNil, Kind: "uchar", Lender: session, LenderBorrowed: true})
	s.Put(box, &Object{Mask: MaskNonNil})
	s.Edit(ssl).SetCell("#session", RefVal(session), 0)
	s.Edit(box).SetCell(".ssl", RefVal(ssl), 0)
	if edit != nil {
		edit(s)
	}
	return s
}

// TestGood is the table of rules 1 and 2: what each handle is worth after what
// the code did.
func TestGood(t *testing.T) {
	free := func(id ID) func(*State) { return func(s *State) { s.Edit(id).Owed = 0 } }
	both := func(fs ...func(*State)) func(*State) {
		return func(s *State) {
			for _, f := range fs {
				f(s)
			}
		}
	}
	owned := func(s *State) { o := s.Edit(session); o.Owed, o.Counted = 1, true }
	released := func(s *State) { o := s.Edit(session); o.Owed, o.Counted = 0, true }
	replaced := func(s *State) { s.Edit(ssl).DropCell("#session") }
	heldTwice := func(s *State) { s.Edit(other).SetCell("#session", RefVal(session), 0) }
	for _, c := range []struct {
		name                              string
		edit                              func(*State)
		borrowedHandle, ownedHandle, idOK bool
	}{
		{"get0", nil, true, false, true},
		{"get0, then the connection freed", free(ssl), false, false, false},
		{"get0, then the slot replaced", replaced, false, false, false},
		{"get0 and get1", owned, true, true, true},
		{"get0 and get1, then the connection freed", both(owned, free(ssl)), true, true, true},
		{"get0 and get1, then the slot replaced", both(owned, replaced), true, true, true},
		{"get1 and released: dead even if the connection keeps it", released, true, false, true},
		{"get1 and released, and the connection freed", both(released, free(ssl)), false, false, false},
		{"set into another connection, the first freed", both(heldTwice, free(ssl)), true, false, true},
		{"set into another connection, both freed", both(heldTwice, free(ssl), free(other)), false, false, false},
		{"a reference that the caller has", func(s *State) { s.Edit(session).Caller = 1 }, true, true, true},
		{"an unknown connection", func(s *State) { s.Edit(ssl).Owed = 0; s.Edit(ssl).Caller = 1 }, true, false, true},
		{"its reference moved into the slot", func(s *State) { s.Edit(session).Moved = true }, true, true, true},
		{"its reference moved, and the slot replaced", both(replaced, func(s *State) { s.Edit(session).Moved = true }), false, false, false},
		{"one of several", both(free(ssl), func(s *State) { s.Edit(session).Weak = true }), true, true, true},
		{"not an OpenSSL object", func(s *State) { s.Edit(session).Kind = "" }, true, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := world(c.edit)
			for _, h := range []struct {
				what     string
				id       ID
				borrowed bool
				want     bool
			}{
				{"a borrowed handle", session, true, c.borrowedHandle},
				{"an owned handle", session, false, c.ownedHandle},
				{"the id within the session", id, true, c.idOK},
			} {
				if got := s.Good(h.id, h.borrowed); got != h.want {
					t.Errorf("%s is good: %v, want %v", h.what, got, h.want)
				}
			}
		})
	}
}

func TestLive(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(s *State)
		want bool
	}{
		{"held by a live connection", nil, true},
		{"held by a dead connection", func(s *State) { s.Edit(ssl).Owed = 0 }, false},
		{"owed", func(s *State) { s.Edit(ssl).Owed = 0; s.Edit(session).Owed = 2 }, true},
		{"held by no one", func(s *State) { s.Edit(ssl).DropCell("#session") }, false},
		{"held by itself alone", func(s *State) {
			s.Edit(ssl).DropCell("#session")
			s.Edit(session).SetCell("#session", RefVal(session), 0)
		}, false},
		{"in Go memory only", func(s *State) { s.Edit(ssl).DropCell("#session"); s.Edit(box).SetCell(".s", RefVal(session), 0) }, false},
		{"not known", func(s *State) { s.Drop(session) }, true},
	} {
		if got := world(c.edit).Live(session); got != c.want {
			t.Errorf("%s: live is %v, want %v", c.name, got, c.want)
		}
	}
}

// TestLiveCycle checks that objects that hold one another make no endless loop.
func TestLiveCycle(t *testing.T) {
	s := world(func(s *State) {
		s.Edit(ssl).Owed = 0
		s.Edit(session).SetCell("#a", RefVal(ssl), 0)
		s.Edit(id).Lender = id
	})
	s.Live(session)
	s.Good(id, true)
}

func TestReach(t *testing.T) {
	for _, c := range []struct {
		name  string
		from  ID
		slots bool
		want  []ID
	}{
		{"Go memory", box, false, []ID{ssl, box}},
		{"Go memory and slots", box, true, []ID{ssl, session, box, ctx}},
		{"a lender", id, true, []ID{session, id}},
		{"a lender is not reached by Go", id, false, []ID{id}},
	} {
		reach := world(nil).Reach([]Value{RefVal(c.from)}, c.slots)
		if got := slices.Sorted(maps.Keys(reach)); !slices.Equal(got, c.want) {
			t.Errorf("%s: reaches %v, want %v", c.name, got, c.want)
		}
	}
}

func TestRoots(t *testing.T) {
	u := NewUniverse()
	s := New()
	param := u.ID("param 0")
	u.SetRoot(param, path(0))
	held := u.Child(param, "#session")
	s.Put(param, &Object{Mask: MaskAll, Kind: "SSL"})
	s.Put(held, &Object{Mask: MaskAll, Slotted: true})
	for i, set := range []func(v Value){
		func(v Value) { s.Regs[1] = v },
		func(v Value) { s.Pins = append(s.Pins, v) },
		func(v Value) { s.Defers = append(s.Defers, Deferred{Args: []Value{v}}) },
		func(v Value) { s.Defers = append(s.Defers, Deferred{Fn: Value{Kind: Func, Sub: []Value{v}}}) },
		func(v Value) { s.Gos = append(s.Gos, Deferred{Args: []Value{v}}) },
	} {
		s.Put(ID(100+i), &Object{})
		set(RefVal(ID(100 + i)))
	}
	s.Put(200, &Object{})
	got := slices.Sorted(maps.Keys(s.Reach(s.Roots(u), false)))
	if want := []ID{param, 100, 101, 102, 103, 104}; !slices.Equal(got, want) {
		t.Errorf("the function can still name %v, want %v (all but what sits in a slot, and what nothing names)", got, want)
	}
}
