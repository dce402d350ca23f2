package contracts

import (
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
)

func at(elems ...string) contract.Val {
	return contract.Val{Kind: contract.At, Path: contract.Path{Root: contract.Param, Elems: elems}}
}

// TestGeneralize checks what rows that differ in what happens only become as
// directives.
func TestGeneralize(t *testing.T) {
	release := contract.Effect{Op: contract.OpRelease, X: at("ptr")}
	retain := contract.Effect{Op: contract.OpRetain, X: at("ptr")}
	use := contract.Effect{Op: contract.OpUse, X: at("ptr"), Tolerant: true}
	keep := contract.Effect{Op: contract.OpKeep, X: at("ptr")}
	null, some := contract.Val{Kind: contract.Nil}, contract.Val{Kind: contract.NonNil}
	row := func(result contract.Val, effects ...contract.Effect) contract.Row {
		return contract.Row{Results: []contract.Val{result}, Effects: effects}
	}
	for _, c := range []struct {
		what string
		rows []contract.Row
		want string
	}{
		{"told by the result", []contract.Row{row(null, release), row(some)},
			"alias result = nil on result == nil; release s.ptr on result == nil; alias result = nonnil on result != nil"},
		{"told by nothing", []contract.Row{row(contract.Val{}, release), row(contract.Val{})}, "release s.ptr may"},
		{"the same twice", []contract.Row{row(some, use, use), row(some, use)}, "tolerates s.ptr; alias result = nonnil"},
		{"kept twice", []contract.Row{row(some, keep, keep)}, "alias result = nonnil; keep s.ptr"},
		{"taken and given back", []contract.Row{row(some, retain, use, release)}, "tolerates s.ptr; alias result = nonnil"},
	} {
		got := generalize(&contract.Contract{
			Name: "(*example.com/p.T).M", Params: []contract.Var{{Name: "s"}}, Results: []contract.Var{{}}, Rows: c.rows,
		})
		text := catalog.Decl(got)
		var lines []string
		for line := range strings.Lines(text) {
			if line, ok := strings.CutPrefix(line, "//refvet:"); ok {
				lines = append(lines, strings.TrimSuffix(line, "\n"))
			}
		}
		if got := strings.Join(lines, "; "); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.what, got, c.want)
		}
		if _, err := catalog.ParseFile("stub", []byte(catalog.Format(got))); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
