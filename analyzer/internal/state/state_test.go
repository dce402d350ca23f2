package state

import (
	"reflect"
	"slices"
	"testing"
)

// TestCloneIndependent writes to one of two clones in every way there is: the
// other must not notice, whichever of them was the original.
func TestCloneIndependent(t *testing.T) {
	writes := map[string]func(s *State){
		"a register":             func(s *State) { s.Regs[1] = Nil },
		"a field of an object":   func(s *State) { s.Edit(1).Owed++ },
		"a cell":                 func(s *State) { s.Edit(1).SetCell(".a", Nil, 3) },
		"a new cell":             func(s *State) { s.Edit(1).SetCell(".0", Nil, 3) },
		"a dropped cell":         func(s *State) { s.Edit(1).DropCell(".a") },
		"a new object":           func(s *State) { s.Put(9, &Object{}) },
		"an object put in place": func(s *State) { s.Put(1, &Object{}) },
		"a dropped object":       func(s *State) { s.Drop(1) },
		"a renamed object":       func(s *State) { s.Rename(1, 9) },
		"a joined rename":        func(s *State) { s.Rename(2, 3) },
		"taint":                  func(s *State) { s.Taint(RefVal(2)) },
		"a deferred call":        func(s *State) { s.Defers = append(s.Defers, Deferred{}) },
		"the log":                func(s *State) { s.Log = append(s.Log, Entry{}) },
		"truths":                 func(s *State) { s.Drop(2); s.DropTruths() },
		"a store":                func(s *State) { s.Store(2, ".x", nil, Nil, 3) },
		"a load":                 func(s *State) { s.Load(NewUniverse(), 1, ".lazy", nil) },
	}
	for name, write := range writes {
		for _, original := range []bool{true, false} {
			a := full()
			a.Log = append(make([]Entry, 0, 8), a.Log...) // room to append in place
			a.Defers = append(make([]Deferred, 0, 8), a.Defers...)
			b := a.Clone()
			written, kept := b, a
			if original {
				written, kept = a, b
			}
			before, log := kept.Key(), len(kept.Log)
			write(written)
			write(written.Clone())
			if kept.Key() != before || len(kept.Log) != log {
				t.Errorf("%s, written to the %s: the other changed", name, map[bool]string{true: "original", false: "clone"}[original])
			}
		}
	}
}

// TestRenameEverywhere checks that a renamed ID is left nowhere.
func TestRenameEverywhere(t *testing.T) {
	s := full()
	s.Pins = []Value{RefVal(1)}
	s.Rename(1, 9)
	s.Rename(2, 8)
	for _, v := range s.everything() {
		v.Refs(func(id ID) {
			if id == 1 || id == 2 {
				t.Errorf("%v still names %d", v, id)
			}
		})
	}
	if o := s.Obj(9); o == nil || o.Owed != 1 || o.Lender != 8 || o.Home != 8 || o.Weak {
		t.Errorf("object 1, renamed to 9, is %+v", o)
	}
	if s.Obj(1) != nil || s.Obj(2) != nil {
		t.Error("the old objects are still there")
	}
}

// everything returns all values of s. What is lost is history: no one can name it.
func (s *State) everything() []Value {
	all := slices.Clone(s.Pins)
	for _, v := range s.Regs {
		all = append(all, v)
	}
	for _, id := range s.IDs() {
		all = append(all, RefVal(s.Obj(id).Lender), RefVal(s.Obj(id).Home))
		for _, c := range s.Obj(id).Cells {
			all = append(all, c.Val)
		}
		for _, f := range s.Obj(id).Final {
			all = append(all, f.Arg)
		}
	}
	for _, d := range append(slices.Clone(s.Defers), s.Gos...) {
		all = append(append(all, d.Fn), d.Args...)
	}
	for _, e := range s.Log {
		all = append(append(append(all, e.X, e.Y), e.Args...), e.Res...)
	}
	for _, e := range s.Escapes {
		all = append(all, e.Val)
	}
	for _, t := range s.Truths {
		all = append(all, t.Cond)
	}
	for _, id := range s.Tainted {
		all = append(all, RefVal(id))
	}
	return all
}

