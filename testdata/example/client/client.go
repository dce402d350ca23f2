// Package client uses tlsconn; there is no C in sight. Each function but the
// last has a bug.
package client

import "example.com/resume/tlsconn"

// Age uses a session after its connection is closed.
func Age(c *tlsconn.Conn, now int64) int64 {
	s := c.Session0()
	c.Close()
	return now - s.Started()
}

// Last returns a session that dies with its connection.
func Last(ctx *tlsconn.Context, fd int) (*tlsconn.Session, error) {
	c, err := ctx.Dial(fd)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return c.Session0(), nil
}

// Fresh forgets to free the session where it is too old.
func Fresh(c *tlsconn.Conn, since int64) (int64, error) {
	s, err := c.Session1()
	if err != nil {
		return 0, err
	}
	started := s.Started()
	if started < since {
		return 0, nil
	}
	s.Free()
	return started, nil
}

// Started frees its session twice on the early return.
func Started(c *tlsconn.Conn) (int64, error) {
	s, err := c.Session1()
	if err != nil {
		return 0, err
	}
	defer s.Free()
	started := s.Started()
	if started == 0 {
		s.Free()
	}
	return started, nil
}

// Reconnect offers the session of one context to a connection of another.
func Reconnect(ctx *tlsconn.Context, fd, again int) error {
	c, err := ctx.Dial(fd)
	if err != nil {
		return err
	}
	defer c.Close()
	other, err := tlsconn.NewContext()
	if err != nil {
		return err
	}
	defer other.Close()
	next, err := other.Dial(again)
	if err != nil {
		return err
	}
	defer next.Close()
	next.Resume(c.Session0())
	return nil
}

// Keep is right: a session of one's own outlives the connection.
func Keep(ctx *tlsconn.Context, fd int) (*tlsconn.Session, error) {
	c, err := ctx.Dial(fd)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return c.Session1()
}
