package run

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// A state is what a campaign needs to go on: which programs it is of, how many
// of them have been judged, and with what result.
type state struct {
	Parts               []part
	Batch, Funcs, Stmts int
	Done                int
	Tally               *Tally
}

// resume reads the state, if there is one. It decides which seeds are run: a
// campaign goes on with those that it began with.
func (c *Campaign) resume() (*Tally, int, error) {
	if c.State == "" {
		return NewTally(), 0, nil
	}
	text, err := os.ReadFile(c.State)
	if errors.Is(err, fs.ErrNotExist) {
		return NewTally(), 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	s := state{Tally: NewTally()}
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, 0, fmt.Errorf("%s: %v", c.State, err)
	}
	if s.Batch != c.Batch || s.Funcs != c.Funcs || s.Stmts != c.Stmts {
		return nil, 0, fmt.Errorf("%s is of programs of another size (-batch %d -funcs %d -stmts %d)", c.State, s.Batch, s.Funcs, s.Stmts)
	}
	c.parts = slices.Clone(s.Parts)
	return s.Tally, s.Done, nil
}

// save writes the state, so that an end at any time leaves a whole one.
func (c *Campaign) save(done int, tally *Tally) error {
	if c.State == "" {
		return nil
	}
	text, err := json.MarshalIndent(state{c.parts, c.Batch, c.Funcs, c.Stmts, done, tally}, "", "\t")
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.State+".new", text, 0o666); err != nil {
		return err
	}
	return os.Rename(c.State+".new", c.State)
}
