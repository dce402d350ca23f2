package model

import "unsafe"

// A later is a call that happens at a time that is not known: of a finalizer, a
// cleanup, or a goroutine.
type later struct {
	of    any // the object that the finalizer is of
	call  func()
	at    Stack
	final bool // a finalizer or cleanup, else a goroutine
}

// SetFinalizer stands for runtime.SetFinalizer.
func SetFinalizer(of any, call func()) {
	for i, l := range cur.later {
		if l.final && l.of == of {
			cur.later = append(cur.later[:i:i], cur.later[i+1:]...)
			break
		}
	}
	if call != nil {
		AddLater(of, call)
	}
}

// AddLater stands for runtime.AddCleanup. It returns what stops it.
func AddLater(of any, call func()) (stop func()) {
	l := later{of: of, call: call, at: unwind(), final: true}
	cur.later = append(cur.later, l)
	return func() {
		for i := range cur.later {
			if &cur.later[i].at[0] == &l.at[0] {
				cur.later = append(cur.later[:i:i], cur.later[i+1:]...)
				return
			}
		}
	}
}

// Go stands for a go statement: the call happens at once, or at the next Sync,
// or after the root.
func Go(call func()) {
	l := later{call: call, at: unwind()}
	if pick(2) == 0 { // what it holds at its end is lost
		outer := cur.phase
		cur.phase = &l
		call()
		cur.phase = outer
		return
	}
	l.start()
}

// GoLate stands for a go statement whose call waits for another goroutine: it
// happens at the next Sync, or after the root.
func GoLate(call func()) {
	l := later{call: call, at: unwind()}
	l.start()
}

func (l later) start() {
	cur.spawned = append(cur.spawned, l.call)
	cur.later = append(cur.later, l)
}

// Hand notes what an unknown function value was given: it may keep it.
func Hand(v any) {
	cur.spawned = append(cur.spawned, func() { _ = v })
}

// Spawned lists what the goroutines of the run were started with: what they
// hold is not lost (rule 4).
func Spawned(w *World) []func() { return w.spawned }

// Sync waits for the goroutines.
func Sync() {
	runLater(false)
	cur.spawned = nil
}

// Finish is what happens after the root has returned.
func Finish() {
	runLater(false)
	runLater(true)
}

func runLater(final bool) {
	for i := 0; i < len(cur.later); i++ {
		l := cur.later[i]
		if l.final != final {
			continue
		}
		cur.later = append(cur.later[:i:i], cur.later[i+1:]...)
		i--
		outer := cur.phase
		cur.phase = &l
		l.call()
		cur.phase = outer
	}
}

// Send stands for a send. Goroutines do not run side by side here, so that what
// nobody receives yet is put aside.
func Send[T any](ch chan<- T, v T) {
	id := *(*unsafe.Pointer)(unsafe.Pointer(&ch))
	select {
	case ch <- v:
		cur.inside = append(cur.inside, sent{id, v})
	default:
		cur.sent = append(cur.sent, sent{id, v})
		Hand(v)
	}
}

type sent struct {
	ch unsafe.Pointer
	v  any
}

// Inside lists the n values that were sent last to the channel at id: if that
// many are still in it, they are these.
func Inside(id unsafe.Pointer, n int) (list []any) {
	for i := len(cur.inside) - 1; i >= 0 && len(list) < n; i-- {
		if cur.inside[i].ch == id {
			list = append(list, cur.inside[i].v)
		}
	}
	return list
}

// Recv stands for a receive, which waits for the goroutines.
func Recv[T any](ch <-chan T) T {
	Sync()
	select {
	case v := <-ch:
		return v
	default:
	}
	id := *(*unsafe.Pointer)(unsafe.Pointer(&ch))
	for i, x := range cur.sent {
		if x.ch == id {
			cur.sent = append(cur.sent[:i:i], cur.sent[i+1:]...)
			v, _ := x.v.(T)
			return v
		}
	}
	var none T
	return none
}
