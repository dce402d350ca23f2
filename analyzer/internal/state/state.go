package state

import (
	"maps"
	"slices"
	"sort"

	"github.com/refvet/refvet/analyzer/contract"
)

// A Reg numbers an SSA value of the function under analysis.
type Reg int32

// A State is one disjunct: all that is known on some paths to a point. Clone it
// before changing it where another holder is left.
type State struct {
	Regs  map[Reg]Value
	types *Numbers
	objs  map[ID]*Object // shared between clones; edit copies
	own   map[ID]bool    // objects that this state may write in place

	Defers  []Deferred
	Gos     []Deferred // goroutines that were started and not waited for
	Pins    []Value    // what a call in progress still needs
	Log     []Entry    // what was done to objects that the caller knows, in order
	Lost    []Loss     // references that cannot be reached any more
	Escapes []Escaped  // handles that left the function
	Truths  []Truth    // opaque comparisons that were decided
	Tainted []ID       // symbols of which a join forgot something
	// Doubt: a branch was taken on a tainted symbol; what follows may not be
	// feasible, so nothing is reported from here on.
	Doubt     bool
	Panicking bool // a deferred call runs because of a panic
	Recovered bool // and one of them recovered
	Failed    bool // a call failed whose caller could have noticed
	LogFull   bool // Log lost entries: the contract will be partial
	Calls     int  // number of OpCall entries so far
}

// A Deferred is a deferred call whose callee and arguments were evaluated.
type Deferred struct {
	Site any // the instruction
	Fn   Value
	Args []Value
}

// An Entry is one entry of a State's Log: an effect with values of this state.
type Entry struct {
	Op     contract.Op
	X, Y   Value
	Args   []Value
	Effect contract.Effect // the other fields of the effect
	Seq    int             // iff OpCall
	Held   []Held          // iff OpCall: what the memory that it gets holds then
	Res    []Value         // iff OpCall: the symbols of its results
}

// Held is what an object holds at the time of an Entry.
type Held struct {
	ID    ID
	Cells []Cell
}

// A Loss is an owed reference that cannot be reached any more.
type Loss struct {
	ID    ID
	Obj   *Object
	Pos   Pos
	Count int
}

// An Escaped is a handle that was put where this function's end does not end it.
type Escaped struct {
	Val Value
	Pos Pos
	How uint8 // a finding.Reason
}

// A Truth is a decided comparison of values whose order or equality is opaque.
type Truth struct {
	Cond  Value
	Holds bool
}

// New returns a state in which nothing is known.
func New() *State {
	return &State{types: &Numbers{}, Regs: map[Reg]Value{}, objs: map[ID]*Object{}, own: map[ID]bool{}}
}

// Clone returns a copy that can be changed without changing s.
func (s *State) Clone() *State {
	c := *s
	c.Regs = maps.Clone(s.Regs)
	c.objs = maps.Clone(s.objs)
	c.own = map[ID]bool{}
	s.own = map[ID]bool{}
	c.Defers = slices.Clip(s.Defers)
	c.Gos = slices.Clip(s.Gos)
	c.Pins = slices.Clip(s.Pins)
	c.Log = slices.Clip(s.Log)
	c.Lost = slices.Clip(s.Lost)
	c.Escapes = slices.Clip(s.Escapes)
	c.Truths = slices.Clip(s.Truths)
	c.Tainted = slices.Clip(s.Tainted)
	return &c
}

// Obj returns the object id, to be read only; nil if s has none.
func (s *State) Obj(id ID) *Object { return s.objs[id] }

// Edit returns the object id for writing, making an opaque one if s has none.
func (s *State) Edit(id ID) *Object {
	o := s.objs[id]
	switch {
	case o == nil:
		o = &Object{Init: Opaque, Mask: MaskAll}
	case s.own[id]:
		return o
	default:
		c := *o
		c.Cells = slices.Clone(o.Cells)
		o = &c
	}
	s.objs[id] = o
	s.own[id] = true
	return o
}

// Put makes o the object id.
func (s *State) Put(id ID, o *Object) {
	s.objs[id] = o
	s.own[id] = true
}

// Drop forgets object id.
func (s *State) Drop(id ID) { delete(s.objs, id) }

// IDs returns the IDs of all objects in order.
func (s *State) IDs() []ID {
	ids := make([]ID, 0, len(s.objs))
	for id := range s.objs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Cell returns the cell path of o.
func (o *Object) Cell(path string) (Cell, bool) {
	i := sort.Search(len(o.Cells), func(i int) bool { return o.Cells[i].Path >= path })
	if i < len(o.Cells) && o.Cells[i].Path == path {
		return o.Cells[i], true
	}
	return Cell{}, false
}

// SetCell writes the cell path of an editable o.
func (o *Object) SetCell(path string, v Value, pos Pos) {
	i := sort.Search(len(o.Cells), func(i int) bool { return o.Cells[i].Path >= path })
	if i < len(o.Cells) && o.Cells[i].Path == path {
		o.Cells[i] = Cell{path, v, pos}
		return
	}
	o.Cells = slices.Insert(o.Cells, i, Cell{path, v, pos})
}

// DropCell forgets the cell path of an editable o.
func (o *Object) DropCell(path string) {
	o.Cells = slices.DeleteFunc(o.Cells, func(c Cell) bool { return c.Path == path })
}

// Resolve returns v with what s knows of it: a symbol that is one integer is
// that integer.
func (s *State) Resolve(v Value) Value {
	if v.Kind != Ref || v.Path != "" {
		return v
	}
	o := s.objs[v.ID]
	if o == nil {
		return v
	}
	if n, ok := o.Mask.Single(); ok {
		return IntVal(n)
	}
	return v
}

// Mask returns the integers that v may be.
func (s *State) Mask(v Value) Mask {
	switch v.Kind {
	case Int:
		m, _ := MaskOf(v.N)
		return m
	case Ref:
		if v.Path != "" {
			return MaskNonNil
		}
		if o := s.objs[v.ID]; o != nil {
			return o.Mask
		}
		return MaskAll
	case Unknown:
		return MaskAll
	case Cond:
		return MaskBool
	case Tuple, Struct:
		return MaskAll
	}
	return MaskNonNil // Iface, Func
}

// Taint notes that what is known of v may come from a state that was joined away.
func (s *State) Taint(v Value) {
	if v.Kind != Ref {
		return
	}
	if i, ok := slices.BinarySearch(s.Tainted, v.ID); !ok {
		s.Tainted = slices.Insert(slices.Clone(s.Tainted), i, v.ID)
	}
}

// DropTruths forgets what was decided of symbols that are gone.
func (s *State) DropTruths() {
	gone := func(t Truth) bool {
		lost := false
		t.Cond.Refs(func(id ID) { lost = lost || s.objs[id] == nil })
		return lost
	}
	if slices.ContainsFunc(s.Truths, gone) {
		s.Truths = slices.DeleteFunc(slices.Clone(s.Truths), gone)
	}
	lost := func(id ID) bool { return s.objs[id] == nil }
	if slices.ContainsFunc(s.Tainted, lost) {
		s.Tainted = slices.DeleteFunc(slices.Clone(s.Tainted), lost)
	}
}