// TestRecency is what a loop does: the newest object of a site is exact, all
// older ones are one object of which nothing is claimed.
func TestRecency(t *testing.T) {
	u := NewUniverse()
	newest := u.ID("site")
	s := New()
	for i := range 3 {
		if s.Obj(newest) != nil {
			s.Rename(newest, u.Older(newest))
		}
		s.Put(newest, &Object{Mask: MaskNonNil, Kind: "SSL_SESSION", Owed: 1, Fresh: true})
		s.Regs[Reg(i)] = RefVal(newest)
	}
	older := u.Older(newest)
	for r, want := range []ID{older, older, newest} {
		if got := s.Regs[Reg(r)].ID; got != want {
			t.Errorf("the object of iteration %d is %d, want %d", r, got, want)
		}
	}
	if o := s.Obj(newest); o.Weak || !o.Fresh {
		t.Errorf("the newest object is not exact: %+v", o)
	}
	if o := s.Obj(older); !o.Weak || o.Fresh {
		t.Errorf("the older ones are claimed to be one: %+v", o)
	}
	if u.Older(older) != older {
		t.Error("there are still older ones than the older ones")
	}
}

// TestRenameDropsIndexed checks that what was stored under an index is gone
// when the index becomes another.
func TestRenameDropsIndexed(t *testing.T) {
	s := New()
	s.Put(7, &Object{Mask: MaskAll})
	s.Put(1, &Object{Init: Zero, Mask: MaskNonNil})
	s.Edit(1).SetCell("[$7]", IntVal(1), 1)
	s.Edit(1).SetCell("[$77]", IntVal(2), 1)
	s.Regs[1] = Value{Kind: Ref, ID: 1, Path: "[$7]"}
	s.Rename(7, 8)
	if _, ok := s.Obj(1).Cell("[$7]"); ok {
		t.Error("the element picked by the old index is still there")
	}
	if _, ok := s.Obj(1).Cell("[$77]"); !ok {
		t.Error("an element picked by another index is gone")
	}
	if s.Obj(1).Init == Zero {
		t.Error("the forgotten element would read as zero")
	}
	if !s.Regs[1].Equal(Value{}) {
		t.Errorf("the address of the element is still %v", s.Regs[1])
	}
}

// TestCells checks that cells stay sorted, and are found again.
func TestCells(t *testing.T) {
	o := &Object{}
	paths := []string{".b", "", ".a", "[1]", "#session", ".a.b", "[0]"}
	for i, p := range paths {
		o.SetCell(p, IntVal(int64(i)), 0)
		o.SetCell(p, IntVal(int64(i)), i)
	}
	if len(o.Cells) != len(paths) || !slices.IsSortedFunc(o.Cells, func(a, b Cell) int {
		if a.Path < b.Path {
			return -1
		}
		return 1
	}) {
		t.Errorf("cells are %v", o.Cells)
	}
	for i, p := range paths {
		if c, ok := o.Cell(p); !ok || !c.Val.IsInt(int64(i)) || c.Pos != i {
			t.Errorf("cell %q is %v, %v", p, c, ok)
		}
		o.DropCell(p)
		if _, ok := o.Cell(p); ok {
			t.Errorf("cell %q is still there", p)
		}
	}
}

func TestResolve(t *testing.T) {
	s := New()
	s.Put(1, &Object{Mask: Mask0})
	s.Put(2, &Object{Mask: MaskBool})
	for _, c := range []struct {
		v, want Value
	}{
		{RefVal(1), Nil},
		{RefVal(2), RefVal(2)},
		{RefVal(3), RefVal(3)},
		{Value{Kind: Ref, ID: 1, Path: ".f"}, Value{Kind: Ref, ID: 1, Path: ".f"}},
		{IntVal(5), IntVal(5)},
		{Value{}, Value{}},
	} {
		if got := s.Resolve(c.v); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Resolve(%v) = %v, want %v", c.v, got, c.want)
		}
	}
}

// TestAge checks that what a site made before is older, and what others made is not.
func TestAge(t *testing.T) {
	u := NewUniverse()
	s := New()
	made, also, elsewhere := u.ID("1 fresh 0"), u.ID("1 slot session"), u.ID("11 fresh 0")
	for i, id := range []ID{made, also, elsewhere} {
		s.Put(id, &Object{})
		s.Regs[Reg(i)] = RefVal(id)
	}
	s.Age(u, "1")
	for r, want := range []ID{u.Older(made), u.Older(also), elsewhere} {
		if got := s.Regs[Reg(r)].ID; got != want {
			t.Errorf("object %d is %d, want %d", r, got, want)
		}
	}
}
