package catalog

import "testing"

// TestMentions checks that no function with a contract is overlooked.
func TestMentions(t *testing.T) {
	c := defaultCatalog(t)
	count := 0
	for _, layer := range c.layers {
		for name := range layer.c {
			count++
			if !Mentions(name) {
				t.Errorf("%s is not mentioned: is its declaration not at the start of a line?", name)
			}
		}
	}
	if count < 100 {
		t.Errorf("only %d C functions in the catalog", count)
	}
	for name, want := range map[string]bool{
		"X_SSL_SESSION_free": true, "_goboringcrypto_SSL_free": true, "SSL_get_session_not_a_macro": true,
		"getaddrinfo": false, "": false, "X_": false,
	} {
		if Mentions(name) != want {
			t.Errorf("Mentions(%q) = %v", name, !want)
		}
	}
}
