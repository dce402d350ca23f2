package github

import (
	"strings"
	"testing"

	"github.com/refvet/refvet/internal/format"
)

func TestWrite(t *testing.T) {
	t.Setenv("GITHUB_WORKSPACE", "")
	one := 1
	r := &format.Report{Root: "/r", Findings: []format.Finding{
		{Check: "leak", Message: "100% of\r\ns: lost, ::error::x", Location: format.Location{File: "a,b:c%.go", Line: 3, Column: 4, EndLine: 3, EndColumn: 9},
			Steps: []format.Step{{Message: "s acquired here", Count: &one, Location: format.Location{File: "d.go", Line: 7}}}},
		{Check: "leak", Message: "m", Possible: true, Location: format.Location{File: "b.go", Path: "/w/r/b.go", Line: 3, Column: 4, EndLine: 5, EndColumn: 1}},
		{Check: "leak", Message: "hidden", Suppression: &format.Suppression{}},
	}}
	check := func(want string) {
		t.Helper()
		var b strings.Builder
		if err := Write(&b, r); err != nil || b.String() != want {
			t.Errorf("got %v\n%s\nwant\n%s", err, &b, want)
		}
	}
	first := "::error file=a%2Cb%3Ac%25.go,line=3,endLine=3,col=4,endColumn=8,title=refvet%3A leak::100%25 of%0D%0As: lost, ::error::x%0A1. d.go:7: s acquired here (1 reference owed)\n"
	check(first + "::warning file=b.go,line=3,endLine=5,title=refvet%3A leak::m\n")
	t.Setenv("GITHUB_WORKSPACE", "/w")
	check(first + "::warning file=r/b.go,line=3,endLine=5,title=refvet%3A leak::m\n")
}
