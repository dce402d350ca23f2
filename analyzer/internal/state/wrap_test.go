package state

import (
	"go/types"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		n    int64
		kind types.BasicKind
		want int64
		ok   bool
	}{
		{256, types.Uint8, 0, true}, {-1, types.Uint8, 255, true}, {128, types.Int8, -128, true}, {1 << 16, types.Uint16, 0, true},
		{1 << 15, types.Int16, -1 << 15, true}, {1<<32 + 1, types.Uint32, 1, true}, {1 << 31, types.Int32, -1 << 31, true},
		{7, types.Int, 7, true}, {-7, types.Int64, -7, true}, {7, types.Uint64, 7, true},
		{-1, types.Uint64, 0, false}, {-1, types.Uint, 0, false}, {7, types.Float64, 0, false}, {1, types.Bool, 0, false},
	} {
		if n, ok := Wrap(c.n, types.Typ[c.kind]); ok != c.ok || ok && n != c.want {
			t.Errorf("%d as %s: got %d, %v, want %d, %v", c.n, types.Typ[c.kind], n, ok, c.want, c.ok)
		}
	}
	if _, ok := Wrap(1, nil); ok {
		t.Error("an integer of no type")
	}
}
