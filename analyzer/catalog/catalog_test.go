package catalog

import (
	"reflect"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/contract"
)

func defaultCatalog(t testing.TB) *Catalog {
	t.Helper()
	c, err := Default()
	if err != nil {
		t.Fatalf("the embedded stubs have errors:\n%v", err)
	}
	return c
}

// get returns the contract of a C function or Go symbol.
func get(t testing.TB, c *Catalog, name string) *contract.Contract {
	t.Helper()
	found := c.C(name)
	if found == nil {
		found = c.Go(name)
	}
	if found == nil {
		t.Fatalf("the catalog has no contract of %s", name)
	}
	return found
}

// TestFormatFixpoint checks that every contract of the catalog, written as a
// stub and read again, is the same contract.
func TestFormatFixpoint(t *testing.T) {
	c := defaultCatalog(t)
	for _, name := range c.Names() {
		want := get(t, c, name)
		text := Format(want)
		stubs, err := ParseFile("formatted.go", []byte(text))
		if err != nil {
			t.Errorf("%s\n%v", text, err)
			continue
		}
		got := stubs.c[name]
		if got == nil {
			got = stubs.goFuncs[name]
		}
		if !same(want, got) {
			t.Errorf("%s\nread again gives\n%v", text, got)
		}
		if again := Format(got); again != text {
			t.Errorf("%s\nwritten again is\n%s", text, again)
		}
	}
}

// same compares contracts, but for where they come from.
func same(a, b *contract.Contract) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, y := *a, *b
	x.Pos, y.Pos, x.Source, y.Source = "", "", 0, 0
	return reflect.DeepEqual(x, y)
}

func TestShort(t *testing.T) {
	c := defaultCatalog(t)
	for name, want := range map[string]string{
		"SSL_SESSION_free":     "tolerates ses; release ses",
		"SSL_get0_session":     "nonnull ssl; borrow result from ssl.session",
		"SSL_get1_session":     "nonnull ssl; own result from ssl.session",
		"SSL_SESSION_up_ref":   "nonnull ses; retain ses on result == 1",
		"SSL_SESSION_dup":      "nonnull src; own result nullable; unbound result",
		"SSL_clear":            "nonnull s; clear s.session may",
		"SSL_CTX_ctrl":         "transfer parg to ctx if cmd == 14 on result == 1; ",
		"SSL_set_session":      "nonnull to; tolerates session; samecontext session, to if session != nil; hold session in to.session if session != nil on result == 1; clear to.session if session == nil on result == 1",
		"os.Exit":              "noreturn",
		"errors.Is":            "pure; equal result = err, target",
		"runtime.SetFinalizer": "finalizer obj = finalizer",
		"(*sync.Once).Do":      "call f now if o.ran == 0; store o.ran = 1",
		"(*sync.Mutex).Lock":   "blocks",
		"(*sync.Mutex).Unlock": "",
	} {
		if got := Short(get(t, c, name)); got != want && (name != "SSL_CTX_ctrl" || !strings.Contains(got, strings.TrimSuffix(want, "; "))) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestShims(t *testing.T) {
	c := defaultCatalog(t)
	for shim, want := range map[string]string{
		"SSL_SESSION_free":                "SSL_SESSION_free",
		"X_SSL_SESSION_free":              "SSL_SESSION_free",
		"go_openssl_SSL_new":              "SSL_new",
		"_goboringcrypto_SSL_free":        "SSL_free",
		"SSL_CTX_set_mode_not_a_macro":    "SSL_CTX_set_mode",
		"X_SSL_set_tlsext_host_name":      "SSL_set_tlsext_host_name",
		"X_SSL_session_reused":            "SSL_session_reused",
		"X_SSL_get_session_not_a_macro":   "SSL_get_session",
		"sk_X509_num_not_a_macro":         "",
		"X_SSL_new_client_connection":     "",
		"Y_SSL_SESSION_free":              "",
		"SSL_SESSION_free_not_a_macro_no": "",
	} {
		got := ""
		if found := c.C(shim); found != nil {
			got = found.Name
		}
		if got != want {
			t.Errorf("C(%q) is the contract of %q, want %q", shim, got, want)
		}
	}
}

func TestSymbols(t *testing.T) {
	c := defaultCatalog(t)
	for _, symbol := range []string{
		"runtime.AddCleanup", "runtime.AddCleanup[example.com/x.T,int]", "(*sync/atomic.Pointer[T]).Store",
		"(*testing.common).Fatal", "(testing.TB).FailNow", "(*log.Logger).Fatalf", "runtime/cgo.NewHandle",
		"(runtime/cgo.Handle).Value", "net/http.HandleFunc", "slices.SortFunc[[]int int]",
	} {
		if c.Go(symbol) == nil {
			t.Errorf("Go(%q) finds nothing", symbol)
		}
	}
	if got := c.Go("(*sync.Once).Do").Params; len(got) != 2 || got[1].Name != "f" {
		t.Errorf("the receiver is not the first parameter: %v", got)
	}
}

func TestTracks(t *testing.T) {
	c := defaultCatalog(t)
	for name, want := range map[string]bool{
		"SSL_get1_session": true, "SSL_CTX_new": true, "X509_free": true, "d2i_SSL_SESSION": true, "X_SSL_free": true,
		"getaddrinfo": false, "free": false, "runtime.SetFinalizer": false,
	} {
		if got := c.Tracks(name); got != want {
			t.Errorf("Tracks(%q) = %v", name, got)
		}
	}
}

func TestWith(t *testing.T) {
	base := defaultCatalog(t)
	stubs, err := ParseFile("team.go", []byte(`package C

//refvet:shim prefix team_

//refvet:object thing free=thing_free
type THING struct{ session *SSL_SESSION }

//refvet:borrow result from t.session
func thing_session(t *THING) *SSL_SESSION

//refvet:keep ses
func SSL_SESSION_free(ses *SSL_SESSION)
`))
	if err != nil {
		t.Fatal(err)
	}
	c, err := base.With(stubs)
	if err != nil {
		t.Fatal(err)
	}
	if got := Short(c.C("team_SSL_SESSION_free")); got != "keep ses" {
		t.Errorf("the later stub does not win: %q", got)
	}
	if got := Short(base.C("SSL_SESSION_free")); got != "tolerates ses; release ses" {
		t.Errorf("the base was changed: %q", got)
	}
	if k := c.Kind("THING"); k == nil || k.Slot("session") == nil || k.Free != "thing_free" {
		t.Errorf("Kind(THING) = %+v", k)
	}
	if !c.Tracks("thing_session") || base.Tracks("thing_session") {
		t.Error("Tracks does not see the team's stubs, or sees them in the base")
	}
}
