// Package fakesfar uses interfaces whose implementations it does not see.
package fakesfar

import "github.com/refvet/refvet/testdata/src/fakes"

func badGet1(g fakes.Getter) error {
	s, err := g.Get1() // want "leak"
	if err != nil {
		return err
	}
	s.Time()
	return nil
}

func goodGet1(g fakes.Getter) error {
	s, err := g.Get1()
	if err != nil {
		return err
	}
	s.Time()
	s.Free()
	return nil
}

func badTaker(t fakes.Taker) int64 {
	s, err := t.Get1() // want "leak"
	if err != nil {
		return 0
	}
	return s.Time()
}

func goodTake(t fakes.Taker) {
	if s, ok := t.Take(); ok {
		s.Time()
	}
}

// A fake of one's own has no veto either.
type fake struct{ fakes.Getter }

func (fake) Close() error { return nil }

type lend struct{ fakes.Taker }

func badLend(l lend) {
	s, err := l.Get1() // want "leak"
	if err == nil {
		s.Time()
	}
}

func badClosed(g fakes.Getter) {
	s, err := g.Get1() // want "leak"
	if err != nil {
		return
	}
	g.Close()
	s.Time()
}
