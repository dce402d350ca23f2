package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestStartHeap checks that the first collection comes late, that all is as usual
// after it, and that a user's own setting is left alone.
func TestStartHeap(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	percent := func() int {
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	t.Setenv("GOMEMLIMIT", "")
	t.Setenv("GOGC", "100")
	startHeap()
	if got := percent(); got != 100 {
		t.Errorf("with GOGC set, the percentage is changed to %d", got)
	}
	t.Setenv("GOGC", "")
	startHeap()
	if got := percent(); got <= 100 {
		t.Errorf("the first collection is not put off: %d percent", got)
	}
	for range 100 {
		runtime.GC()
		if percent() == 100 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("after collections the percentage is %d, want 100", percent())
}
