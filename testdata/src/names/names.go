// Package names has interfaces of which nothing is known but the names of their
// methods, and that their objects are counted. What is found here is possible
// only: see TestPossible.
package names

import "github.com/refvet/refvet/testdata/src/wrap"

// A Source gives sessions away and lends them. Nothing here implements it.
type Source interface {
	Name() string
	Get0() *wrap.Session
	Get1() (*wrap.Session, error)
	Get1Session(host string) (*wrap.Session, bool)
	Get1er() *wrap.Session
	Get10() *wrap.Session
	Get1Name() string
}

func badGet1(src Source) error {
	s, err := src.Get1() // want "leak"
	if err != nil {
		return err
	}
	s.Time()
	return nil
}

func goodGet1(src Source) error {
	s, err := src.Get1()
	if err != nil {
		return err
	}
	defer s.Free()
	s.Time()
	return nil
}

func badTwice(src Source) {
	if s, err := src.Get1(); err == nil {
		s.Free()
		s.Free() // want "overrelease"
	}
}

func badAfter(src Source) int64 {
	s, err := src.Get1()
	if err != nil {
		return 0
	}
	s.Free()
	return s.Time() // want "useafterrelease"
}

func badGet1Session(src Source) {
	s, ok := src.Get1Session("host") // want "leak"
	if !ok {
		return
	}
	s.Time()
}

func goodGet1Session(src Source) {
	if s, ok := src.Get1Session("host"); ok {
		s.Free()
	}
}

func badGet0(src Source) {
	s := src.Get0()
	s.Time()
	s.Free() // want "overrelease"
}

func goodGet0(src Source) int64 { return src.Get0().Time() }

func goodGet0UpRef(src Source) {
	s := src.Get0()
	if s.UpRef() {
		s.Free()
	}
}

// Other names promise nothing.
func goodOther(src Source) string {
	src.Get1er().Time()
	src.Get10().Time()
	return src.Get1Name()
}

// A Ref is counted, as is known from wrap.Session; nobody implements a Refs.
type Ref interface {
	Time() int64
	Free()
	Close() error
}

type Refs interface {
	Name() string
	Get0Ref() Ref
	Get1Ref() Ref
}

func badRef(refs Refs) int64 {
	r := refs.Get1Ref() // want "leak"
	return r.Time()
}

func goodRef(refs Refs) int64 {
	r := refs.Get1Ref()
	defer r.Free()
	return r.Time()
}

func badRefLent(refs Refs) {
	refs.Get0Ref().Free() // want "overrelease"
}

// A Link says itself that it is counted.
type Link interface {
	Name() string
	Get0() *wrap.Session
	Free()

	//refvet:kind recv as SSL
	//refvet:release recv
	Drop()
}

func badDropped(l Link) int64 {
	s := l.Get0()
	l.Drop()
	return s.Time() // want "useafterrelease"
}

func badFreed(l Link) int64 {
	s := l.Get0()
	l.Free()
	return s.Time() // want "useafterrelease"
}

func badFreeTwice(l Link) {
	l.Free()
	l.Free() // want "overrelease"
}

// A Conn is implemented by *wrap.Conn, a Named by nobody: that it is counted is
// known of what it has in common with Conn.
type Conn interface {
	SetSession(*wrap.Session) bool
	Free()
}

type Named interface {
	Conn
	Name() string
	Get0() *wrap.Session
	UpRef() bool
	Close() error
}

func badClosed(n Named) int64 {
	s := n.Get0()
	n.Close()
	return s.Time() // want "useafterrelease"
}

func goodClosed(n Named) int64 {
	defer n.Close()
	return n.Get0().Time()
}

// Close may often be called twice.
func goodCloseTwice(n Named) error {
	defer n.Close()
	return n.Close()
}

// A Pool gives out what it has.
type Pool interface {
	Name() string
	Get1() Named
}

func badUpRef(p Pool) bool {
	n := p.Get1()
	defer n.Free()
	if !n.UpRef() { // want "leak"
		return false
	}
	return true
}

func goodUpRef(p Pool) bool {
	n := p.Get1()
	defer n.Free()
	if !n.UpRef() {
		return false
	}
	defer n.Free()
	return true
}

func badPool(p Pool) {
	n := p.Get1() // want "leak"
	n.Get0()
}

// A Plain has the names, but nothing that is counted.
type Plain interface {
	Get0() *int
	Get1() (*int, error)
	Free()
}

func goodPlain(p Plain) {
	p.Get1()
	*p.Get0() = 1
	p.Free()
	p.Free()
}

// What helpers do on the strength of a name is no more certain.

func free(l Link)                            { l.Free() }
func take(src Source) (*wrap.Session, error) { return src.Get1() }

func badHelper(l Link) {
	free(l)
	free(l) // want "overrelease"
}

func badTaken(src Source) {
	s, err := take(src) // want "leak"
	if err != nil {
		return
	}
	s.Time()
}

func badLent(l Link) int64 {
	s := l.Get0()
	free(l)
	return s.Time() // want "useafterrelease"
}

// Who gets a wrap.Held has nothing to free.
type Holder interface {
	Name() string
	Get1() *wrap.Held
}

func goodHeld(h Holder) int64 { return h.Get1().Time() }
