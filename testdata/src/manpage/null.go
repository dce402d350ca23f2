package manpage

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
// #include <openssl/pem.h>
import "C"

// What a session that is NULL does.

func badUnchecked(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
}

func badUncheckedOwned(c *C.SSL) {
	s := C.SSL_get1_session(c)
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
	C.SSL_SESSION_free(s)
}

func badWrongWay(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s == nil {
		C.SSL_SESSION_is_resumable(s) // want "nullresult"
	}
}

func badWrongWayReturn(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s != nil {
		return
	}
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
}

func badOr(c *C.SSL, force bool) {
	s := C.SSL_get0_session(c)
	if s != nil || force {
		C.SSL_SESSION_is_resumable(s) // want "nullresult"
	}
}

func badOrOrder(c *C.SSL) bool {
	s := C.SSL_get0_session(c)
	return C.SSL_SESSION_is_resumable(s) == 1 && s != nil // want "nullresult"
}

func goodAnd(c *C.SSL) bool {
	s := C.SSL_get0_session(c)
	return s != nil && C.SSL_SESSION_is_resumable(s) == 1
}

func goodNegatedOr(c *C.SSL) bool {
	s := C.SSL_get0_session(c)
	return !(s == nil || C.SSL_SESSION_is_resumable(s) != 1)
}

func badCheckedOther(c, d *C.SSL) {
	s, t := C.SSL_get0_session(c), C.SSL_get0_session(d)
	if s == nil {
		return
	}
	C.SSL_SESSION_is_resumable(t) // want "nullresult"
}

func badCheckedTooLate(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
	if s == nil {
		return
	}
	C.SSL_SESSION_is_resumable(s)
}

func badNewConnection(x *C.SSL_CTX) {
	c := C.SSL_new(x)
	if c == nil {
		return
	}
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
	C.SSL_free(c)
}

func badGetAgain(c *C.SSL) {
	if C.SSL_get0_session(c) != nil {
		C.SSL_clear(c)
		C.SSL_SESSION_is_resumable(C.SSL_get0_session(c)) // want "nullresult"
	}
}

// Two loads of a slot give one session.
func goodGetAgain(c *C.SSL) {
	if C.SSL_get0_session(c) != nil {
		C.SSL_SESSION_is_resumable(C.SSL_get0_session(c))
	}
}

// What the code put there is there.
func goodAfterSet(c *C.SSL, s *C.SSL_SESSION) {
	if C.SSL_set_session(c, s) != 1 {
		return
	}
	C.SSL_SESSION_is_resumable(C.SSL_get0_session(c))
}

func badAfterSetNull(c *C.SSL) {
	C.SSL_set_session(c, nil)
	C.SSL_SESSION_is_resumable(C.SSL_get0_session(c)) // want "nullresult"
}

func badConstant() {
	var s *C.SSL_SESSION
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
}

func badDupResult(s *C.SSL_SESSION) {
	t := C.SSL_SESSION_dup(s)
	C.SSL_SESSION_is_resumable(t) // want "nullresult"
	C.SSL_SESSION_free(t)
}

func badDecoded(p *C.uchar, n C.long) {
	s := C.d2i_SSL_SESSION(nil, &p, n)
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
	C.SSL_SESSION_free(s)
}

func badUpRefNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if C.SSL_SESSION_up_ref(s) == 1 { // want "nullresult"
		C.SSL_SESSION_free(s)
	}
}

func badDupNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_free(C.SSL_SESSION_dup(s)) // want "nullresult"
}

func badGetIDNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_id(s, nil) // want "nullresult"
}

func badIDContextNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get0_id_context(s, nil) // want "nullresult"
}

func badCompressNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_compress_id(s) // want "nullresult"
}

func badHostnameNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get0_hostname(s) // want "nullresult"
}

func badCipherNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get0_cipher(s) // want "nullresult"
}

func badPeerNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get0_peer(s) // want "nullresult"
}

func badTicketNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_has_ticket(s) // want "nullresult"
}

func badLifetimeNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_ticket_lifetime_hint(s) // want "nullresult"
}

func badEarlyDataNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_max_early_data(s) // want "nullresult"
}

func badProtocolNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_protocol_version(s) // want "nullresult"
}

func badSetProtocolNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_set_protocol_version(s, 0x0304) // want "nullresult"
}

func badMasterKeyNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_master_key(s, nil, 0) // want "nullresult"
}

func badExDataNull(c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_ex_data(s, 0) // want "nullresult"
}

func badAddNull(x *C.SSL_CTX, c *C.SSL) {
	s := C.SSL_get0_session(c)
	C.SSL_CTX_add_session(x, s) // want "nullresult"
}

func goodTolerant(x *C.SSL_CTX, c, d *C.SSL, b *C.BIO) {
	s := C.SSL_get0_session(c)
	C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_set_time(s, 1)
	C.SSL_SESSION_get_timeout(s)
	C.SSL_SESSION_set_timeout(s, 1)
	C.SSL_SESSION_print(b, s)
	C.i2d_SSL_SESSION(s, nil)
	C.PEM_write_bio_SSL_SESSION(b, s)
	C.SSL_CTX_remove_session(x, s)
	C.SSL_set_session(d, s)
}

func goodFreeNull(c *C.SSL) {
	C.SSL_SESSION_free(nil)
	C.SSL_SESSION_free(C.SSL_get1_session(c))
}

// The first use would have crashed.
func goodOnlyOnce(c *C.SSL, s *C.SSL_SESSION) {
	C.SSL_SESSION_is_resumable(s)
	C.SSL_SESSION_up_ref(s)
	C.SSL_SESSION_free(s)
}
