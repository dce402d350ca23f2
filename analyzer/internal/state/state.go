package state

import (
	"maps"
	"slices"
	"sort"
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
		o = &Object{Init: Opaque, Mask: MaskAll, Caller: 1}
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

// DropLoss forgets that references of id were lost: there never were any.
func (s *State) DropLoss(id ID) {
	is := func(l Loss) bool { return l.ID == id }
	if slices.ContainsFunc(s.Lost, is) {
		s.Lost = slices.DeleteFunc(slices.Clone(s.Lost), is)
		s.Edit(id).Lost = false
	}
}

// PayLoss notes that one of the references of id that were lost is given back
// through another handle after all, and reports whether there was one.
func (s *State) PayLoss(id ID) bool {
	i := slices.IndexFunc(s.Lost, func(l Loss) bool { return l.ID == id })
	if i < 0 {
		return false
	}
	s.Lost = slices.Clone(s.Lost)
	if s.Lost[i].Count--; s.Lost[i].Count == 0 {
		s.Lost = slices.Delete(s.Lost, i, i+1)
		s.Edit(id).Lost = false
	}
	return true
}
