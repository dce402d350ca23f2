package catalog

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// Stubs is what stub files say: one layer of a catalog.
type Stubs struct {
	kinds       kindTable
	c           map[string]*contract.Contract // by C name
	goFuncs     map[string]*contract.Contract // by symbol
	callbacks   map[string]*contract.Contract // by type name, "pkg/path.T" or C typedef
	prefixes    []string                      // of C shims
	suffixes    []string
	conventions []*convention // of method names
}

func newStubs() *Stubs {
	return &Stubs{
		kinds: kindTable{}, c: map[string]*contract.Contract{},
		goFuncs: map[string]*contract.Contract{}, callbacks: map[string]*contract.Contract{},
	}
}

func pos(n int) token.Pos { return token.Pos(n) }

// A source is the text of one stub file.
type source struct {
	name string
	text []byte
}

// ParseFile reads a stub file. It may speak of the objects of the embedded
// catalog and of its own. The error is of type [Problems].
func ParseFile(filename string, src []byte) (*Stubs, error) {
	base, err := Default()
	if err != nil {
		return nil, err
	}
	return parseSources(base.kinds(), []source{{filename, src}}, contract.FromStub)
}

// A fileParser reads the files of one layer together, so that they can name
// each other's objects.
type fileParser struct {
	reporter
	stubs  *Stubs
	kinds  kindTable // of the layers below, and of this one
	origin contract.Source
	at     map[string]token.Pos // where each declaration is
	used   map[*ast.CommentGroup]bool
	pkg    string          // import path of the declarations being read; "C" for C
	local  map[string]bool // kinds that the file being read declares
}

func parseSources(below kindTable, sources []source, origin contract.Source) (*Stubs, error) {
	p := &fileParser{
		reporter: reporter{fset: token.NewFileSet()}, stubs: newStubs(), kinds: kindTable{}, origin: origin,
		at: map[string]token.Pos{}, used: map[*ast.CommentGroup]bool{},
	}
	for name, k := range below {
		p.kinds[name] = k
	}
	var files []*ast.File
	for _, s := range sources {
		f, err := parser.ParseFile(p.fset, s.name, s.text, parser.ParseComments|parser.SkipObjectResolution)
		p.syntaxErrors(err)
		if err == nil {
			files = append(files, f)
		}
	}
	for _, f := range files {
		p.objects(f)
	}
	p.relate()
	for _, f := range files {
		p.file(f)
	}
	return p.stubs, p.err()
}

// relate notes which kinds are contexts that others belong to, and which may be
// absent, from the slots that hold them.
func (p *fileParser) relate() {
	for _, k := range p.kinds {
		for _, slot := range k.Slots {
			if held := p.kinds[slot.Kind]; held != nil && p.stubs.kinds[slot.Kind] == held {
				held.Home = held.Home || slot.Name == "home"
				held.Optional = held.Optional || !slot.NonNull && !slot.Many
			}
		}
	}
}

// syntaxErrors reports what go/parser found.
func (p *fileParser) syntaxErrors(err error) {
	if list, ok := err.(scanner.ErrorList); ok {
		for _, e := range list {
			p.problems = append(p.problems, Problem{Position: e.Pos, Message: e.Msg + ": a stub file is Go, declarations without bodies"})
		}
		return
	}
	if err != nil {
		p.problems = append(p.problems, Problem{Message: err.Error()})
	}
}

// objects reads the types that are kinds, before any function needs them.
func (p *fileParser) objects(f *ast.File) {
	for _, spec := range typeSpecs(f) {
		for _, l := range directiveLines(&p.reporter, spec.doc) {
			if verb, _, _ := strings.Cut(l.text, " "); verb == "object" {
				k := parseKind(&p.reporter, spec.TypeSpec, l)
				p.declare("type "+k.Name, spec.Name)
				p.stubs.kinds[k.Name], p.kinds[k.Name] = k, k
			}
		}
	}
}

// declare reports a second declaration of the same thing in one layer.
func (p *fileParser) declare(key string, name *ast.Ident) {
	if first, dup := p.at[key]; dup {
		where := p.fset.Position(first)
		p.errorf(name.Pos(), "duplicate declaration of %s: it is also at %s:%d, remove one", name.Name, filepath.Base(where.Filename), where.Line)
		return
	}
	p.at[key] = name.Pos()
}

// A docSpec is a type with its comment, wherever that stands.
type docSpec struct {
	*ast.TypeSpec
	doc *ast.CommentGroup
}

func typeSpecs(f *ast.File) []docSpec {
	var out []docSpec
	for _, decl := range f.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range gen.Specs {
			if ts, ok := spec.(*ast.TypeSpec); ok {
				doc := ts.Doc
				if doc == nil && !gen.Lparen.IsValid() {
					doc = gen.Doc
				}
				out = append(out, docSpec{ts, doc})
			}
		}
	}
	return out
}

// file reads the declarations of a file in their order.
func (p *fileParser) file(f *ast.File) {
	p.pkg = f.Name.Name
	p.local = map[string]bool{}
	for _, spec := range typeSpecs(f) {
		p.local[spec.Name.Name] = p.stubs.kinds[spec.Name.Name] != nil
	}
	loose := p.looseComments(f)
	next := func(before token.Pos) {
		for len(loose) > 0 && (before == token.NoPos || loose[0].Pos() < before) {
			p.fileDirectives(loose[0])
			loose = loose[1:]
		}
	}
	specs := typeSpecs(f)
	for _, decl := range f.Decls {
		next(decl.Pos())
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			p.function(decl)
		case *ast.GenDecl:
			for len(specs) > 0 && specs[0].Pos() < decl.End() {
				p.typeDecl(specs[0])
				specs = specs[1:]
			}
		}
	}
	next(token.NoPos)
	p.checkSlots(f)
}

func (p *fileParser) posText(at token.Pos) string {
	where := p.fset.Position(at)
	return fmt.Sprint(filepath.Base(where.Filename), ":", strconv.Itoa(where.Line))
}
