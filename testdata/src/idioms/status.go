package idioms

// #include <openssl/ssl.h>
import "C"

import (
	"errors"
	"sort"
)

// Status codes of 1 and 0, asked for in all ways, and lists that helpers gather.

var errStatus = errors.New("status")

func goodUpRefZero(c *C.SSL) int {
	s := C.SSL_get0_session(c)
	if s == nil || C.SSL_SESSION_up_ref(s) == 0 {
		return -1
	}
	defer C.SSL_SESSION_free(s)
	C.SSL_read(c, nil, 0)
	return int(C.SSL_SESSION_has_ticket(s))
}

func goodUpRefPositive(c *C.SSL) int {
	if s := C.SSL_get0_session(c); s != nil && C.SSL_SESSION_up_ref(s) > 0 {
		defer C.SSL_SESSION_free(s)
		C.SSL_read(c, nil, 0)
		return int(C.SSL_SESSION_has_ticket(s))
	}
	return -1
}

func goodUpRefNotPositive(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get0_session(c)
	if s == nil || C.SSL_SESSION_up_ref(s) <= 0 {
		return nil
	}
	C.SSL_clear(c)
	return s
}

func takes(s *C.SSL_SESSION) bool { return C.SSL_SESSION_up_ref(s) != 0 }

func goodTakes(c *C.SSL) *C.SSL_SESSION {
	s := C.SSL_get0_session(c)
	if s == nil || !takes(s) {
		return nil
	}
	C.SSL_clear(c)
	return s
}

func badTakes(c *C.SSL) {
	s := C.SSL_get0_session(c)
	if s == nil || !takes(s) { // want "leak"
		return
	}
	C.SSL_SESSION_get_time(s)
}

func goodSetZero(c *C.SSL, data *C.uchar) C.int {
	s := C.d2i_SSL_SESSION(nil, &data, 10)
	if s == nil {
		return 0
	}
	defer C.SSL_SESSION_free(s)
	if C.SSL_set_session(c, s) == 0 {
		return -1
	}
	return C.SSL_SESSION_has_ticket(C.SSL_get0_session(c))
}

func goodContextZero() *C.SSL_CTX {
	x := C.SSL_CTX_new(C.TLS_method())
	if C.SSL_CTX_up_ref(x) == 0 {
		return x
	}
	C.SSL_CTX_free(x)
	return x
}

func badUpRefZero(c *C.SSL) error {
	s := C.SSL_get0_session(c)
	if s == nil {
		return errStatus
	}
	if C.SSL_SESSION_up_ref(s) == 0 { // want "leak"
		return errStatus
	}
	C.SSL_read(c, nil, 0)
	C.SSL_SESSION_get_time(s)
	return nil
}

func collect(list []*C.SSL) (sessions []*C.SSL_SESSION) {
	for _, c := range list {
		if s := C.SSL_get1_session(c); s != nil {
			sessions = append(sessions, s)
		}
	}
	return sessions
}

func goodCollect(list []*C.SSL) {
	for _, s := range collect(list) {
		C.SSL_SESSION_free(s)
	}
}

func badCollect(list []*C.SSL, fail bool) error {
	sessions := collect(list) // want "leak"
	if fail {
		return errStatus
	}
	for _, s := range sessions {
		C.SSL_SESSION_free(s)
	}
	return nil
}

func goodLeast(c *C.SSL, n int) {
	var s *C.SSL_SESSION
	if min(n, 5) > 3 {
		s = C.SSL_get1_session(c)
	}
	if max(0, min(5, n)) > 3 {
		C.SSL_SESSION_free(s)
	}
}

func goodGreatest(c *C.SSL) {
	s := C.SSL_get1_session(c)
	n := 0
	if s != nil {
		n = 5
	}
	if max(n, 1, 2) == 5 {
		C.SSL_SESSION_has_ticket(s)
		C.SSL_SESSION_free(s)
	}
}

