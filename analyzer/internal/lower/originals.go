package lower

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"

	"golang.org/x/tools/go/analysis"
)

// An original is a file as the programmer wrote it, before cgo.
type original struct {
	fset *token.FileSet // of its own: the positions mean nothing to others
	file *ast.File
}

// originalOf reads the file that cgo made file of, or file itself if cgo did
// not touch it. It returns nil if that cannot be had: drivers may run where
// the source is not, or under another name.
func originalOf(pass *analysis.Pass, file *ast.File) *original {
	read := pass.ReadFile
	if read == nil {
		read = os.ReadFile
	}
	name := pass.Fset.Position(file.Package).Filename
	content, err := read(name)
	if err != nil {
		// ReadFile may be restricted to the files that the driver listed.
		if content, err = os.ReadFile(name); err != nil {
			return nil
		}
	}
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, name, content, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	return &original{fset, parsed}
}

// A spot is a line and column.
type spot struct{ line, column int }

func spotOf(p token.Position) spot { return spot{p.Line, p.Column} }

// starts returns where the calls of C functions start, by where they end.
func (o *original) starts() map[spot]spot {
	starts := make(map[spot]spot)
	ast.Inspect(o.file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && selectsC(ast.Unparen(call.Fun)) != nil {
			starts[spotOf(o.fset.Position(call.End()))] = spotOf(o.fset.Position(call.Pos()))
		}
		return true
	})
	return starts
}
