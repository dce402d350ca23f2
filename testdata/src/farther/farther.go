// Package farther calls package far, so that a chain crosses two packages. It
// has no findings of its own.
package farther

import (
	"github.com/refvet/refvet/testdata/src/far"
	"github.com/refvet/refvet/testdata/src/wrap"
)

// Get0 lends the session of c.
func Get0(c *wrap.Conn) *wrap.Session { return far.Get0(c) }

// Get1 returns the session of c, which the caller must free; or nil.
func Get1(c *wrap.Conn) *wrap.Session { return far.Get1(c) }

// Use reads the session's time.
func Use(s *wrap.Session) { far.Use(s) }

// Resumable asks the session, of which there must be one.
func Resumable(s *wrap.Session) bool { return far.Resumable(s) }

// FreeSession gives back one reference.
func FreeSession(s *wrap.Session) { far.FreeSession(s) }

// FreeConn gives back the connection.
func FreeConn(c *wrap.Conn) { far.FreeConn(c) }

// Remove takes s out of the cache of x.
func Remove(x *wrap.Ctx, s *wrap.Session) { far.Remove(x, s) }

// Keep keeps s.
func Keep(s *wrap.Session) { far.Keep(s) }
