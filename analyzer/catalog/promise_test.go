package catalog

import (
	"testing"

	"github.com/refvet/refvet/analyzer/contract"
)

// TestConvention checks what names promise of a method of a counted receiver
// (its object is recv.c) with a counted result (result.ptr) and an error.
func TestConvention(t *testing.T) {
	c := defaultCatalog(t)
	team, err := ParseFile("team.go", []byte("package team\n\n//refvet:convention Take own result\n//refvet:convention Get1* borrow result from recv\n"))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := c.With(team)
	if err != nil {
		t.Fatal(err)
	}
	const own, borrow = "own result.ptr as SSL_SESSION on err == nil", "borrow result.ptr from c.ssl as SSL_SESSION on err == nil"
	for _, test := range []struct {
		cat    *Catalog
		method string
		want   string
	}{
		{c, "Get1", own}, {c, "Get1Session", own}, {c, "Get1_session", own},
		{c, "Get0", borrow}, {c, "Get0Session", borrow},
		{c, "Get10", ""}, {c, "Get1er", ""}, {c, "Get", ""}, {c, "get1", ""}, {c, "Take", ""},
		{c, "UpRef", "retain c.ssl on err == nil"}, {c, "UpRefs", ""},
		{c, "Free", "release c.ssl"}, {c, "Close", "release c.ssl; store c.ssl = nil"},
		{ours, "Take", own}, {ours, "Get1", borrow}, {ours, "Free", "release c.ssl"},
	} {
		p := promise(test.method)
		got := ""
		if made := test.cat.Convention(p); made != nil {
			got = Short(made)
			if made.Source != contract.FromConvention {
				t.Errorf("%s: the source is %d, not a convention", test.method, made.Source)
			}
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.method, got, test.want)
		}
	}
	for _, method := range []string{"Get0", "Get1", "UpRef", "Free", "Close"} {
		p := promise(method)
		p.Recv, p.Result = nil, nil
		if made := c.Convention(p); made != nil {
			t.Errorf("%s, without objects: %s, want nothing", method, Short(made))
		}
	}
}

func promise(method string) Promise {
	return Promise{
		Method: method,
		Sig: Signature{Name: method, HasRecv: true, Params: []Param{{Var: contract.Var{Name: "c"}}},
			Results: []Param{{}, {Var: contract.Var{Name: "err"}}}},
		Recv:    &contract.Object{Path: contract.Path{Elems: []string{"ssl"}}, Kind: "SSL"},
		Result:  &contract.Object{Path: contract.Path{Root: contract.Result, Elems: []string{"ptr"}}, Kind: "SSL_SESSION"},
		Outcome: "result1 == nil",
	}
}
