// Package enclosing names the function around a line of a Go file, from the file
// as it was written. What enters is a position, what leaves is a name.
package enclosing

import (
	"go/ast"
	"go/parser"
	"go/token"
)

// A Function is a top-level function: its lines include its doc comment.
type Function struct {
	Name     string // "F", or "T.M" for a method of T or *T
	From, To int
}

// A Finder finds functions, and reads each file once.
type Finder struct{ files map[string][]Function }

// At returns the function around a line. It reports false if there is none, or
// the file cannot be read.
func (f *Finder) At(file string, line int) (Function, bool) {
	if f.files == nil {
		f.files = map[string][]Function{}
	}
	functions, seen := f.files[file]
	if !seen {
		functions = read(file)
		f.files[file] = functions
	}
	for _, fn := range functions {
		if fn.From <= line && line <= fn.To {
			return fn, true
		}
	}
	return Function{}, false
}

func read(name string) (functions []Function) {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
	if file == nil {
		return nil
	}
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			from := fn.Pos()
			if fn.Doc != nil {
				from = fn.Doc.Pos()
			}
			// Lines of the file itself, whatever //line comments say.
			functions = append(functions, Function{nameOf(fn),
				fset.PositionFor(from, false).Line, fset.PositionFor(fn.End(), false).Line})
		}
	}
	return functions
}

func nameOf(fn *ast.FuncDecl) string {
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
