package state

import (
	"go/token"
	"go/types"
	"reflect"
	"testing"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
)

// silent are the fields that two equal states may differ in, and why.
var silent = map[string]string{
	"Object.Trace":    "history: it words a finding, and decides nothing",
	"Cell.Pos":        "history",
	"End.By":          "history",
	"End.Pos":         "history",
	"Loss.Obj":        "what the object was like: for the finding's words; where it was taken is tested below",
	"Loss.Pos":        "history",
	"Escaped.Pos":     "history",
	"Finalizer.Call":  "history",
	"Finalizer.Pos":   "history",
	"Entry.Effect":    "its fields are tested one by one",
	"Entry.Res":       "follows from Seq",
	"State.Pins":      "empty between two blocks",
	"State.Calls":     "follows from Log",
	"State.Lost":      "tested below",
	"Object.Possible": "words a finding",
	"Entry.Seq":       "follows from Log",
	"Value.Type":      "tested below: types are equal if they are identical",
}

// TestKeyTells changes each field of each part of a state, one at a time: the
// key must change.
func TestKeyTells(t *testing.T) {
	for _, part := range []struct {
		name string
		of   func(s *State) any
	}{
		{"Object", func(s *State) any { return s.Edit(1) }},
		{"Cell", func(s *State) any { return &s.Edit(1).Cells[0] }},
		{"End", func(s *State) any { return s.Edit(1).Ended }},
		{"End", func(s *State) any { return s.Edit(1).Lapse }},
		{"Finalizer", func(s *State) any { return &s.Edit(1).Final[0] }},
		{"Value", func(s *State) any { v := s.Regs[1]; return &v }},
		{"Deferred", func(s *State) any { return &s.Defers[0] }},
		{"Deferred", func(s *State) any { return &s.Gos[0] }},
		{"Entry", func(s *State) any { return &s.Log[0] }},
		{"Effect", func(s *State) any { return &s.Log[0].Effect }},
		{"Loss", func(s *State) any { return &s.Lost[0] }},
		{"Escaped", func(s *State) any { return &s.Escapes[0] }},
		{"Truth", func(s *State) any { return &s.Truths[0] }},
		{"State", func(s *State) any { return s }},
	} {
		typ := reflect.TypeOf(part.of(full())).Elem()
		for i := range typ.NumField() {
			field := part.name + "." + typ.Field(i).Name
			if _, ok := silent[field]; ok || !typ.Field(i).IsExported() || part.name == "Effect" && !effectMatters[typ.Field(i).Name] {
				continue
			}
			a, b := full(), full()
			b.types = a.types
			p := part.of(b)
			if !change(reflect.ValueOf(p).Elem().Field(i)) {
				t.Errorf("%s: the test does not know how to change a %s", field, typ.Field(i).Type)
				continue
			}
			if v, ok := p.(*Value); ok {
				b.Regs[1] = *v
			}
			if a.Key() == b.Key() {
				t.Errorf("states that differ in %s have one key: one of them would be dropped as seen", field)
			}
		}
	}
}

// effectMatters are the fields of a logged effect that are not in its entry.
var effectMatters = map[string]bool{"Slot": true, "How": true, "May": true, "Crash": true}

// TestKeyLost checks that losses of what was taken in two places are two.
func TestKeyLost(t *testing.T) {
	a, b := full(), full()
	b.types = a.types
	for i, s := range []*State{a, b} {
		s.Lost[0].Obj.Trace = &Trace{Step: finding.Step{Kind: finding.Acquired, Pos: token.Pos(i + 1)}}
	}
	if a.Key() == b.Key() {
		t.Error("one of two leaks would be dropped as seen")
	}
}

