package lower

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestPreamble checks what is recognised and, more important, what is not.
func TestPreamble(t *testing.T) {
	const source = `package p

/*
#cgo LDFLAGS: -lssl
#include <openssl/ssl.h>
#include "shim.h"

static SSL_SESSION *X_get1(SSL *ssl) { return SSL_get1_session(ssl); }
static inline void X_free(SSL_SESSION *s) {
	SSL_SESSION_free(s); // the caller's
}
inline static int X_set(SSL *ssl, SSL_SESSION *s) {
	return SSL_set_session(ssl,
		s);
}
static void* X_erased(void *p) { return (void *)SSL_get_session((SSL*) p); }
static long X_ctrl(SSL_CTX *ctx, void *x) { return (SSL_CTX_ctrl(ctx, 70 + 1, 0, x)); }
static const SSL_METHOD *X_method(void) { return TLS_method(); }
static void X_ignore(SSL *s) { (void)SSL_clear(s); }
static void X_typedef(handle h) { SSL_free((ssl_t)h); }
#define MY_free SSL_free
#define MY_get(s) SSL_get_session((s))
#define MY_paren(s, \
	n) (SSL_set_session(n, s))

static int two(SSL *s) { SSL_clear(s); return 1; }
static int cond(SSL *s) { return s ? SSL_clear(s) : 0; }
static int plus(SSL *s) { return SSL_clear(s) + 1; }
static int both(SSL *s) { return SSL_clear(s) || SSL_connect(s); }
static int array(SSL *s[]) { return SSL_clear(s[0]); }
static int pointer(int (*f)(SSL *), SSL *s) { return f(s); }
static int variadic(SSL *s, ...) { return SSL_clear(s); }
static int paramCallee(cb f, SSL *s) { return f(s); }
static int size(SSL *s) { return sizeof(s); }
static int prototype(SSL *s);
static int empty(SSL *s) {}
int external(SSL *s) { return SSL_clear(s); }
#define CONSTANT 3
#define EXPR SSL_clear + 1
#define STMT(s) SSL_clear(s);
#define JOIN(a) a ## _free(a)
#if A
static int either(SSL *s) { return SSL_clear(s); }
#else
static int either(SSL *s) { return 0; }
#endif
// static int comment(SSL *s) { return SSL_clear(s); }
static const char *text = "static int string(SSL *s) { return SSL_clear(s); }";
*/
import "C"
`
	want := `8:21 X_get1(ssl) = return SSL_get1_session(ssl)
9:20 X_free(s) = SSL_SESSION_free(s)
12:19 X_set(ssl, s) = return SSL_set_session(ssl, s)
16:14 X_erased(p) = return SSL_get_session(p)
17:13 X_ctrl(ctx, x) = return SSL_CTX_ctrl(ctx, 70+1, 0, x)
18:26 X_method() = return TLS_method()
19:13 X_ignore(s) = SSL_clear(s)
20:13 X_typedef(h) = SSL_free(h)
21:9 MY_free = SSL_free
22:9 MY_get(s) = return SSL_get_session(s)
23:9 MY_paren(s, n) = return SSL_set_session(n, s)
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, inline := range (&original{fset, file}).preamble() {
		fmt.Fprintln(&b, inline.Pos.String()[len("p.go:"):], printInline(inline))
	}
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

func printInline(inline Inline) string {
	if inline.Alias {
		return inline.Name + " = " + inline.Callee
	}
	returns := ""
	if inline.Returns {
		returns = "return "
	}
	return fmt.Sprintf("%s(%s) = %s%s(%s)", inline.Name, strings.Join(inline.Params, ", "),
		returns, inline.Callee, strings.Join(inline.Args, ", "))
}

// TestPreambleLineComments checks the other way to write a preamble.
func TestPreambleLineComments(t *testing.T) {
	const source = `package p

import (
	"unsafe"
)

// #include <openssl/ssl.h>
// static void X_free(SSL *s) { SSL_free(s); }
import "C"
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	got := (&original{fset, file}).preamble()
	if len(got) != 1 || printInline(got[0]) != "X_free(s) = SSL_free(s)" || got[0].Pos.String() != "p.go:8:16" {
		t.Errorf("got %+v", got)
	}
}
