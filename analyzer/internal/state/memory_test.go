package state

import (
	"go/token"
	"go/types"
	"slices"
	"testing"

	"github.com/refvet/refvet/analyzer/contract"
)

func path(i int, elems ...string) contract.Path {
	return contract.Path{Root: contract.Param, Index: i, Elems: elems}
}

func structOf(fields ...*types.Var) *types.Struct { return types.NewStruct(fields, nil) }

func fieldOf(name string, t types.Type) *types.Var {
	return types.NewField(token.NoPos, nil, name, t, false)
}

var (
	pointer = types.Typ[types.UnsafePointer]
	inner   = structOf(fieldOf("x", pointer), fieldOf("y", pointer))
	outer   = structOf(fieldOf("a", pointer), fieldOf("in", inner), fieldOf("list", types.NewArray(pointer, 2)))
)

// TestStoreLoad stores composites and loads them whole and in parts.
func TestStoreLoad(t *testing.T) {
	u := NewUniverse()
	s := New()
	s.Put(1, &Object{Init: Zero, Mask: MaskNonNil})
	list := Value{Kind: Struct, Sub: []Value{IntVal(4), IntVal(5)}}
	in := Value{Kind: Struct, Sub: []Value{IntVal(2), IntVal(3)}}
	whole := Value{Kind: Struct, Sub: []Value{IntVal(1), in, list}}
	s.Store(1, ".s", outer, whole, 7)
	for _, c := range []struct {
		path string
		typ  types.Type
		want Value
	}{
		{".s", outer, whole},
		{".s.a", pointer, IntVal(1)},
		{".s.in", inner, in},
		{".s.in.y", pointer, IntVal(3)},
		{".s.list", types.NewArray(pointer, 2), list},
		{".s.list[1]", pointer, IntVal(5)},
		{".t", inner, Value{Kind: Struct, Sub: []Value{Nil, Nil}}}, // never written
		{".s.list[?]", pointer, Value{}},                           // which one is not known
		{".big", types.NewArray(pointer, 9), Value{}},
	} {
		if got := s.Load(u, 1, c.path, c.typ); !got.Equal(c.want) {
			t.Errorf("%s is %v, want %v", c.path, got, c.want)
		}
	}
	s.Store(1, ".s.in", inner, Nil, 8) // the zero value of the whole
	if got := s.Load(u, 1, ".s.in.y", pointer); !got.Equal(Nil) {
		t.Errorf("after zeroing the struct its field is %v", got)
	}
	s.Store(1, ".s.in", inner, Value{}, 9)
	if got := s.Load(u, 1, ".s.in.y", pointer); !got.Equal(Value{}) {
		t.Errorf("after storing an unknown struct its field is %v", got)
	}
}

// TestLoadInit is what a cell reads as that nobody wrote here.
func TestLoadInit(t *testing.T) {
	u := NewUniverse()
	u.ID("the object") // is 1
	for _, c := range []struct {
		name string
		o    *Object
		want Value
	}{
		{"allocated here", &Object{Init: Zero}, Nil},
		{"not known", &Object{Init: Opaque}, Value{}},
		{"on entry", &Object{Init: Lazy}, RefVal(u.Child(1, ".f"))},
		{"written by another goroutine", &Object{Init: Zero, Shared: true}, Value{}},
		{"one of several", &Object{Init: Zero, Weak: true}, Value{}},
		{"no object", nil, Value{}},
	} {
		s := New()
		if c.o != nil {
			s.Put(1, c.o)
		}
		got := s.Load(u, 1, ".f", pointer)
		if !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if again := s.Load(u, 1, ".f", pointer); !again.Equal(got) {
			t.Errorf("%s: read again it is %v, and was %v", c.name, again, got)
		}
	}
}

// TestLoadForgotten checks that a cell that was dropped does not come back as
// the value that it had on entry.
func TestLoadForgotten(t *testing.T) {
	u := NewUniverse()
	u.ID("the object") // is 1
	s := New()
	s.Put(1, &Object{Init: Lazy})
	old := s.Load(u, 1, ".f", pointer)
	s.Edit(1).DropCell(".f")
	if got := s.Load(u, 1, ".f", pointer); got.Equal(old) {
		t.Error("the forgotten cell holds its old value again")
	}
}

func TestLoadBool(t *testing.T) {
	u := NewUniverse()
	u.ID("the object") // is 1
	s := New()
	s.Put(1, &Object{Init: Lazy})
	if v := s.Load(u, 1, ".f", types.Typ[types.Bool]); s.Mask(v) != MaskBool {
		t.Errorf("a boolean field may be %#x, want %#x", s.Mask(v), MaskBool)
	}
}

func TestSplitPath(t *testing.T) {
	for _, c := range []struct {
		path string
		want []string
	}{
		{"", []string{"*"}},
		{".f", []string{"f"}},
		{".f.g", []string{"f", "g"}},
		{"#session", []string{"session"}},
		{"[2]", []string{"[2]"}},
		{".f[2].g", []string{"f", "[2]", "g"}},
		{".f#session", []string{"f", "session"}},
		{"[0][1]", []string{"[0]", "[1]"}},
	} {
		if got := SplitPath(c.path); !slices.Equal(got, c.want) {
			t.Errorf("SplitPath(%q) = %q, want %q", c.path, got, c.want)
		}
	}
}

