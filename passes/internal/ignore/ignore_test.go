package ignore

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/finding"
)

const source = `package p

func behind() {
	a() //refvet:ignore leak it lives as long as the process
	b()
}

func above() {
	//refvet:ignore leak,overrelease the library is wrong here
	c()
	// Some words,
	//refvet:ignore nullresult and a reason
	//refvet:ignore leak and another
	d()
	e()
}

// Doc has a comment.
//
//refvet:ignore leak all of it
func Doc() {
	f()

	g()
}

func bad() {
	//refvet:ignore
	//refvet:ignore leek a reason
	//refvet:ignore leak
	h()
	//refvet:ignored leak is some other word
	i()
}
`

// TestList checks which calls of source each class is suppressed at.
func TestList(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	list := Read(fset, []*ast.File{file})
	got := map[finding.Class]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			for _, class := range finding.Classes {
				if list.Suppresses(finding.Finding{Class: class, Pos: call.Pos()}) {
					got[class] += call.Fun.(*ast.Ident).Name
				}
			}
		}
		return true
	})
	want := map[finding.Class]string{finding.Leak: "acdfgh", finding.OverRelease: "c", finding.NullResult: "d"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("suppressed: got %v, want %v", got, want)
	}
}

func TestProblems(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	list := Read(fset, []*ast.File{file})
	line := func(n int) token.Pos { return fset.File(file.Pos()).LineStart(n) }
	all := []finding.Finding{{Class: finding.Leak, Pos: line(4)}, {Class: finding.Leak, Pos: line(10)}, {Class: finding.Leak, Pos: line(24)}}
	malformed := []string{
		"28: //refvet:ignore names no check: write //refvet:ignore CHECK reason",
		`29: //refvet:ignore names "leek", which is no check: the checks are useafterrelease, leak, overrelease, crosscontext, nullresult, contract, borrowescape`,
		"30: //refvet:ignore leak gives no reason: write why after the check's name",
	}
	unused := []string{
		"9: //refvet:ignore overrelease suppresses nothing: remove it",
		"12: //refvet:ignore nullresult suppresses nothing: remove it",
		"13: //refvet:ignore leak suppresses nothing: remove it",
	}
	for complete, want := range map[bool][]string{true: slices.Concat(unused, malformed), false: malformed} {
		var got []string
		for _, f := range list.Problems(all, complete) {
			got = append(got, fmt.Sprintf("%d: %s", fset.Position(f.Pos).Line, f.Detail))
		}
		if !slices.Equal(got, want) {
			t.Errorf("complete %v: got\n%s\nwant\n%s", complete, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
