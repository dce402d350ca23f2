package contract

import (
	"slices"
	"testing"
)

func TestElements(t *testing.T) {
	for _, c := range []struct {
		elem   string
		rest   int64
		isRest bool
		key    int
		isKey  bool
		from   string
	}{
		{elem: Rest(0), isRest: true, from: "[0:]"},
		{elem: Rest(3), rest: 3, isRest: true, from: "[3:]"},
		{elem: Key(2), key: 2, isKey: true, from: "[#2]"},
		{elem: "[3]", from: "[3]"},
		{elem: "[:]", from: "[:]"},
		{elem: "[#]", from: "[#]"},
		{elem: "[#x]", from: "[#x]"},
		{elem: "next", from: "next"},
	} {
		if c.elem != c.from {
			t.Errorf("got %s, want %s", c.elem, c.from)
		}
		if n, ok := IsRest(c.elem); ok != c.isRest || ok && n != c.rest {
			t.Errorf("IsRest(%s) is %d, %v", c.elem, n, ok)
		}
		if n, field, ok := IsKey(c.elem); ok != c.isKey || ok && n != c.key || field != "" {
			t.Errorf("IsKey(%s) is %d, %v", c.elem, n, ok)
		}
	}
}

func TestList(t *testing.T) {
	p := Path{Root: Param, Index: 1, Elems: []string{"f", "[2:]", "s"}}
	list, n, ok := p.List()
	if !ok || n != 2 || list.Root != Param || list.Index != 1 || !slices.Equal(list.Elems, []string{"f"}) {
		t.Errorf("got %v, %d, %v", list, n, ok)
	}
	if got := append(list.Elems, "x"); p.Elems[1] != "[2:]" {
		t.Errorf("%v shares its elements with the path that it was cut from: %v", got, p.Elems)
	}
	if _, _, ok := (Path{Elems: []string{"f", "[2]"}}).List(); ok {
		t.Error("an element is a list")
	}
}

func TestKeyField(t *testing.T) {
	if i, field, ok := IsKey(Key(3) + ".f.g"); i != 3 || field != ".f.g" || !ok {
		t.Errorf("got %d, %q, %v", i, field, ok)
	}
}
