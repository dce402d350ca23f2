// Package runtime stands for the real one in programs that the oracle runs.
package runtime

import (
	"reflect"

	"github.com/refvet/refvet/oracle/model"
)

// SetFinalizer runs f after the root, if nothing clears it before.
func SetFinalizer(x, f any) {
	if f == nil {
		model.SetFinalizer(x, nil)
		return
	}
	model.SetFinalizer(x, func() { reflect.ValueOf(f).Call([]reflect.Value{reflect.ValueOf(x)}) })
}

// A Cleanup is what AddCleanup returns.
type Cleanup struct{ stop func() }

// Stop cancels the cleanup.
func (c Cleanup) Stop() { c.stop() }

// AddCleanup runs f(arg) after the root.
func AddCleanup[T, S any](x *T, f func(S), arg S) Cleanup {
	return Cleanup{model.AddLater(x, func() { f(arg) })}
}

// KeepAlive does nothing: nothing is collected while a root runs.
func KeepAlive(any) {}

// Goexit ends the run; deferred calls run.
func Goexit() { model.Stop() }
