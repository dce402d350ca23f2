package model

import "runtime"

// A Stack holds the program counters of a call, innermost first.
type Stack []uintptr

// here is the stack of the API call under way, unwound once a call: unwinding
// is what runs spend their time on. The driver drops the frames that are not
// the program's.
func here() Stack {
	if cur.stack == nil || cur.stackOf != cur.steps {
		cur.stack, cur.stackOf = unwind(), cur.steps
	}
	return cur.stack
}

// unwind is the stack of its caller's caller.
func unwind() Stack {
	var pc [20]uintptr
	n := runtime.Callers(3, pc[:])
	return append(Stack(nil), pc[:n]...)
}

// line is the innermost frame of the caller's caller.
func line() Stack {
	var pc [1]uintptr
	n := runtime.Callers(3, pc[:])
	return append(Stack(nil), pc[:n]...)
}

// Stop ends the run: what the program does from here on does not happen. Other
// deferred calls run, but nothing that they do is noted.
func Stop() { runtime.Goexit() }

// Mute says that nothing of what follows happens (os.Exit).
func Mute() { cur.muted = true }
