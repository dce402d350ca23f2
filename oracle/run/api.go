package run

import (
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/refvet/refvet/oracle/model"
)

// api writes package model as refvet is to see it: the functions that programs
// call, without their bodies, which say nothing about OpenSSL.
func api() (string, error) {
	var b strings.Builder
	b.WriteString(`package model

type SSL_SESSION struct{ _ int }
type SSL struct{ _ int }
type SSL_CTX struct{ _ int }

var ErrOpen error = openError{}

type openError struct{}

func (openError) Error() string { return "open" }
`)
	files, err := model.Source()
	if err != nil {
		return "", err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.Contains(name, "/") {
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, files[name], 0)
		if err != nil {
			return "", err
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !strings.Contains(string(model.Contracts), "\nfunc "+fn.Name.Name+"(") {
				continue
			}
			b.WriteString("\nfunc " + fn.Name.Name)
			var sig strings.Builder
			if err := printer.Fprint(&sig, fset, fn.Type); err != nil {
				return "", err
			}
			b.WriteString(strings.TrimPrefix(sig.String(), "func") + " { panic(0) }\n")
		}
	}
	return b.String(), nil
}