func TestChild(t *testing.T) {
	u := NewUniverse()
	p := u.ID("param 0")
	u.SetRoot(p, path(0))
	g := u.ID("global")
	u.SetRoot(g, contract.Path{Root: contract.Global, Name: "p.V", Elems: []string{Address}})
	local := u.ID("local")
	for _, c := range []struct {
		name  string
		id    ID
		steps []string
		want  []string // nil: no root
		none  bool
	}{
		{"field", p, []string{".f"}, []string{"f"}, false},
		{"field of field", p, []string{".f", ".g"}, []string{"f", "g"}, false},
		{"field of inner struct", p, []string{".f.g"}, []string{"f", "g"}, false},
		{"slot", p, []string{".ssl", "#session"}, []string{"ssl", "session"}, false},
		{"pointee", p, []string{""}, []string{"*"}, false},
		{"as deep as contracts go", p, []string{".a", ".b", ".c", ".d"}, []string{"a", "b", "c", "d"}, false},
		{"deeper", p, []string{".a", ".b", ".c", ".d", ".e"}, nil, true},
		{"a variable's value", g, []string{""}, nil, false},
		{"a variable's field", g, []string{".f"}, []string{"f"}, false},
		{"what a variable points to", g, []string{"", ".f"}, []string{"f"}, false},
		{"not known to the caller", local, []string{".f"}, nil, true},
	} {
		id := c.id
		for _, s := range c.steps {
			if again := u.Child(id, s); u.Child(id, s) != again {
				t.Errorf("%s: two children for one cell", c.name)
			}
			id = u.Child(id, s)
		}
		root, ok := u.Root(id)
		if ok == c.none || !slices.Equal(root.Elems, c.want) {
			t.Errorf("%s: the root is %v, %v; want %v", c.name, root, ok, c.want)
		}
	}
	if u.Child(p, ".f") == u.Child(p, ".g") || u.Child(p, ".f") == u.Child(g, ".f") {
		t.Error("two cells have one child")
	}
}

// TestBeyond follows fields from an object on entry: one that comes again and again
// is followed twice in a row, others as far as one likes.
func TestBeyond(t *testing.T) {
	u, s := NewUniverse(), New()
	root := u.ID("param")
	u.SetRoot(root, contract.Path{Root: contract.Param})
	s.Put(root, &Object{Init: Lazy, Mask: MaskAll})
	typ := types.NewPointer(types.NewStruct(nil, nil))
	at := root
	for i, field := range []string{".next", ".next"} {
		v := s.Load(u, at, field, typ)
		if v.Kind != Ref {
			t.Fatalf("node %d is not known", i)
		}
		at = v.ID
	}
	if v := s.Load(u, at, ".s", typ); v.Kind != Ref {
		t.Error("another field of the last node is not known")
	}
	if v := s.Load(u, at, ".next", typ); v.Kind != Unknown {
		t.Error("the list goes on for ever")
	}
	if !s.Obj(at).Beyond || s.Obj(root).Beyond {
		t.Error("where it was gone on from is not noted")
	}
	if known, ok := u.Known(s.Load(u, at, ".s", typ).ID); !ok || known == root {
		t.Errorf("the nearest with a name is %d, %v", known, ok)
	}
}

// TestUnsure writes and reads elements beside one that an unknown index picked.
func TestUnsure(t *testing.T) {
	u, typ := NewUniverse(), types.NewPointer(types.NewStruct(nil, nil))
	list, key, held := u.ID("list"), u.ID("key"), u.ID("held")
	state := func() *State {
		s := New()
		s.Put(list, &Object{Init: Zero, Mask: MaskNonNil, Fresh: true})
		s.Put(key, &Object{Init: Lazy, Mask: MaskAll})
		s.Put(held, &Object{Init: Lazy, Mask: MaskNonNil, Kind: "session", Owed: 1})
		s.Store(list, ".f"+KeyPath(key), typ, RefVal(held), 1)
		return s
	}
	s := state()
	if v := s.Load(u, list, ".g[0]", typ); !v.IsInt(0) {
		t.Error("an element of another list is not nil")
	}
	if v := s.Load(u, list, ".f[0]", typ); v.Kind != Unknown {
		t.Error("an element that may be the one that was written is known")
	}
	if s.Obj(held).Kept != 1 {
		t.Error("what was written is not somewhere in the list")
	}
	s = state()
	s.Store(list, ".f[1]", typ, Nil, 2)
	if v := s.Load(u, list, ".f[1]", typ); !v.IsInt(0) {
		t.Error("what was written last is not there")
	}
	if v := s.Load(u, list, ".f[2]", typ); v.Kind != Unknown || s.Obj(held).Kept != 1 {
		t.Error("what was written before is forgotten")
	}
}

// TestExpr asks for what is computed from a symbol, which ages with it.
func TestExpr(t *testing.T) {
	u := NewUniverse()
	x := u.ID("r5 result")
	twice, ok := u.Expr(x, "% 2")
	if again, _ := u.Expr(x, "% 2"); !ok || again != twice {
		t.Error("the same question is another one")
	}
	if other, _ := u.Expr(x, "% 3"); other == twice {
		t.Error("another question is the same")
	}
	if from, ok := u.Computed(twice); !ok || from != x {
		t.Errorf("it is computed from %d, %v", from, ok)
	}
	s := New()
	s.Put(x, &Object{Init: Lazy, Mask: MaskAll})
	s.Put(twice, &Object{Init: Lazy, Mask: Mask0})
	s.Age(u, "r5")
	if s.Obj(twice) != nil || s.Obj(x) != nil {
		t.Error("the answer stays when the symbol is made anew")
	}
	if _, ok := u.Expr(u.Older(x), "% 2"); ok {
		t.Error("of what stands for several there is one answer")
	}
}
