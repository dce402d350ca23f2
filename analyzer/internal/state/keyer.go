package state

import (
	"encoding/binary"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// A keyer writes states. Pointers are numbered in the order in which the
// universe first saw them.
type keyer struct {
	b     []byte
	types *Numbers
}

// Numbers gives numbers to types, functions and instructions.
type Numbers struct {
	byPtr  map[any]int
	byType typeutil.Map
}

func (n *Numbers) ptr(p any) int {
	if n.byPtr == nil {
		n.byPtr = map[any]int{}
	}
	i, ok := n.byPtr[p]
	if !ok {
		i = len(n.byPtr) + 1
		n.byPtr[p] = i
	}
	return i
}

func (n *Numbers) typ(t types.Type) int {
	if i, ok := n.byType.At(t).(int); ok {
		return i
	}
	i := n.byType.Len() + 1
	n.byType.Set(t, i)
	return i
}

func (k *keyer) ptr(p any) { k.num(int64(k.types.ptr(p))) }

func (k *keyer) num(n int64) { k.b = binary.AppendVarint(k.b, n) }

func (k *keyer) str(s string) {
	k.num(int64(len(s)))
	k.b = append(k.b, s...)
}

func (k *keyer) flag(b bool) {
	if b {
		k.b = append(k.b, 1)
	} else {
		k.b = append(k.b, 0)
	}
}

func (k *keyer) vals(vs []Value) {
	k.num(int64(len(vs)))
	for _, v := range vs {
		k.val(v)
	}
}

func (k *keyer) val(v Value) {
	k.num(int64(v.Kind))
	k.num(v.N)
	k.num(int64(v.ID))
	k.str(v.Path)
	k.flag(v.Borrowed)
	k.num(int64(v.Op))
	if v.Type != nil {
		k.num(int64(k.types.typ(v.Type)))
	}
	if v.Fn != nil {
		k.ptr(v.Fn)
	}
	k.vals(v.Sub)
}

// object writes o; if matter is not nil, only the cells that lead there.
func (k *keyer) object(o *Object, matter map[ID]bool) {
	for _, c := range o.Cells {
		if matter != nil && !leads(c.Val, matter) {
			continue
		}
		k.str(c.Path)
		k.val(c.Val)
	}
	k.num(int64(o.Init))
	k.str(o.Kind)
	k.num(int64(o.Owed))
	k.num(int64(o.Caller))
	k.num(int64(o.Kept))
	for _, f := range []bool{o.Counted, o.Moved, o.Lost, o.Weak, o.Fresh, o.Nullable, o.Reported, o.Slotted, o.Shared, o.Sentinel,
		o.LenderBorrowed, o.Entrusted, o.Excused, o.Finalizing, o.Possible, o.Listed, o.Const, o.Beyond} {
		k.flag(f)
	}
	k.num(int64(o.Lender))
	k.num(int64(o.Home))
	k.num(int64(o.Was))
	k.num(int64(len(o.Final)))
	for _, f := range o.Final {
		k.str(f.Path)
		k.val(f.Arg)
		k.flag(f.Cleanup)
		k.flag(f.Captured)
		k.flag(f.Late)
	}
	k.end(o.Ended)
	k.end(o.Lapse)
}

func (k *keyer) end(e *End) {
	k.flag(e != nil)
	if e != nil {
		k.num(int64(e.Reason))
		k.flag(e.Possible)
	}
}
