package run

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

const modulePath = "github.com/refvet/refvet"

var (
	cMethod  = regexp.MustCompile(`C\.SSL_CTX_new\(C\.TLS_\w*method\(\)\)`)
	cConnect = regexp.MustCompile(`C\.SSL_(connect|accept)\(`)
)

// onModel turns a text that calls C into one that calls package model.
func onModel(src string) string {
	src = cImport.ReplaceAllString(src, "import ossl \""+modelPath+"\"\n")
	src = cMethod.ReplaceAllString(wantNote.ReplaceAllString(src, ""), "ossl.SSL_CTX_new()")
	src = cConnect.ReplaceAllString(src, "ossl.SSL_do_handshake(")
	src = cName.ReplaceAllString(src, "ossl.$1")
	return strings.ReplaceAll(src, "len(os.Args) > 1", "ossl.Flip()")
}

// far moves what a corpus file calls in other packages of this module, and what
// they call, into package w: it returns the changed file and the text of w.
func far(root, src string) (main, wrap string, err error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.ImportsOnly)
	if err != nil {
		return "", "", err
	}
	used := false
	var body strings.Builder
	for _, imp := range f.Imports {
		path, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			return "", "", err
		}
		dir, ok := strings.CutPrefix(path, modulePath+"/testdata/")
		if !ok {
			continue
		}
		text, names, err := farPackage(filepath.Join(root, "testdata", dir))
		if err != nil {
			return "", "", err
		}
		body.WriteString(text)
		pkg := filepath.Base(dir)
		src = strings.Replace(src, imp.Path.Value, map[bool]string{false: strconv.Quote(batchPath + "/w"), true: ""}[used], 1)
		for _, n := range names {
			src = regexp.MustCompile(`\b`+pkg+`\.`+n+`\b`).ReplaceAllString(src, "w."+farName(pkg, n))
		}
		used = true
	}
	if !used {
		return src, "", nil
	}
	return src, "package w\n\nimport (\n\tossl \"" + modelPath + "\"\n\t\"unsafe\"\n)\n\n" + body.String(), nil
}

// farName is the name in package w of n of package pkg.
func farName(pkg, n string) string { return n + "Of" + strings.ToUpper(pkg[:1]) + pkg[1:] + "QQ" }

// farPackage returns the declarations of the package in dir, with their names.
func farPackage(dir string) (text string, names []string, err error) {
	file := filepath.Join(dir, filepath.Base(dir)+".go")
	data, err := os.ReadFile(file)
	if err != nil {
		return "", nil, err
	}
	src := onModel(string(data))
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, 0)
	if err != nil {
		return "", nil, err
	}
	pkg := f.Name.Name
	end := 0 // of the imports
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv != nil {
				return "", nil, fmt.Errorf("%s: cannot move the method %s", file, d.Name.Name)
			}
			names = append(names, d.Name.Name)
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				end = fset.Position(d.End()).Offset
			}
			for _, s := range d.Specs {
				if v, ok := s.(*ast.ValueSpec); ok {
					for _, n := range v.Names {
						names = append(names, n.Name)
					}
				}
			}
		}
	}
	body := src[end:]
	for _, n := range names { // declarations, and the calls of the package's own
		body = regexp.MustCompile(`(?m)^(func|var) `+n+`\b`).ReplaceAllString(body, "$1 "+farName(pkg, n))
		body = regexp.MustCompile(`([{=\t ])`+n+`( = |\()`).ReplaceAllString(body, "${1}"+farName(pkg, n)+"$2")
		if pkg != "cgofar" {
			body = regexp.MustCompile(`\bcgofar\.`+n+`\(`).ReplaceAllString(body, farName("cgofar", n)+"(")
		}
	}
	return body + "\n", names, nil
}
