package idioms

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
// typedef void *GO_SSL_PTR;
// typedef void *GO_SSL_SESSION_PTR;
// static inline GO_SSL_SESSION_PTR go_openssl_SSL_get1_session(GO_SSL_PTR c) { return SSL_get1_session(c); }
// static inline GO_SSL_SESSION_PTR go_openssl_SSL_get_session(GO_SSL_PTR c) { return SSL_get_session(c); }
// static inline void go_openssl_SSL_SESSION_free(GO_SSL_SESSION_PTR s) { SSL_SESSION_free(s); }
// static inline long go_openssl_SSL_SESSION_get_time(GO_SSL_SESSION_PTR s) { return SSL_SESSION_get_time(s); }
// static inline void go_openssl_SSL_free(GO_SSL_PTR c) { SSL_free(c); }
// static inline SSL_SESSION *X_SSL_get1_session(SSL *c) { return SSL_get1_session(c); }
// static inline void X_SSL_SESSION_free(SSL_SESSION *s) { SSL_SESSION_free(s); }
// static inline SSL_SESSION *SSL_get0_session_not_a_macro(SSL *c) { return SSL_get0_session(c); }
import "C"

import "unsafe"

// Kinds that the headers of the wrapper erase to void*.

func badErasedLeak(c C.GO_SSL_PTR) {
	s := C.go_openssl_SSL_get1_session(c) // want "leak"
	C.go_openssl_SSL_SESSION_get_time(s)
}

func goodErased(c C.GO_SSL_PTR) {
	s := C.go_openssl_SSL_get1_session(c)
	C.go_openssl_SSL_SESSION_get_time(s)
	C.go_openssl_SSL_SESSION_free(s)
}

func badErasedUse(c C.GO_SSL_PTR) {
	s := C.go_openssl_SSL_get_session(c)
	C.go_openssl_SSL_free(c)
	C.go_openssl_SSL_SESSION_get_time(s) // want "useafterrelease"
}

// Shims that only rename.

func badShimTwice(c *C.SSL) {
	s := C.X_SSL_get1_session(c)
	C.X_SSL_SESSION_free(s)
	C.X_SSL_SESSION_free(s) // want "overrelease"
}

func goodShim(c *C.SSL) {
	s := C.X_SSL_get1_session(c)
	C.SSL_SESSION_free(s)
}

func badShimMacro(c *C.SSL) {
	s := C.SSL_get0_session_not_a_macro(c)
	C.SSL_SESSION_is_resumable(s) // want "nullresult"
}

// Go functions with the C function's own name.

func SSL_get1_session(c unsafe.Pointer) (unsafe.Pointer, error) {
	s := C.SSL_get1_session((*C.SSL)(c))
	if s == nil {
		return nil, errFailed
	}
	return unsafe.Pointer(s), nil
}

func SSL_SESSION_free(s unsafe.Pointer) { C.SSL_SESSION_free((*C.SSL_SESSION)(s)) }

func SSL_SESSION_is_resumable(s unsafe.Pointer) (bool, error) {
	return C.SSL_SESSION_is_resumable((*C.SSL_SESSION)(s)) == 1, nil
}

func goodSameName(c unsafe.Pointer) error {
	s, err := SSL_get1_session(c)
	if err != nil {
		return err
	}
	defer SSL_SESSION_free(s)
	_, err = SSL_SESSION_is_resumable(s)
	return err
}

func badSameNameLeak(c unsafe.Pointer) error {
	s, err := SSL_get1_session(c) // want "leak"
	if err != nil {
		return err
	}
	if _, err = SSL_SESSION_is_resumable(s); err != nil {
		return err
	}
	return nil
}

func badSameNameNull(c unsafe.Pointer) {
	s, _ := SSL_get1_session(c)
	SSL_SESSION_is_resumable(s) // want "nullresult"
	SSL_SESSION_free(s)
}
