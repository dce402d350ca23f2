package model

import (
	"runtime"
	"strings"
	"unsafe"
)

// Walk calls f for each handle in v, however deep: the driver, which may use
// reflection, sets it.
var Walk func(v any, f func(h any))

// Globals is set by the driver: the variables of the package under test.
var Globals []any

// A Frame is a call of a function of the program.
type Frame struct{ ret Stack }

type stored struct {
	v  any
	at Stack
}

// Enter stands at the start of each instrumented function, and hands its frame
// to [Leave].
func Enter() *Frame {
	f := &Frame{}
	cur.frames = append(cur.frames, f)
	return f
}

// Mark stands before each return.
func Mark() {
	if n := len(cur.frames); n > 0 {
		cur.frames[n-1].ret = line()
	}
}

// Store stands around a value that is stored where it may outlive the function.
func Store[T any](v T) T {
	store(v)
	return v
}

// Keep is Store for memory that may or may not outlive the function.
func Keep[T any](v T) T {
	if !cur.muted {
		at := unwind()
		cur.stores = append(cur.stores, stored{v, at})
	}
	return v
}

func store(v any) {
	if cur.muted {
		return
	}
	cur.stack = nil // of an API call
	at := unwind()
	at = at[min(1, len(at)):] // Store itself
	cur.stores = append(cur.stores, stored{v, at})
	if cur.deaths > 0 {
		escapes(v, at, true)
	}
}

// escapes notes the handles in v that are no longer good, as having escaped at
// at. Only borrowed ones count unless they were dead already (any).
func escapes(v any, at Stack, all bool) {
	Walk(v, func(x any) {
		h := handleOf(x)
		if h == nil || h.good() || !all && !h.borrowed || unwinding() {
			return
		}
		var more []Stack
		for _, s := range cur.stores {
			found := false
			Walk(s.v, func(y any) { found = found || handleOf(y) == h })
			if found {
				more = append(more, s.at)
			}
		}
		if at != nil {
			more = append(more, at)
		}
		if at == nil && more == nil {
			return
		}
		violate(BorrowEscape, h, append(more, h.flushed...)...)
	})
}

// handleOf is the handle in a value of a handle type.
func handleOf(x any) *handle {
	switch x := x.(type) {
	case *SSL_SESSION:
		if x != nil {
			return &x.h
		}
	case *SSL:
		if x != nil {
			return &x.h
		}
	case *SSL_CTX:
		if x != nil {
			return &x.h
		}
	case unsafe.Pointer:
		return handleAt(x)
	}
	return nil
}

// handleAt is the handle at the address p, which has lost its type.
func handleAt(p unsafe.Pointer) *handle {
	for _, o := range cur.objects {
		for _, w := range o.handles {
			if h := w.Value(); h != nil && unsafe.Pointer(h) == p {
				return h
			}
		}
	}
	return nil
}

// Leave stands last of a function's defers. Its results must hold good handles,
// and what it stored must not outlive what lends it.
func Leave(f *Frame, results, memory func() []any) {
	for i, g := range cur.frames {
		if g == f {
			cur.frames = cur.frames[:i]
			break
		}
	}
	if cur.muted || cur.deaths == 0 {
		return
	}
	cur.stack = nil // of an API call
	f.ret = append(f.ret, unwind()...)
	for _, v := range results() {
		escapes(v, f.ret, true)
	}
	if len(cur.stores) == 0 {
		return
	}
	for _, v := range append(memory(), Globals...) {
		escapes(v, nil, false)
	}
}

// batch is what the import paths of generated packages start with.
const batch = "github.com/refvet/refvet/batch/"

// unwinding reports whether the function is left by a panic or by Goexit.
func unwinding() bool {
	var pc [32]uintptr
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc[:])])
	for i := 0; ; i++ {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, batch) {
			return false
		}
		if f.Function == "runtime.gopanic" || f.Function == "runtime.Goexit" {
			return true
		}
		if !more || i == 30 {
			return false
		}
	}
}
