// Package fakes has interfaces that are implemented by the real thing, and by
// what tests put in its place: fakes have no veto.
package fakes

import (
	"errors"

	"github.com/refvet/refvet/testdata/src/wrap"
)

// A Getter is implemented by *wrap.Conn and by fakes that touch no reference.
type Getter interface {
	Get1() (*wrap.Session, error)
	Close() error
}

var _ Getter = (*wrap.Conn)(nil)

type empty struct{}

func (empty) Get1() (*wrap.Session, error) { return nil, wrap.ErrNoSession }
func (empty) Close() error                 { return nil }

// A preset returns what it was given, and counts.
type preset struct {
	s     *wrap.Session
	err   error
	calls int
}

func (p *preset) Get1() (*wrap.Session, error) {
	p.calls++
	return p.s, p.err
}

func (p *preset) Close() error {
	p.calls--
	if p.calls < 0 {
		return errors.New("fakes: too many calls")
	}
	return nil
}

func badGet1(g Getter) error {
	s, err := g.Get1() // want "leak"
	if err != nil {
		return err
	}
	s.Time()
	return nil
}

func goodGet1(g Getter) error {
	s, err := g.Get1()
	if err != nil {
		return err
	}
	defer s.Free()
	s.Time()
	return nil
}

// Of a fake that is known to be one, all is known.
func goodFake() {
	var g Getter = empty{}
	s, _ := g.Get1()
	_ = s
}

// A Taker's fakes touch references, each in another way: the name decides.
type Taker interface {
	Get1() (*wrap.Session, error)
	Take() (*wrap.Session, bool)
}

// A recorder passes on what it gets, and keeps it.
type recorder struct {
	next Taker
	got  []*wrap.Session
}

func (r *recorder) Get1() (*wrap.Session, error) {
	s, err := r.next.Get1()
	r.got = append(r.got, s)
	return s, err
}

func (r *recorder) Take() (*wrap.Session, bool) {
	s, ok := r.next.Take()
	r.got = append(r.got, s)
	return s, ok
}

// A sharer has one session, and gives out references of it.
type sharer struct{ s *wrap.Session }

func (f *sharer) Get1() (*wrap.Session, error) {
	if !f.s.UpRef() {
		return nil, wrap.ErrNoSession
	}
	return f.s, nil
}

func (f *sharer) Take() (*wrap.Session, bool) { return f.s, f.s.UpRef() }

func badTaker(t Taker) {
	s, err := t.Get1() // want "leak"
	if err != nil {
		return
	}
	s.Time()
}

func goodTaker(t Taker) {
	s, err := t.Get1()
	if err != nil {
		return
	}
	s.Time()
	s.Free()
}

// The implementations of Take do not agree, and its name promises nothing.
func goodTake(t Taker) {
	if s, ok := t.Take(); ok {
		s.Time()
	}
}
