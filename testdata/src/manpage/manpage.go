// Package manpage has each rule of OpenSSL's manual pages about sessions, as
// measured, as bad and good functions.
package manpage

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
// #include <openssl/pem.h>
import "C"

import (
	"os"
	"unsafe"
)

// isOn is not known to be true or false.
func isOn() bool { return len(os.Args) > 1 }

// What ends a borrow.

func badFree(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_free(c)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badFreeGetSession(c *C.SSL) {
	s := C.SSL_get_session(c)
	C.SSL_free(c)
	C.SSL_SESSION_get_timeout(s) // want "useafterrelease"
}

// A session of get1 outlives its connection.
func goodFree(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_free(c)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

func badClear(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_clear(c)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badClearChecked(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if C.SSL_clear(c) != 1 {
		return
	}
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func goodClear(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_clear(c)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

func goodClearAgain(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_time(s)
	C.SSL_clear(c)
	s = C.SSL_get0_session(c)
	C.SSL_SESSION_get_time(s)
}

func badSetSession(c *C.SSL, other *C.SSL_SESSION) {
	s := C.SSL_get0_session(c)
	C.SSL_set_session(c, other)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badSetSessionNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_set_session(c, nil)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

// The connection's own session stays where it is.
func goodSetSessionSame(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_set_session(c, s)
	C.SSL_SESSION_get_time(s)
}

// The new session is now the connection's.
func goodSetSessionOther(c *C.SSL, other *C.SSL_SESSION) {
	C.SSL_set_session(c, other)
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_time(s)
}

func badRead(c *C.SSL, buf unsafe.Pointer) {
	s := C.SSL_get0_session(c)
	C.SSL_read(c, buf, 10)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

// Whatever it returns.
func badReadFailed(c *C.SSL, buf unsafe.Pointer) {
	s := C.SSL_get0_session(c)
	if C.SSL_read(c, buf, 10) <= 0 {
		C.SSL_SESSION_get_time(s) // want "useafterrelease"
	}
}

func badReadEx(c *C.SSL, buf unsafe.Pointer) {
	var n C.size_t
	s := C.SSL_get0_session(c)
	C.SSL_read_ex(c, buf, 10, &n)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badPeek(c *C.SSL, buf unsafe.Pointer) {
	s := C.SSL_get0_session(c)
	C.SSL_peek(c, buf, 10)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badPeekEx(c *C.SSL, buf unsafe.Pointer) {
	var n C.size_t
	s := C.SSL_get0_session(c)
	C.SSL_peek_ex(c, buf, 10, &n)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badShutdown(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_shutdown(c)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func goodRead(c *C.SSL, buf unsafe.Pointer) {
	s := C.SSL_get1_session(c)
	C.SSL_read(c, buf, 10)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

func goodPending(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_pending(c)
	C.SSL_SESSION_get_time(s)
}

func badDoHandshake(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_do_handshake(c)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badConnect(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_connect(c)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func badAccept(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if C.SSL_accept(c) == 1 {
		C.SSL_SESSION_get_time(s) // want "useafterrelease"
	}
}

func badFlush(x *C.SSL_CTX) {
	c := C.SSL_new(x)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	if C.SSL_connect(c) != 1 {
		return
	}
	s := C.SSL_get0_session(c)
	C.SSL_CTX_flush_sessions(x, 0)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func goodFlush(x *C.SSL_CTX) {
	c := C.SSL_new(x)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	if C.SSL_connect(c) != 1 {
		return
	}
	s := C.SSL_get1_session(c)
	C.SSL_CTX_flush_sessions(x, 0)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

// The other context is not the session's home.
func goodFlushOther(x *C.SSL_CTX) {
	y := C.SSL_CTX_new(C.TLS_method())
	if y == nil {
		return
	}
	defer C.SSL_CTX_free(y)
	c := C.SSL_new(x)
	if c == nil {
		return
	}
	defer C.SSL_free(c)
	if C.SSL_connect(c) != 1 {
		return
	}
	s := C.SSL_get0_session(c)
	C.SSL_CTX_flush_sessions(y, 0)
	C.SSL_SESSION_get_time(s)
}

func badCopySessionID(to, from *C.SSL) {
	s := C.SSL_get0_session(to)
	C.SSL_copy_session_id(to, from)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

func goodCopySessionID(to, from *C.SSL) {
	s := C.SSL_get0_session(from)
	C.SSL_copy_session_id(to, from)
	C.SSL_SESSION_get_time(s)
}

func badOwned(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

// A borrowed handle is good while the code owns a reference of the object.
func goodTwoHandles(c *C.SSL) {
	a := C.SSL_get0_session(c)
	b := C.SSL_get1_session(c)
	C.SSL_free(c)
	C.SSL_SESSION_get_time(a)
	C.SSL_SESSION_free(b)
}

func badTwoHandles(c *C.SSL) {
	a := C.SSL_get0_session(c)
	b := C.SSL_get1_session(c)
	C.SSL_free(c)
	C.SSL_SESSION_free(b)
	C.SSL_SESSION_get_time(a) // want "useafterrelease"
}

// It is good too while another connection holds the object.
func goodOtherHolder(c, d *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_set_session(d, s)
	C.SSL_free(c)
	C.SSL_SESSION_get_time(s)
}

func badOtherHolder(c, d *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_set_session(d, s)
	C.SSL_free(c)
	C.SSL_free(d)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

// The other connection may be lent another session later.
func badOtherHolderReplaced(c, d *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_set_session(d, s)
	C.SSL_free(c)
	C.SSL_set_session(d, nil)
	C.SSL_SESSION_get_time(s) // want "useafterrelease"
}

// What lies within a session.

func badID(s *C.SSL_SESSION) []byte {
	var n C.uint
	id := C.SSL_SESSION_get_id(s, &n)
	C.SSL_SESSION_free(s)
	return C.GoBytes(unsafe.Pointer(id), C.int(n)) // want "useafterrelease"
}

func goodID(s *C.SSL_SESSION) []byte {
	var n C.uint
	id := C.SSL_SESSION_get_id(s, &n)
	b := C.GoBytes(unsafe.Pointer(id), C.int(n))
	C.SSL_SESSION_free(s)
	return b
}

func badHostname(s *C.SSL_SESSION) string {
	name := C.SSL_SESSION_get0_hostname(s)
	C.SSL_SESSION_free(s)
	return C.GoString(name) // want "useafterrelease"
}

func goodHostname(s *C.SSL_SESSION) string {
	name := C.SSL_SESSION_get0_hostname(s)
	defer C.SSL_SESSION_free(s)
	return C.GoString(name)
}

func badIDOfBorrowed(c *C.SSL) []byte {
	s := C.SSL_get0_session(c)
	if s == nil {
		return nil
	}
	var n C.uint
	id := C.SSL_SESSION_get_id(s, &n)
	C.SSL_free(c)
	return C.GoBytes(unsafe.Pointer(id), C.int(n)) // want "useafterrelease"
}

func badPeer(s *C.SSL_SESSION) {
	x := C.SSL_SESSION_get0_peer(s)
	C.SSL_SESSION_free(s)
	C.X509_get_version(x) // want "useafterrelease"
}

func goodPeer(s *C.SSL_SESSION) {
	x := C.SSL_SESSION_get0_peer(s)
	if x != nil {
		C.X509_get_version(x)
	}
	C.SSL_SESSION_free(s)
}

// Contexts of connections.

func badContext(c *C.SSL) {
	x := C.SSL_get_SSL_CTX(c)
	C.SSL_free(c)
	C.SSL_CTX_get_timeout(x) // want "useafterrelease"
}

func badContextReplaced(c *C.SSL, y *C.SSL_CTX) {
	x := C.SSL_get_SSL_CTX(c)
	C.SSL_set_SSL_CTX(c, y)
	C.SSL_CTX_get_timeout(x) // want "useafterrelease"
}

func goodContext(c *C.SSL, buf unsafe.Pointer) {
	x := C.SSL_get_SSL_CTX(c)
	C.SSL_clear(c)
	C.SSL_read(c, buf, 10)
	C.SSL_set_session(c, nil)
	C.SSL_CTX_get_timeout(x)
}

func badContextFreed(c *C.SSL) {
	x := C.SSL_get_SSL_CTX(c)
	C.SSL_CTX_free(x) // want "overrelease"
}

func goodContextUpRef(c *C.SSL) {
	x := C.SSL_get_SSL_CTX(c)
	C.SSL_CTX_up_ref(x)
	C.SSL_free(c)
	C.SSL_CTX_get_timeout(x)
	C.SSL_CTX_free(x)
}

// SSL_set_SSL_CTX takes a reference of its own.
func goodSetContext(c *C.SSL) {
	x := C.SSL_CTX_new(C.TLS_method())
	if x == nil {
		return
	}
	C.SSL_set_SSL_CTX(c, x)
	C.SSL_CTX_free(x)
}

func badSetContext(c *C.SSL) {
	x := C.SSL_CTX_new(C.TLS_method()) // want "leak"
	if x == nil {
		return
	}
	C.SSL_set_SSL_CTX(c, x)
}

// What takes a reference of its own, and what does not.

func badSetSessionMoves(c *C.SSL, from *C.SSL_SESSION) {
	s := C.SSL_SESSION_dup(from) // want "leak"
	C.SSL_set_session(c, s)
}

func goodSetSessionHolds(c *C.SSL, from *C.SSL_SESSION) {
	s := C.SSL_SESSION_dup(from)
	C.SSL_set_session(c, s)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_get_time(C.SSL_get0_session(c))
}

// The connection holds what the code gave back.
func goodSetSessionKeeps(c *C.SSL, from *C.SSL_SESSION) {
	s := C.SSL_SESSION_dup(from)
	C.SSL_set_session(c, s)
	C.SSL_SESSION_free(s)
}

func badAddSession(x *C.SSL_CTX) {
	s := C.SSL_SESSION_new() // want "leak"
	if s == nil {
		return
	}
	C.SSL_CTX_add_session(x, s)
}

func goodAddSession(x *C.SSL_CTX) {
	s := C.SSL_SESSION_new()
	if s == nil {
		return
	}
	C.SSL_CTX_add_session(x, s)
	C.SSL_SESSION_free(s)
}

// It returns 0 for a session that is there already, and takes nothing then.
func badAddSessionOnce(x *C.SSL_CTX, c *C.SSL) {
	s := C.SSL_get1_session(c) // want "leak"
	if s == nil {
		return
	}
	if C.SSL_CTX_add_session(x, s) == 1 {
		C.SSL_SESSION_free(s)
	}
}

func badRemoveSession(x *C.SSL_CTX, c *C.SSL) {
	s := C.SSL_get1_session(c) // want "leak"
	C.SSL_CTX_remove_session(x, s)
}

func goodRemoveSession(x *C.SSL_CTX, c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_CTX_remove_session(x, s)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

// up_ref.

func badUpRef(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s == nil {
		return
	}
	C.SSL_SESSION_up_ref(s) // want "leak"
}

func goodUpRef(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s == nil {
		return
	}
	C.SSL_SESSION_up_ref(s)
	C.SSL_free(c)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

func goodUpRefChecked(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s == nil {
		return
	}
	if C.SSL_SESSION_up_ref(s) != 1 {
		return
	}
	C.SSL_SESSION_free(s)
}

func badUpRefFailed(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s == nil {
		return
	}
	if C.SSL_SESSION_up_ref(s) != 1 {
		C.SSL_SESSION_free(s) // want "overrelease"
		return
	}
	C.SSL_SESSION_free(s)
}

// On failure there is no reference to keep the session alive.
func badUpRefFailedUse(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s == nil {
		return
	}
	ok := C.SSL_SESSION_up_ref(s) == 1
	C.SSL_free(c)
	if !ok {
		C.SSL_SESSION_get_time(s) // want "useafterrelease"
		return
	}
	C.SSL_SESSION_free(s)
}

func goodUpRefTwice(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	C.SSL_SESSION_up_ref(s)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

func badUpRefThrice(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	C.SSL_SESSION_up_ref(s)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(s) // want "overrelease"
}

// Either of the two references may be called the lost one.
func badUpRefConnection(x *C.SSL_CTX) {
	c := C.SSL_new(x) // want-or "leak"
	if c == nil {
		return
	}
	C.SSL_up_ref(c) // want "leak"
	C.SSL_free(c)
}

// The reference is given to the caller, who has the handle.
func goodUpRefParameter(c *C.SSL) {
	C.SSL_up_ref(c)
}

func goodUpRefConnection(c *C.SSL) {
	C.SSL_up_ref(c)
	s := C.SSL_get0_session(c)
	C.SSL_free(c)
	C.SSL_SESSION_get_time(s)
}

// Releases.

func badBorrowed(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_free(s) // want "overrelease"
}

func goodBorrowed(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
}

// Freeing through any handle of the object consumes the reference.
func goodThroughOtherHandle(c *C.SSL) {
	C.SSL_get1_session(c)
	C.SSL_SESSION_free(C.SSL_get0_session(c))
}

func badThroughOtherHandle(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(C.SSL_get0_session(c))
	C.SSL_SESSION_free(s) // want "overrelease"
}

func badConnectionTwice(x *C.SSL_CTX) {
	c := C.SSL_new(x)
	C.SSL_free(c)
	C.SSL_free(c) // want "overrelease"
}

func badConnectionLeak(x *C.SSL_CTX) {
	c := C.SSL_new(x) // want "leak"
	if c != nil {
		C.SSL_pending(c)
	}
}

func goodConnection(x *C.SSL_CTX) {
	c := C.SSL_new(x)
	if c == nil {
		return
	}
	C.SSL_pending(c)
	C.SSL_free(c)
}

func badContextTwice() {
	x := C.SSL_CTX_new(C.TLS_method())
	C.SSL_CTX_free(x)
	C.SSL_CTX_free(x) // want "overrelease"
}

func badContextLeak() {
	x := C.SSL_CTX_new(C.TLS_method()) // want "leak"
	c := C.SSL_new(x)
	C.SSL_free(c)
}

// A connection holds its context.
func goodContextHeld() {
	x := C.SSL_CTX_new(C.TLS_method())
	c := C.SSL_new(x)
	C.SSL_CTX_free(x)
	if c == nil {
		return
	}
	C.SSL_CTX_get_timeout(C.SSL_get_SSL_CTX(c))
	C.SSL_free(c)
}

// Dup and decoding.

func badDup(from *C.SSL_SESSION) {
	s := C.SSL_SESSION_dup(from) // want "leak"
	C.SSL_SESSION_get_time(s)
}

func goodDup(from *C.SSL_SESSION) {
	s := C.SSL_SESSION_dup(from)
	C.SSL_SESSION_free(from)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

func badDupConnection(c *C.SSL) {
	d := C.SSL_dup(c) // want "leak"
	if d != nil {
		C.SSL_pending(d)
	}
}

func goodDupConnection(c *C.SSL) {
	d := C.SSL_dup(c)
	C.SSL_free(d)
	C.SSL_pending(c)
}

func badDecode(p *C.uchar, n C.long) {
	s := C.d2i_SSL_SESSION(nil, &p, n) // want "leak"
	C.SSL_SESSION_get_time(s)
}

func goodDecode(p *C.uchar, n C.long) {
	s := C.d2i_SSL_SESSION(nil, &p, n)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

// The result and the variable are one reference.
func badDecodeInto(p *C.uchar, n C.long) {
	var s *C.SSL_SESSION
	t := C.d2i_SSL_SESSION(&s, &p, n)
	C.SSL_SESSION_free(t)
	C.SSL_SESSION_free(s) // want "overrelease"
}

func badDecodeIntoLeak(p *C.uchar, n C.long) {
	var s *C.SSL_SESSION
	C.d2i_SSL_SESSION(&s, &p, n) // want "leak"
	C.SSL_SESSION_get_time(s)
}

func goodDecodeInto(p *C.uchar, n C.long) {
	var s *C.SSL_SESSION
	t := C.d2i_SSL_SESSION(&s, &p, n)
	if t == nil {
		return
	}
	C.SSL_SESSION_free(s)
}

// An object that is there already is filled, and no reference is made.
func badDecodeReuse(c *C.SSL, p *C.uchar, n C.long) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	t := C.d2i_SSL_SESSION(&s, &p, n)
	C.SSL_SESSION_free(t)
	C.SSL_SESSION_free(s) // want "overrelease"
}

func goodDecodeReuse(c *C.SSL, p *C.uchar, n C.long) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	if C.d2i_SSL_SESSION(&s, &p, n) == nil {
		C.SSL_SESSION_free(s)
		return
	}
	C.SSL_SESSION_free(s)
}

// Failure leaves the reference where it was.
func badDecodeReuseFailed(c *C.SSL, p *C.uchar, n C.long) {
	s := C.SSL_get1_session(c) // want "leak"
	if s == nil {
		return
	}
	if C.d2i_SSL_SESSION(&s, &p, n) == nil {
		return
	}
	C.SSL_SESSION_free(s)
}

func badPEM(b *C.BIO) {
	s := C.PEM_read_bio_SSL_SESSION(b, nil, nil, nil) // want "leak"
	C.SSL_SESSION_get_time(s)
}

func goodPEM(b *C.BIO) {
	s := C.PEM_read_bio_SSL_SESSION(b, nil, nil, nil)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
}

// Losing a reference.

func badDiscarded(c *C.SSL) {
	C.SSL_get1_session(c) // want "leak"
}

func badBlank(c *C.SSL) {
	_ = C.SSL_get1_session(c) // want "leak"
}

func badNested(c *C.SSL) {
	C.SSL_SESSION_get_time(C.SSL_get1_session(c)) // want "leak"
}

func badOverwritten(c, d *C.SSL) {
	s := C.SSL_get1_session(c) // want "leak"
	s = C.SSL_get1_session(d)
	C.SSL_SESSION_free(s)
}

func goodOverwritten(c, d *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_free(s)
	s = C.SSL_get1_session(d)
	C.SSL_SESSION_free(s)
}

func badErrno(c *C.SSL) error {
	s, err := C.SSL_get1_session(c) // want "leak"
	if s == nil {
		return err
	}
	return nil
}

func goodErrno(c *C.SSL) error {
	s, err := C.SSL_get1_session(c)
	if s == nil {
		return err
	}
	C.SSL_SESSION_free(s)
	return nil
}

func badTwo(c, d *C.SSL) {
	s := C.SSL_get1_session(c) // want "leak"
	t := C.SSL_get1_session(d)
	if t == nil {
		return
	}
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(t)
}

func goodTwo(c, d *C.SSL) {
	s := C.SSL_get1_session(c)
	t := C.SSL_get1_session(d)
	if t == nil {
		C.SSL_SESSION_free(s)
		return
	}
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(t)
}

// NULL needs no release.
func goodNull(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s != nil {
		C.SSL_SESSION_free(s)
	}
}

// The panic is caught here, and the function returns.
func badRecover(c *C.SSL) {
	defer func() { recover() }()
	s := C.SSL_get1_session(c) // want "leak"
	if isOn() {
		panic("gone")
	}
	C.SSL_SESSION_free(s)
}

func goodRecover(c *C.SSL) {
	defer func() { recover() }()
	s := C.SSL_get1_session(c)
	defer C.SSL_SESSION_free(s)
	if isOn() {
		panic("gone")
	}
}

// What a flush leaves: NULL, and what there is a reference of.

func goodFlushedNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s != nil {
		C.SSL_SESSION_up_ref(s)
	}
	C.SSL_CTX_flush_sessions(C.SSL_get_SSL_CTX(c), 0)
	C.SSL_SESSION_free(C.SSL_get0_session(c))
}

func goodFlushedStillThere(c *C.SSL) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return
	}
	C.SSL_SESSION_free(s)
	t := C.SSL_CTX_new(C.TLS_method())
	C.SSL_CTX_flush_sessions(C.SSL_get_SSL_CTX(c), 0)
	if C.SSL_get0_session(c) == nil {
		return // cannot be, and so no leak of t
	}
	C.SSL_CTX_free(t)
}

func badLeakAfterFlush(c *C.SSL) {
	C.SSL_CTX_flush_sessions(C.SSL_get_SSL_CTX(c), 0)
	s := C.SSL_get1_session(c) // want "leak"
	C.SSL_SESSION_get_time(s)
}

func flushAndRead(c *C.SSL, x *C.SSL_CTX) {
	C.SSL_CTX_flush_sessions(x, 0)
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_time(s)
}

func goodFlushInHelper(c *C.SSL, x *C.SSL_CTX) {
	flushAndRead(c, x)
}
