package lower

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// An Inline is a C function or macro, defined in the comment before
// import "C", that does nothing but call another.
type Inline struct {
	Name   string
	Params []string
	Callee string
	Args   []string // names of parameters, or C text
	// Alias reports that Name is another name of Callee (#define NAME F):
	// Params and Args are empty, and the arguments those of the call.
	Alias   bool
	Returns bool           // the callee's result is the result
	Pos     token.Position // of Name
}

// Preamble returns the forwarding functions and macros of the package, by
// file and line. It recognises little on purpose: what is not certainly
// a forwarder, or has two definitions (in the branches of an #if), is left out.
// Headers are not read.
func Preamble(pass *analysis.Pass) []Inline {
	if !processed(pass) && !slices.ContainsFunc(pass.Files, importsC) {
		return nil
	}
	var all []Inline
	for _, file := range pass.Files {
		if o := originalOf(pass, file); o != nil {
			all = append(all, o.preamble()...)
		}
	}
	return agreed(all)
}

// agreed returns what no two files define differently.
func agreed(all []Inline) []Inline {
	first := make(map[string]Inline)
	differ := make(map[string]bool)
	for _, inline := range all {
		one, ok := first[inline.Name]
		if !ok {
			first[inline.Name] = inline
			continue
		}
		differ[inline.Name] = differ[inline.Name] || inline.Callee != one.Callee ||
			inline.Alias != one.Alias || inline.Returns != one.Returns ||
			!slices.Equal(inline.Params, one.Params) || !slices.Equal(inline.Args, one.Args)
	}
	return slices.DeleteFunc(all, func(inline Inline) bool {
		return differ[inline.Name] || first[inline.Name].Pos != inline.Pos
	})
}

// processed reports whether cgo made the package's files.
func processed(pass *analysis.Pass) bool {
	return pass.Pkg.Scope().Lookup("_Cgo_ptr") != nil // in _cgo_gotypes.go
}

// preamble returns what the comments before import "C" define.
func (o *original) preamble() []Inline {
	var all []Inline
	for _, decl := range o.file.Decls {
		decl, ok := decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			continue
		}
		for _, spec := range decl.Specs {
			spec := spec.(*ast.ImportSpec)
			if spec.Path.Value != `"C"` {
				continue
			}
			doc := spec.Doc
			if doc == nil && len(decl.Specs) == 1 {
				doc = decl.Doc
			}
			all = append(all, o.inlines(doc)...)
		}
	}
	return all
}

func (o *original) inlines(doc *ast.CommentGroup) []Inline {
	if doc == nil {
		return nil
	}
	var text strings.Builder
	base := o.fset.Position(doc.Pos())
	line := base.Line
	for _, comment := range doc.List {
		at := o.fset.Position(comment.Pos())
		text.WriteString(strings.Repeat("\n", max(0, at.Line-line)))
		text.WriteString(strings.Repeat(" ", at.Column-1)) // so that columns stay
		body := comment.Text
		if strings.HasPrefix(body, "/*") {
			body = strings.TrimSuffix(body, "*/")
		}
		text.WriteString("  " + body[2:])
		line = at.Line + strings.Count(comment.Text, "\n")
	}
	var all []Inline
	for _, def := range unambiguous(definitions(lexC(text.String()))) {
		inline, ok := def.inline()
		if !ok {
			continue
		}
		inline.Pos = token.Position{
			Filename: base.Filename,
			Line:     base.Line + def.name.line,
			Column:   def.name.column,
		}
		all = append(all, inline)
	}
	return all
}

// unambiguous returns the definitions of names that have only one.
func unambiguous(defs []definition) []definition {
	count := make(map[string]int)
	for _, def := range defs {
		count[def.name.text]++
	}
	return slices.DeleteFunc(defs, func(def definition) bool { return count[def.name.text] > 1 })
}
