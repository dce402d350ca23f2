package p

import (
	"errors"
	"os"
	"runtime"
	"sync"

	ossl "github.com/refvet/refvet/oracle/model"
)

var kept *ossl.SSL_SESSION

type box struct{ S *ossl.SSL_SESSION }

func leak_plain(c *ossl.SSL) {
	s := ossl.SSL_get1_session(c)
	ossl.SSL_SESSION_get_time(s)
}

func leak_one_of_two(c *ossl.SSL) *ossl.SSL_SESSION {
	s := ossl.SSL_get1_session(c)
	ossl.SSL_SESSION_get_time(s)
	return ossl.SSL_get1_session(c)
}

func leak_early(c *ossl.SSL) error {
	s := ossl.SSL_get1_session(c)
	if ossl.Flip() {
		return errors.New("no")
	}
	ossl.SSL_SESSION_free(s)
	return nil
}

func leak_overwritten(c *ossl.SSL) {
	kept = ossl.SSL_get1_session(c)
	kept = nil
}

func good_kept(c *ossl.SSL) { kept = ossl.SSL_get1_session(c) }

func good_result(c *ossl.SSL) *box { return &box{ossl.SSL_get1_session(c)} }

func good_closure(c *ossl.SSL) func() {
	s := ossl.SSL_get1_session(c)
	return func() { ossl.SSL_SESSION_free(s) }
}

func good_channel(c *ossl.SSL, ch chan *ossl.SSL_SESSION) { ch <- ossl.SSL_get1_session(c) }

func good_exit(c *ossl.SSL) {
	s := ossl.SSL_get1_session(c)
	if ossl.Flip() {
		os.Exit(1)
	}
	ossl.SSL_SESSION_free(s)
}

func good_panic(c *ossl.SSL) {
	s := ossl.SSL_get1_session(c)
	if ossl.Flip() {
		panic("no")
	}
	ossl.SSL_SESSION_free(s)
}

func leak_recovered(c *ossl.SSL) {
	defer func() { recover() }()
	s := ossl.SSL_get1_session(c)
	if ossl.Flip() {
		panic("no")
	}
	ossl.SSL_SESSION_free(s)
}

func good_finalizer(c *ossl.SSL) {
	b := &box{ossl.SSL_get1_session(c)}
	runtime.SetFinalizer(b, func(b *box) { ossl.SSL_SESSION_free(b.S) })
}

func leak_finalizer_cleared(c *ossl.SSL) {
	b := &box{ossl.SSL_get1_session(c)}
	runtime.SetFinalizer(b, func(b *box) { ossl.SSL_SESSION_free(b.S) })
	runtime.SetFinalizer(b, nil)
}

func overrelease_finalizer(c *ossl.SSL) {
	b := &box{ossl.SSL_get1_session(c)}
	runtime.SetFinalizer(b, func(b *box) { ossl.SSL_SESSION_free(b.S) })
	ossl.SSL_SESSION_free(b.S)
}

func overrelease_borrowed(c *ossl.SSL) { ossl.SSL_SESSION_free(ossl.SSL_get0_session(c)) }

func overrelease_deferred(c *ossl.SSL) {
	s := ossl.SSL_get1_session(c)
	defer ossl.SSL_SESSION_free(s)
	ossl.SSL_SESSION_free(s)
}

func overrelease_copied(c *ossl.SSL) {
	b := box{ossl.SSL_get1_session(c)}
	other := b
	ossl.SSL_SESSION_free(b.S)
	b.S = nil
	ossl.SSL_SESSION_free(other.S)
}

func useafterrelease_freed(c *ossl.SSL) {
	s := ossl.SSL_get0_session(c)
	ossl.SSL_free(c)
	ossl.SSL_SESSION_get_time(s)
}

func useafterrelease_flushed(c *ossl.SSL, x *ossl.SSL_CTX) {
	s := ossl.SSL_get0_session(c)
	ossl.SSL_CTX_flush_sessions(x, 0)
	ossl.SSL_SESSION_get_time(s)
}

func good_flushed_other(c *ossl.SSL) {
	x := ossl.SSL_CTX_new()
	defer ossl.SSL_CTX_free(x)
	s := ossl.SSL_get0_session(c)
	ossl.SSL_CTX_flush_sessions(x, 0)
	ossl.SSL_SESSION_get_time(s)
}

