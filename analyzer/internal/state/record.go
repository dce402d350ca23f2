package state

import "github.com/refvet/refvet/analyzer/contract"

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