// TestKeyEqual checks that what is equal has one key, however it was made.
func TestKeyEqual(t *testing.T) {
	a := full()
	b := full()
	b.types = a.types
	b.Edit(1).Trace = &Trace{Step: finding.Step{Kind: finding.Used, Call: "C.SSL_free"}, Prev: b.Edit(1).Trace}
	b.Edit(1).Cells[0].Pos = 99
	b.Edit(1).Ended = &End{By: "C.SSL_clear", Pos: 99}
	b.Regs[1] = Value{Kind: Iface, Type: types.NewPointer(types.Typ[types.Int]), Sub: []Value{RefVal(1)}}
	for _, s := range []*State{a, b} {
		if clone := s.Clone(); clone.Key() != s.Key() {
			t.Error("a clone has another key")
		}
	}
	if a.Key() != b.Key() {
		t.Error("history, and a type that is identical, change the key")
	}
}

// TestKeyRandom checks that random states that print differently have two keys,
// and that the same state made twice has one.
func TestKeyRandom(t *testing.T) {
	for seed := range uint64(300) {
		m := newMaker(seed)
		a := m.base()
		b := a.Clone()
		m.vary(b)
		again := newMaker(seed).base()
		again.types = a.types
		if again.Key() != a.Key() {
			t.Fatalf("seed %d: the same state made twice has two keys", seed)
		}
		if difference(m, a, b) != "" && a.Key() == b.Key() {
			t.Fatalf("seed %d: one key for\n%s", seed, difference(m, a, b))
		}
	}
}

// full returns a state with one of everything.
func full() *State {
	s := New()
	s.Put(1, &Object{Init: Lazy, Mask: MaskAll, Full: MaskAll, Kind: "SSL", Owed: 1,
		Cells: []Cell{{".a", RefVal(2), 1}}, Final: []Finalizer{{Path: ".a", Arg: RefVal(2)}},
		Ended: &End{}, Lapse: &End{}, Lender: 2, Home: 2})
	s.Put(2, &Object{Init: Zero, Mask: MaskNonNil})
	s.Put(3, &Object{Init: Zero, Mask: MaskNonNil})
	s.Regs[1] = Value{Kind: Iface, Type: types.NewPointer(types.Typ[types.Int]), Sub: []Value{RefVal(1)}}
	s.Defers = []Deferred{{Site: "defer", Fn: Value{Kind: Func, Fn: "f"}, Args: []Value{RefVal(1)}}}
	s.Gos = []Deferred{{Site: "go", Fn: Value{Kind: Func, Fn: "f"}, Args: []Value{RefVal(1)}}}
	s.Log = []Entry{{Op: contract.OpSet, X: RefVal(1), Y: RefVal(2), Args: []Value{RefVal(2)},
		Held: []Held{{ID: 1, Cells: []Cell{{Path: ".x", Val: IntVal(1)}}}}}}
	s.Lost = []Loss{{ID: 1, Count: 1, Obj: &Object{Owed: 1}}}
	s.Escapes = []Escaped{{Val: RefVal(1), How: 1}}
	s.Truths = []Truth{{Cond: Value{Kind: Cond, Op: token.LSS, Sub: []Value{RefVal(1), RefVal(2)}}}}
	s.Tainted = []ID{1}
	return s
}

// change writes another value to v, and reports whether it knows one.
func change(v reflect.Value) bool {
	switch x := v.Addr().Interface().(type) {
	case *Value:
		*x = RefVal(3)
		return true
	case *[]Value:
		*x = append([]Value{RefVal(3)}, *x...)
		return true
	case *[]Cell:
		*x = append([]Cell{{".0", Nil, 1}}, *x...)
		return true
	case *[]Finalizer:
		*x = nil
		return true
	case **End:
		*x = nil
		return true
	case *[]ID:
		*x = []ID{2}
		return true
	case *map[Reg]Value:
		*x = map[Reg]Value{}
		return true
	case *contract.Effect:
		x.May = !x.May
		return true
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int32, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8, reflect.Uint16:
		v.SetUint(v.Uint() ^ 1)
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Interface:
		if v.Type() != reflect.TypeFor[any]() {
			return false
		}
		v.Set(reflect.ValueOf("another"))
	case reflect.Slice:
		v.Set(reflect.Zero(v.Type()))
	default:
		return false
	}
	return true
}
