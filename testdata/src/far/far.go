// Package far holds what the wrapped corpus calls in another package. It has no
// findings of its own.
package far

import "github.com/refvet/refvet/testdata/src/wrap"

// Same returns s.
func Same(s *wrap.Session) *wrap.Session { return s }

// Get0 lends the session of c.
func Get0(c *wrap.Conn) *wrap.Session { return c.Get0() }

// Get1 returns the session of c, which the caller must free; or nil.
func Get1(c *wrap.Conn) *wrap.Session {
	s, err := c.Get1()
	if err != nil {
		return nil
	}
	return s
}

// Use reads the session's time.
func Use(s *wrap.Session) { s.Time() }

// Resumable asks the session, of which there must be one.
func Resumable(s *wrap.Session) bool { return s.Resumable() }

// FreeSession gives back one reference.
func FreeSession(s *wrap.Session) { s.Free() }

// FreeConn gives back the connection.
func FreeConn(c *wrap.Conn) { c.Free() }

// Remove takes s out of the cache of x.
func Remove(x *wrap.Ctx, s *wrap.Session) { x.Remove(s) }

// Kept is where Keep keeps.
var Kept *wrap.Session

// Keep keeps s.
func Keep(s *wrap.Session) { Kept = s }
