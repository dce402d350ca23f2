// Package idiomswrapped uses a wrapper in the ways that its users have.
package idiomswrapped

import (
	"errors"
	"os"

	"github.com/refvet/refvet/testdata/src/wrap"
)

// isOn is not known to be true or false.
func isOn() bool { return len(os.Args) > 1 }

func badGet0(c *wrap.Conn) int64 {
	s := c.Get0()
	c.Free()
	return s.Time() // want "useafterrelease"
}

func goodGet0(c *wrap.Conn) int64 {
	defer c.Free()
	return c.Get0().Time()
}

func badClear(c *wrap.Conn) int64 {
	s := c.Get0()
	c.Clear()
	return s.Time() // want "useafterrelease"
}

func badRead(c *wrap.Conn, b []byte) int64 {
	s := c.Get0()
	c.Read(b)
	return s.Time() // want "useafterrelease"
}

func goodRead(c *wrap.Conn, b []byte) int64 {
	s, err := c.Get1()
	if err != nil {
		return 0
	}
	defer s.Free()
	c.Read(b)
	return s.Time()
}

func badClosed(c *wrap.Conn) int64 {
	s := c.Get0()
	c.Close()
	return s.Time() // want "useafterrelease"
}

func goodClosed(c *wrap.Conn) error {
	defer c.Close()
	if isOn() {
		return c.Close()
	}
	return nil
}

func goodWith(c *wrap.Conn) (t int64, err error) {
	err = c.With(func(s *wrap.Session) error {
		t = s.Time()
		return nil
	})
	return t, err
}

func badWith(c *wrap.Conn) int64 {
	var out *wrap.Session
	if c.With(func(s *wrap.Session) error { out = s; return nil }) != nil {
		return 0
	}
	return out.Time() // want "useafterrelease"
}

func goodWithUpRef(c *wrap.Conn) (*wrap.Session, error) {
	var out *wrap.Session
	err := c.With(func(s *wrap.Session) error {
		s.UpRef()
		out = s
		return nil
	})
	return out, err
}

func badWithFreed(c *wrap.Conn) error {
	return c.With(func(s *wrap.Session) error { s.Free(); return nil }) // want "overrelease"
}

func goodUpRef(c *wrap.Conn) int64 {
	s := c.Get0()
	if s.Nil() || !s.UpRef() {
		return 0
	}
	c.Free()
	defer s.Free()
	return s.Time()
}

func badUpRef(c *wrap.Conn) int64 {
	s := c.Get0()
	if s.Nil() {
		return 0
	}
	s.UpRef() // want "leak"
	return s.Time()
}

func badDup(s *wrap.Session) int64 {
	t, err := s.Dup() // want "leak"
	if err != nil {
		return 0
	}
	return t.Time()
}

func goodDup(s *wrap.Session) (*wrap.Session, error) { return s.Dup() }

func badLookup(c *wrap.Conn) bool {
	s, ok := c.Lookup()
	if ok {
		return false
	}
	return s.Resumable() // want "nullresult"
}

func goodLookup(c *wrap.Conn) bool {
	s, ok := c.Lookup()
	return ok && s.Resumable()
}

func badPeek(c *wrap.Conn) bool {
	s, err := c.Peek()
	if errors.Is(err, wrap.ErrConnect) {
		return false
	}
	return s.Resumable() // want "nullresult"
}

func goodPeek(c *wrap.Conn) bool {
	s, err := c.Peek()
	if errors.Is(err, wrap.ErrNoSession) {
		return false
	}
	return s.Resumable()
}

func badReturned(x *wrap.Ctx) (*wrap.Session, error) {
	c, err := x.Dial()
	if err != nil {
		return nil, err
	}
	defer c.Free()
	return c.Get0(), nil // want "borrowescape"
}

func goodReturned(x *wrap.Ctx) (*wrap.Session, error) {
	c, err := x.Dial()
	if err != nil {
		return nil, err
	}
	defer c.Free()
	return c.Get1()
}

