package model

import (
	"os"
	"testing"

	"github.com/refvet/refvet/analyzer/catalog"
)

// TestContracts parses the stub file that tells refvet of this package.
func TestContracts(t *testing.T) {
	const name = "contracts.go.txt"
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	stubs, err := catalog.ParseFile(name, src)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Default()
	if err != nil {
		t.Fatal(err)
	}
	if c, err = c.With(stubs); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"SSL_get1_session", "SSL_SESSION_free", "D2i_SSL_SESSION", "Flip"} {
		k := c.Go("github.com/refvet/refvet/oracle/model." + f)
		if k == nil {
			t.Errorf("no contract for %s", f)
			continue
		}
		t.Logf("%s: %+v", f, k)
	}
}
