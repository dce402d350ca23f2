package lower

// shapes is a module with every shape of code that cgo makes.
var shapes = map[string]string{
	"go.mod": "module example.org/shapes\n\ngo 1.26\n",
	"shapes.go": `package shapes

/*
#include <stdlib.h>
#include <errno.h>
#include <openssl/ssl.h>
#include <openssl/err.h>

typedef int (*callback)(void *);
typedef struct { SSL *ssl; int n; } pair;
static void setcb(callback f) {}
static int fill(unsigned char **out, SSL *s) { return 0; }
static void pointers(void **p, int n) {}
static void bytes(unsigned char *p, int n) {}
static void take(void *p) {}
static int only_two(void) { return 0; }
static void nothing(void) {}
static int first(pair *p) { return p->n; }
static SSL *global_ssl;
static SSL_SESSION *X_get1(SSL *ssl) { return SSL_get1_session(ssl); }
int gocb(void *);
#define FORTY (errno + 40)
*/
import "C"

import (
	"errors"
	"unsafe"
)

type conn struct {
	ssl  *C.SSL
	list []unsafe.Pointer
	arr  [4]unsafe.Pointer
	all  []*C.SSL
	byID map[string]*C.SSL
}

type wrapped struct{ *conn }

//export gocb
func gocb(p unsafe.Pointer) C.int { return 1 }

// Package-level initializers.
var (
	ctx    = C.SSL_CTX_new(C.TLS_method())
	plain  = C.only_two()
	lazily = func() *C.SSL { return C.SSL_new(ctx) }
	_, bad = C.SSL_CTX_new(nil)
)

func calls(c *conn) *C.SSL_SESSION {
	s := C.SSL_get1_session(c.ssl)
	C.SSL_SESSION_free(s)
	C.nothing()
	C.SSL_SESSION_free(C.SSL_get1_session(c.ssl))
	if C.SSL_set_session(c.ssl, s) != 1 && C.SSL_set_session(c.ssl, C.SSL_get_session(c.ssl)) == 0 {
		return C.SSL_get1_session(c.ssl)
	}
	a, b := C.SSL_get_session(c.ssl), C.SSL_get_session(C.SSL_new(C.SSL_get_SSL_CTX(c.ssl)))
	if a == b { return C.X_get1(c.ssl) }
	C.SSL_clear(c.ssl); C.SSL_clear(c.ssl); C.nothing(); C.SSL_free(c.ssl)
	C.SSL_set_session(
		c.ssl,
		s,
	)
	return nil
}

func deferred(c *conn, s *C.SSL_SESSION) {
	defer C.SSL_SESSION_free(s)
	defer C.ERR_clear_error()
	defer C.SSL_SESSION_free(C.SSL_get1_session(c.ssl))
	defer func() { C.SSL_free(c.ssl) }()
	for _, ssl := range c.all {
		defer C.SSL_free(ssl)
	}
	go C.SSL_free(c.ssl)
	go C.nothing()
	go func() { C.SSL_free(c.ssl) }()
}

func twoResults(c *conn) error {
	var out *C.uchar
	n, err := C.fill(&out, c.ssl)
	_, err = C.nothing()
	_, err = C.SSL_free(c.ssl)
	if _, err := C.only_two(); err != nil || n == 0 {
		return err
	}
	var s, err2 = C.SSL_get1_session(c.ssl)
	C.SSL_SESSION_free(s)
	return errors.Join(err, err2)
}

func pointers(c *conn, i int, buf []byte) {
	C.pointers(&c.list[i], 3)
	C.pointers(&c.arr[i], C.FORTY)
	C.pointers((*unsafe.Pointer)(unsafe.Pointer(&c.list[i])), C.int(i))
	C.pointers((*unsafe.Pointer)(unsafe.Pointer(unsafe.SliceData(c.list[:]))), C.FORTY)
	C.pointers(&(c.list[:])[0], 0)
	C.bytes((*C.uchar)(unsafe.Pointer(&buf[0])), C.int(len(buf)))
	C.bytes((*C.uchar)(&buf[0]), 0)
	var local unsafe.Pointer
	C.pointers(&local, 1)
	C.pointers(&c.list[C.only_two()], 1)
	C.take(unsafe.Pointer(c.ssl))
	C.take(unsafe.Pointer(&c.ssl))
	C.take(nil)
	C.take(unsafe.Pointer(uintptr(unsafe.Pointer(c.ssl))))
	C.setcb(C.callback(C.gocb))
	C.setcb((*[0]byte)(C.gocb))
	C.SSL_free(c.all[i])
	C.SSL_free(c.byID["x"])
	C.SSL_free(wrapped{c}.ssl)
}

func helpers(n int) (string, []byte) {
	text := C.CString("x")
	defer C.free(unsafe.Pointer(text))
	p := C.malloc(C.size_t(n))
	C.free(p)
	C.free(unsafe.Pointer(C.CString("y")))
	return C.GoString(text) + C.GoStringN(text, C.int(n)), C.GoBytes(p, C.int(n))
}

func conversions(c *conn) int {
	if x := int(C.SSL_set_session(c.ssl, nil)); x > 0 {
		return x + int(C.only_two())
	}
	switch C.SSL_clear(c.ssl) {
	case 1:
		return 1
	}
	switch n := C.only_two(); {
	case C.SSL_connect(c.ssl) == 1:
		return int(n)
	}
	for C.SSL_read(c.ssl, nil, 0) > 0 {
	}
	return 0
}

func literals(c *conn) *conn {
	d := &conn{ssl: C.SSL_new(ctx), all: []*C.SSL{C.SSL_new(ctx), C.SSL_dup(c.ssl)}}
	d.byID = map[string]*C.SSL{"a": C.SSL_new(ctx), "b": C.SSL_new(ctx)}
	d.ssl = C.SSL_dup(C.global_ssl)
	return d
}

func values(c *conn) {
	free := func(s *C.SSL) { C.SSL_free(s) }
	free(c.ssl)
	f := c.close
	defer f()
	c.each(func(s *C.SSL) bool { return C.SSL_clear(s) == 1 })
	for s := range c.iter {
		C.SSL_clear(s)
	}
}

func (c *conn) close() { C.SSL_free(c.ssl) }

func (c *conn) each(f func(*C.SSL) bool) { f(c.ssl) }

func (c *conn) iter(yield func(*C.SSL) bool) { yield(C.SSL_dup(c.ssl)) }

func generic[T any](c *conn, t T, wrap func(*C.SSL) T) T {
	s := C.SSL_dup(c.ssl)
	C.SSL_free(s)
	_ = []T{t}
	return wrap(C.SSL_dup(s))
}

type box[T any] struct{ ssl *C.SSL; t T }

func (b *box[T]) free() { C.SSL_free(b.ssl) }

func instances(c *conn) {
	x := generic(c, 1, func(s *C.SSL) int { return int(C.SSL_clear(s)) })
	(&box[int]{c.ssl, x}).free()
	defer (&box[string]{ssl: c.ssl}).free()
}

func init() {
	C.SSL_CTX_set_ex_data(ctx, 0, unsafe.Pointer(ctx))
}
`,
}
