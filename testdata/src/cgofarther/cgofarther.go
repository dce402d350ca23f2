// Package cgofarther calls package cgofar, so that a chain crosses two packages.
// It has no findings of its own.
package cgofarther

import (
	"unsafe"

	"github.com/refvet/refvet/testdata/src/cgofar"
)

// Get0 lends the session of c, or nil.
func Get0(c unsafe.Pointer) unsafe.Pointer { return cgofar.Get0(c) }

// Get1 returns the session of c, which the caller must free; or nil.
func Get1(c unsafe.Pointer) unsafe.Pointer { return cgofar.Get1(c) }

// Use reads the session's time.
func Use(s unsafe.Pointer) { cgofar.Use(s) }

// Resumable asks the session, of which there must be one.
func Resumable(s unsafe.Pointer) bool { return cgofar.Resumable(s) }

// FreeSession gives back one reference.
func FreeSession(s unsafe.Pointer) { cgofar.FreeSession(s) }

// FreeConn gives back the connection.
func FreeConn(c unsafe.Pointer) { cgofar.FreeConn(c) }

// Remove takes s out of the cache of x.
func Remove(x, s unsafe.Pointer) { cgofar.Remove(x, s) }

// Keep keeps s.
func Keep(s unsafe.Pointer) { cgofar.Keep(s) }
