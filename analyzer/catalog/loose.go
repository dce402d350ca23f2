package catalog

import (
	"go/ast"
	"regexp"
	"sync"
)

// looseComments returns the comments that belong to no declaration: those
// before and between them, where //refvet:package and //refvet:shim stand.
func (p *fileParser) looseComments(f *ast.File) []*ast.CommentGroup {
	attached := map[*ast.CommentGroup]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			attached[n.Doc] = true
		case *ast.GenDecl:
			attached[n.Doc] = true
		case *ast.TypeSpec:
			attached[n.Doc] = true
		case *ast.Field:
			attached[n.Doc] = true
		}
		return true
	})
	var out []*ast.CommentGroup
	for _, c := range f.Comments {
		if !attached[c] {
			out = append(out, c)
		}
	}
	return out
}

// importPath is compiled when the catalog is read: most packages do without.
var importPath = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[\w~-][\w.~-]*(/[\w.~-]+)*$`) })

// fileDirectives reads the directives that are about the file.
func (p *fileParser) fileDirectives(doc *ast.CommentGroup) {
	for _, l := range directiveLines(&p.reporter, doc) {
		w := splitWords(l)
		switch {
		case w[0].text == "package" && len(w) == 2 && importPath().MatchString(w[1].text) && w[1].text != "C":
			p.pkg = w[1].text
		case w[0].text == "shim" && len(w) == 3 && w[1].text == "prefix":
			p.stubs.prefixes = append(p.stubs.prefixes, w[2].text)
		case w[0].text == "shim" && len(w) == 3 && w[1].text == "suffix":
			p.stubs.suffixes = append(p.stubs.suffixes, w[2].text)
		case w[0].text == "convention":
			p.convention(l)
		case w[0].text == "package":
			p.errorf(l.base, "`package` needs the import path of a Go package: write `//refvet:package net/http`")
		case w[0].text == "shim":
			p.errorf(l.base, "`shim` needs a side and a name: write `//refvet:shim prefix X_` or `//refvet:shim suffix _x`")
		default:
			p.errorf(l.base, "`%s` belongs to a declaration: put it directly above one, without a blank line", w[0].text)
		}
	}
}

// checkSlots checks that the slots of a file's objects hold objects.
func (p *fileParser) checkSlots(f *ast.File) {
	for _, spec := range typeSpecs(f) {
		st, ok := spec.Type.(*ast.StructType)
		if !ok || p.stubs.kinds[spec.Name.Name] == nil {
			continue
		}
		for _, field := range st.Fields.List {
			if kind, _ := slotType(field.Type); kind != "" && p.kinds[kind] == nil {
				p.errorf(field.Type.Pos(), "unknown object `%s`%s", kind, orList(didYouMean(kind, sortedKeys(p.kinds)), "objects", sortedKeys(p.kinds)))
			}
		}
	}
}
