// Package sync stands for the real one in programs that the oracle runs, where
// goroutines run at once, at a Wait, or at the end.
package sync

import "github.com/refvet/refvet/oracle/model"

// A WaitGroup waits for all goroutines.
type WaitGroup struct{}

func (*WaitGroup) Add(int) {}
func (*WaitGroup) Done()   {}

// Wait runs what has not run yet.
func (*WaitGroup) Wait() { model.Sync() }

// Go starts f.
func (*WaitGroup) Go(f func()) { model.Go(f) }

// A Once calls one function.
type Once struct{ done bool }

// Do calls f the first time.
func (o *Once) Do(f func()) {
	if !o.done {
		o.done = true
		f()
	}
}

// A Mutex excludes nobody.
type Mutex struct{}

func (*Mutex) Lock()   {}
func (*Mutex) Unlock() {}
