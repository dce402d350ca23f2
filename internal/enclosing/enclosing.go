// Package enclosing names the function around a line of a Go file, from the file
// as it was written. What enters is a position or a syntax tree, what leaves are
// names and lines.
package enclosing

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
)

// A Function is a top-level function.
type Function struct {
	Name    string // "F", or "T.M" for a method of T or *T
	Written string // the same with its receiver as it is written: "(*T[K]).M"
	// From is its first line with its doc comment, First without, To the last.
	From, First, To int
}

// A Finder finds functions, and reads each file once.
type Finder struct{ files map[string][]Function }

// At returns the function around a line, or whose doc comment is there. It reports
// false if there is none, or the file cannot be read.
func (f *Finder) At(file string, line int) (Function, bool) {
	if f.files == nil {
		f.files = map[string][]Function{}
	}
	functions, seen := f.files[file]
	if !seen {
		fset := token.NewFileSet()
		syntax, _ := parser.ParseFile(fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		functions = Functions(fset, syntax)
		f.files[file] = functions
	}
	for _, fn := range functions {
		if fn.From <= line && line <= fn.To {
			return fn, true
		}
	}
	return Function{}, false
}

// Functions returns the functions of a file, which may be nil, in order.
func Functions(fset *token.FileSet, file *ast.File) (functions []Function) {
	if file == nil {
		return nil
	}
	// Lines of the file itself, whatever //line comments say.
	line := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	for _, decl := range file.Decls {
		if decl, ok := decl.(*ast.FuncDecl); ok {
			fn := Function{Name: name(decl), Written: written(decl), First: line(decl.Pos()), To: line(decl.End())}
			if fn.From = fn.First; decl.Doc != nil {
				fn.From = line(decl.Doc.Pos())
			}
			functions = append(functions, fn)
		}
	}
	return functions
}

func written(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) != 1 {
		return fn.Name.Name
	}
	recv := types.ExprString(fn.Recv.List[0].Type)
	if strings.HasPrefix(recv, "*") {
		recv = "(" + recv + ")"
	}
	return recv + "." + fn.Name.Name
}

func name(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	t := fn.Recv.List[0].Type
	for {
		switch u := t.(type) {
		case *ast.StarExpr:
			t = u.X
		case *ast.ParenExpr:
			t = u.X
		case *ast.IndexExpr:
			t = u.X
		case *ast.IndexListExpr:
			t = u.X
		case *ast.Ident:
			return u.Name + "." + fn.Name.Name
		default:
			return fn.Name.Name
		}
	}
}