func useafterrelease_owned(c *ossl.SSL) {
	s := ossl.SSL_get1_session(c)
	ossl.SSL_SESSION_free(s)
	ossl.SSL_SESSION_get_time(s)
}

func good_kept_by_reference(c *ossl.SSL) {
	a := ossl.SSL_get0_session(c)
	b := ossl.SSL_get1_session(c)
	ossl.SSL_free(c)
	ossl.SSL_SESSION_get_time(a)
	ossl.SSL_SESSION_free(b)
}

func good_kept_by_other(c, d *ossl.SSL) {
	x := ossl.SSL_get0_session(c)
	ossl.SSL_set_session(d, x)
	ossl.SSL_free(c)
	ossl.SSL_SESSION_get_time(x)
}

func nullresult_unchecked(c *ossl.SSL) {
	s := ossl.SSL_get0_session(c)
	ossl.SSL_SESSION_is_resumable(s)
}

func good_checked(c *ossl.SSL) {
	if s := ossl.SSL_get0_session(c); s != nil {
		ossl.SSL_SESSION_is_resumable(s)
	}
}

func borrowescape_returned(c *ossl.SSL) *ossl.SSL_SESSION {
	defer ossl.SSL_free(c)
	return ossl.SSL_get0_session(c)
}

func borrowescape_stored(c *ossl.SSL, b *box) {
	b.S = ossl.SSL_get0_session(c)
	ossl.SSL_free(c)
}

func borrowescape_goroutine(c *ossl.SSL) {
	s := ossl.SSL_get0_session(c)
	go func() { ossl.SSL_SESSION_get_time(s) }()
	ossl.SSL_free(c)
}

func good_goroutine(c *ossl.SSL) {
	var wg sync.WaitGroup
	s := ossl.SSL_get0_session(c)
	wg.Add(1)
	go func() {
		defer wg.Done()
		ossl.SSL_SESSION_get_time(s)
	}()
	wg.Wait()
	ossl.SSL_free(c)
}

func crosscontext_set(x, y *ossl.SSL_CTX) {
	c, d := ossl.SSL_new(x), ossl.SSL_new(y)
	defer ossl.SSL_free(c)
	defer ossl.SSL_free(d)
	ossl.SSL_do_handshake(c)
	ossl.SSL_set_session(d, ossl.SSL_get0_session(c))
}

func good_switched(x, y *ossl.SSL_CTX) {
	c, d := ossl.SSL_new(x), ossl.SSL_new(x)
	defer ossl.SSL_free(c)
	defer ossl.SSL_free(d)
	ossl.SSL_set_SSL_CTX(d, y)
	ossl.SSL_do_handshake(c)
	ossl.SSL_set_session(d, ossl.SSL_get0_session(c))
}

func good_unbound(x, y *ossl.SSL_CTX) {
	s := ossl.D2i_SSL_SESSION(nil, nil)
	c := ossl.SSL_new(y)
	ossl.SSL_set_session(c, s)
	ossl.SSL_free(c)
	ossl.SSL_SESSION_free(s)
}

func crosscontext_bound(x, y *ossl.SSL_CTX) {
	s := ossl.D2i_SSL_SESSION(nil, nil)
	c, d := ossl.SSL_new(x), ossl.SSL_new(y)
	ossl.SSL_set_session(c, s)
	ossl.SSL_set_session(d, s)
	ossl.SSL_free(c)
	ossl.SSL_free(d)
	ossl.SSL_SESSION_free(s)
}

func helper_useAndFree(s *ossl.SSL_SESSION) {
	ossl.SSL_SESSION_get_time(s)
	ossl.SSL_SESSION_free(s)
}

func useafterrelease_releasing(c *ossl.SSL) {
	if s := ossl.SSL_get1_session(c); s != nil {
		ossl.SSL_SESSION_free(s)
		helper_useAndFree(s) // to who calls that, it is a release too many
	}
}

func useafterrelease_apart(c *ossl.SSL) {
	if s := ossl.SSL_get1_session(c); s != nil {
		ossl.SSL_SESSION_free(s)
		ossl.SSL_SESSION_get_time(s)
		ossl.SSL_SESSION_free(s)
	}
}
