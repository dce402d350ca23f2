package state

import (
	"slices"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/finding"
)

// IsSlot reports whether the cell path is a slot of an OpenSSL object, as
// against a piece of Go memory.
func IsSlot(path string) bool { return strings.HasPrefix(path, "#") }

// KeptElem returns the cell of a value that lies somewhere in a list, and is counted
// as kept for that.
func KeptElem(i int64) string { return "[~" + strconv.Itoa(int(i)) + "]" }

// IsKept reports whether the cell path is one of KeptElem's.
func IsKept(path string) bool { return strings.Contains(path, "[~") }

// ManySlot returns the cell of occupant id of a slot that holds any number.
func ManySlot(slot string, id ID) string { return slot + "*" + strconv.Itoa(int(id)) }

// IsMany reports whether the cell path is one of ManySlot's.
func IsMany(path string) bool { return IsSlot(path) && strings.Contains(path, "*") }

// Reach returns all objects that can be reached from roots, through Go memory
// alone or (slots) through OpenSSL's own references too.
func (s *State) Reach(roots []Value, slots bool) map[ID]bool {
	seen := map[ID]bool{}
	var visit func(id ID)
	visit = func(id ID) {
		if id <= 0 || seen[id] {
			return
		}
		seen[id] = true
		o := s.objs[id]
		if o == nil {
			return
		}
		for _, c := range o.Cells {
			if slots || !IsSlot(c.Path) {
				c.Val.Refs(visit)
				for _, key := range KeysIn(c.Path) {
					visit(key)
				}
			}
		}
		for _, f := range o.Final {
			f.Arg.Refs(visit)
		}
		if slots {
			visit(o.Lender)
			visit(o.Home)
		}
	}
	for _, v := range roots {
		v.Refs(visit)
	}
	return seen
}

// KeyPath returns the cell of the element that the opaque index id picks.
func KeyPath(id ID) string { return "[$" + strconv.Itoa(int(id)) + "]" }

// KeysIn returns the opaque indices in a cell path: an element is known by what
// picked it for as long as that is the same value.
func KeysIn(path string) []ID {
	var keys []ID
	for {
		_, rest, ok := strings.Cut(path, "[$")
		if !ok {
			return keys
		}
		num, tail, _ := strings.Cut(rest, "]")
		if n, err := strconv.Atoi(num); err == nil {
			keys = append(keys, ID(n))
		}
		path = tail
	}
}

// Roots returns the values that the rest of the function can still name: its
// registers and deferred calls, and the memory that the caller knows.
func (s *State) Roots(u *Universe) []Value {
	roots := slices.Clone(s.Pins)
	for _, v := range s.Regs {
		roots = append(roots, v)
	}
	for _, d := range append(slices.Clone(s.Defers), s.Gos...) {
		roots = append(roots, d.Fn)
		roots = append(roots, d.Args...)
	}
	for id, o := range s.objs {
		if _, ok := u.Root(id); ok && !o.Slotted {
			roots = append(roots, RefVal(id))
		}
	}
	return roots
}

// Held reports whether a live object's slot holds id.
func (s *State) Held(id ID) bool { return s.held(id, 0) }

func (s *State) held(id ID, depth int) bool {
	if depth > 4 {
		return true // a cycle or a long chain: nothing is claimed
	}
	moved := s.objs[id] != nil && s.objs[id].Moved
	for holder, o := range s.objs {
		for _, c := range o.Cells {
			// OpenSSL itself takes sessions out of its caches: they keep nothing alive.
			if IsSlot(c.Path) && (moved || !IsMany(c.Path)) && c.Val.Kind == Ref && c.Val.ID == id && holder != id && s.live(holder, depth+1) {
				return true
			}
		}
	}
	return false
}

// Live reports whether someone with a right to it still holds a reference of
// the object id, or its lender is still good.
func (s *State) Live(id ID) bool { return s.live(id, 0) }

func (s *State) live(id ID, depth int) bool {
	o := s.objs[id]
	if o == nil || o.Owed > 0 || o.Caller > 0 || o.Lost || o.Listed || depth > 4 {
		return true
	}
	if o.Lender != 0 {
		return s.good(o.Lender, o.LenderBorrowed, depth+1)
	}
	return s.held(id, depth)
}

// Good reports whether a handle of object id may be used: rules 1 and 2.
func (s *State) Good(id ID, borrowed bool) bool { return s.good(id, borrowed, 0) }

func (s *State) good(id ID, borrowed bool, depth int) bool {
	o := s.objs[id]
	if o == nil || o.Owed > 0 || o.Caller > 0 || o.Lost || o.Listed || o.Kind == "" && o.Lender == 0 {
		return true
	}
	if o.Weak {
		return true // stands for several objects: nothing is claimed
	}
	if borrowed || o.Moved || o.Lender != 0 {
		return s.live(id, depth) || s.ownedSince(id)
	}
	return false
}

// ownedSince reports whether the code has taken a reference of object id since a
// flush that may have ended its borrows: then they are good again.
func (s *State) ownedSince(id ID) bool {
	if e := s.objs[id].Lapse; e == nil || e.Reason != finding.HomeFlushed {
		return false
	}
	for _, o := range s.objs {
		if o.Was == id && (o.Owed > 0 || o.Lost) {
			return true
		}
	}
	return false
}