func badLeast(c *C.SSL, n int) {
	s := C.SSL_get1_session(c) // want "leak"
	if min(n, 5) > 3 {
		C.SSL_SESSION_free(s)
	}
}

// An index into a list that is empty.
func goodEmpty(c *C.SSL, i int) string {
	C.SSL_get_version(c)
	names := []string{}
	if i < len(names) {
		return names[i]
	}
	return ""
}

// Who sorts the keys, changes neither how many there are nor the map.
func goodSortedKeys(x *C.SSL_CTX) {
	m := map[string]*C.SSL{"a": C.SSL_new(x), "b": C.SSL_new(x)}
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		C.SSL_free(m[k])
	}
}

func badSortedKeys(x *C.SSL_CTX, c *C.SSL) {
	m := map[string]*C.SSL_SESSION{"a": C.SSL_get1_session(c)}
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		C.SSL_SESSION_free(m[k])
	}
	C.SSL_SESSION_free(C.SSL_get0_session(c)) // want "overrelease"
}

func badSorted(b, c *C.SSL) {
	list := []*C.SSL_SESSION{
		C.SSL_get1_session(b),
		C.SSL_get1_session(c), // want "leak"
	}
	sort.Slice(list, func(i, j int) bool {
		return C.SSL_SESSION_get_time(list[i]) < C.SSL_SESSION_get_time(list[j])
	})
	C.SSL_SESSION_free(list[0])
}

func drain(ch chan *C.SSL) {
	for c := range ch {
		C.SSL_free(c)
	}
}

func goodDrain(x *C.SSL_CTX) {
	ch := make(chan *C.SSL, 1)
	ch <- C.SSL_new(x)
	close(ch)
	drain(ch)
}

func first(ch chan *C.SSL) { C.SSL_free(<-ch) }

func badDrain(x *C.SSL_CTX) {
	ch := make(chan *C.SSL, 2)
	ch <- C.SSL_new(x)
	ch <- C.SSL_new(x) // want "leak"
	first(ch)
}

// Errors that are joined: nil if all of them are.
func fetchOr(c *C.SSL) (*C.SSL_SESSION, error) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return nil, errors.New("none")
	}
	return s, nil
}

func goodJoined(c, d *C.SSL) {
	s, err1 := fetchOr(c)
	t, err2 := fetchOr(d)
	if errors.Join(err1, err2) == nil {
		C.SSL_SESSION_has_ticket(s)
		C.SSL_SESSION_has_ticket(t)
	}
	C.SSL_SESSION_free(s)
	C.SSL_SESSION_free(t)
}

func goodJoinedMore(c *C.SSL) error {
	var errs []error
	s := C.SSL_get1_session(c)
	if s == nil {
		errs = append(errs, errStatus)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	C.SSL_SESSION_has_ticket(s)
	C.SSL_SESSION_free(s)
	return nil
}

func goodJoinedResult(c *C.SSL) {
	s, err := fetchJoined(c)
	if err != nil {
		return
	}
	C.SSL_SESSION_has_ticket(s)
	C.SSL_SESSION_free(s)
}

func fetchJoined(c *C.SSL) (*C.SSL_SESSION, error) {
	s := C.SSL_get1_session(c)
	if s == nil {
		return nil, errors.Join(errStatus, check())
	}
	return s, nil
}

func check() error {
	if len(errStatus.Error()) > 5 {
		return nil
	}
	return errStatus
}

func badJoined(c *C.SSL) (err error) {
	s := C.SSL_get1_session(c) // want "leak"
	if s == nil {
		return errStatus
	}
	defer func() {
		if err = errors.Join(err, check()); err != nil {
			C.SSL_SESSION_free(s)
		}
	}()
	return check()
}

func empty(ch chan *C.SSL) {
	for {
		select {
		case c := <-ch:
			C.SSL_free(c)
		default:
			return
		}
	}
}

func goodEmptied(x *C.SSL_CTX) {
	ch := make(chan *C.SSL, 2)
	ch <- C.SSL_new(x)
	ch <- C.SSL_new(x)
	first(ch)
	empty(ch)
}