func badConnLeak(x *wrap.Ctx) (*wrap.Session, error) {
	c, err := x.Dial() // want "leak"
	if err != nil {
		return nil, err
	}
	return c.Get1()
}

func badContextLeak() error {
	x, err := wrap.NewCtx() // want "leak"
	if err != nil {
		return err
	}
	c, err := x.Dial()
	if err != nil {
		return err
	}
	c.Free()
	x.Free()
	return nil
}

func goodContext() error {
	x, err := wrap.NewCtx()
	if err != nil {
		return err
	}
	defer x.Free()
	c, err := x.Dial()
	if err != nil {
		return err
	}
	defer c.Free()
	return nil
}

func badResume() error {
	a, b := wrap.MustCtx(), wrap.MustCtx()
	defer a.Free()
	defer b.Free()
	c, err := a.Dial()
	if err != nil {
		return err
	}
	defer c.Free()
	s, err := c.Get1()
	if err != nil {
		return err
	}
	defer s.Free()
	d, err := b.Dial()
	if err != nil {
		return err
	}
	defer d.Free()
	d.SetSession(s) // want "crosscontext"
	return nil
}

func goodResume() error {
	a := wrap.MustCtx()
	defer a.Free()
	c, err := a.Dial()
	if err != nil {
		return err
	}
	defer c.Free()
	s, err := c.Get1()
	if err != nil {
		return err
	}
	defer s.Free()
	d, err := a.Dial()
	if err != nil {
		return err
	}
	defer d.Free()
	d.SetSession(s)
	return nil
}

// Interfaces: there is one implementation.

func badLender(l wrap.Lender) int64 {
	s, err := l.Get1() // want "leak"
	if err != nil {
		return 0
	}
	return s.Time()
}

func goodLender(l wrap.Lender) int64 {
	s, err := l.Get1()
	if err != nil {
		return 0
	}
	defer s.Free()
	return s.Time()
}

func badLenderFreed(l wrap.Lender) int64 {
	s := l.Get0()
	l.Free()
	return s.Time() // want "useafterrelease"
}

func goodLenderFreed(l wrap.Lender) int64 {
	defer l.Free()
	return l.Get0().Time()
}

func badFreerTwice(c *wrap.Conn) {
	s, err := c.Get1()
	if err != nil {
		return
	}
	var f wrap.Freer = s
	f.Free()
	s.Free() // want "overrelease"
}

func goodFreer(c *wrap.Conn) {
	s, err := c.Get1()
	if err != nil {
		return
	}
	var f wrap.Freer = s
	defer f.Free()
	var t wrap.Timer = s
	t.Time()
}

// A client that owns a connection and a session.

type client struct {
	conn    *wrap.Conn
	session *wrap.Session
}

func goodNewClient(x *wrap.Ctx) (*client, error) {
	c, err := x.Dial()
	if err != nil {
		return nil, err
	}
	s, err := c.Get1()
	if err != nil {
		c.Free()
		return nil, err
	}
	return &client{c, s}, nil
}

func badNewClient(x *wrap.Ctx) (*client, error) {
	c, err := x.Dial() // want "leak"
	if err != nil {
		return nil, err
	}
	s, err := c.Get1()
	if err != nil {
		return nil, err
	}
	return &client{c, s}, nil
}

func (c *client) Close() {
	c.session.Free()
	c.conn.Free()
}

func goodClient(x *wrap.Ctx) error {
	c, err := goodNewClient(x)
	if err != nil {
		return err
	}
	defer c.Close()
	c.session.Time()
	return nil
}

func badClientTwice(x *wrap.Ctx) error {
	c, err := goodNewClient(x)
	if err != nil {
		return err
	}
	defer c.Close() // want "overrelease"
	c.session.Free()
	return nil
}

func badClientUse(x *wrap.Ctx) (int64, error) {
	c, err := goodNewClient(x)
	if err != nil {
		return 0, err
	}
	c.Close()
	return c.session.Time(), nil // want "useafterrelease"
}
