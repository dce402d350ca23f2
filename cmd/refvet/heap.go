package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

const (
	firstHeap = 64 << 20 // how large the heap gets before the first collection
	leastHeap = 4 << 20  // when the runtime collects first, at 100 percent
)

// startHeap puts off the first garbage collection, as the compiler does. A
// vettool's process lives for one package: for most, all that it allocates fits
// into memory that is not worth collecting, and collections are a third of the
// processor time that type-checking takes. After the first one, and where the
// user has settings of his own, all is as usual.
func startHeap() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	usual := debug.SetGCPercent(100 * firstHeap / leastHeap)
	type sentinel struct{ self *sentinel }
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) { debug.SetGCPercent(usual) })
}
