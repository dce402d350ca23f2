package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/lower"
	"github.com/refvet/refvet/analyzer/internal/solve"
)

// declarations are the directives of one package.
type declarations struct {
	funcs    map[*types.Func]*contract.Contract     // with bodies
	methods  map[*types.Func]*contract.Contract     // of interfaces
	types    map[*types.TypeName]*contract.Contract // of function types
	at       map[*types.Func]token.Pos
	findings []finding.Finding // malformed ones
}

func (d *declarations) contract(fn *types.Func) *contract.Contract {
	if d == nil {
		return nil
	}
	if c := d.funcs[fn]; c != nil {
		return c
	}
	return d.methods[fn]
}

const directivePrefix = "//refvet:"

// hasDirectives reports whether any of the files has a directive.
func hasDirectives(files []*ast.File) bool {
	for _, f := range files {
		for _, g := range f.Comments {
			if firstDirective(g).IsValid() {
				return true
			}
		}
	}
	return false
}

func firstDirective(g *ast.CommentGroup) token.Pos {
	if g != nil {
		for _, c := range g.List {
			if strings.HasPrefix(c.Text, directivePrefix) && !strings.HasPrefix(c.Text, directivePrefix+"ignore") {
				return c.Pos()
			}
		}
	}
	return token.NoPos
}

// declarations reads the directives of the package's functions and interface
// methods.
func (p *packageRun) declarations() *declarations {
	d := &declarations{funcs: map[*types.Func]*contract.Contract{}, methods: map[*types.Func]*contract.Contract{},
		types: map[*types.TypeName]*contract.Contract{}, at: map[*types.Func]token.Pos{}}
	for _, file := range p.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if fn, ok := p.pass.TypesInfo.Defs[n.Name].(*types.Func); ok {
					p.declare(d, d.funcs, fn, n.Doc)
				}
				return n.Body != nil
			case *ast.GenDecl:
				p.declareTypes(d, n)
			case *ast.InterfaceType:
				for _, field := range n.Methods.List {
					for _, name := range field.Names {
						if fn, ok := p.pass.TypesInfo.Defs[name].(*types.Func); ok {
							p.declare(d, d.methods, fn, field.Doc)
						}
					}
				}
			}
			return true
		})
	}
	return d
}

// declareTypes reads the directives of function types.
func (p *packageRun) declareTypes(d *declarations, decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		spec, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		doc := spec.Doc
		if doc == nil && len(decl.Specs) == 1 {
			doc = decl.Doc
		}
		tn, ok := p.pass.TypesInfo.Defs[spec.Name].(*types.TypeName)
		if !ok || !firstDirective(doc).IsValid() {
			continue
		}
		sig, ok := tn.Type().Underlying().(*types.Signature)
		if !ok {
			d.findings = append(d.findings, finding.Finding{Class: finding.Contract, Pos: firstDirective(doc), Object: tn.Name(),
				Detail: "a directive on a type that is no function type: move it to a function or method"})
			continue
		}
		c, problems := p.cat.Directives(p.pass.Fset, doc, p.signature(tn.Name(), sig))
		p.malformed(d, tn.Name(), problems)
		if c != nil {
			d.types[tn] = c
		}
	}
}

// malformed adds the problems of the directives on name.
func (p *packageRun) malformed(d *declarations, name string, problems []catalog.Problem) {
	for _, pr := range problems {
		d.findings = append(d.findings, finding.Finding{Class: finding.Contract, Pos: pr.Pos, Object: name, Detail: pr.Message})
	}
}

func (p *packageRun) declare(d *declarations, into map[*types.Func]*contract.Contract, fn *types.Func, doc *ast.CommentGroup) {
	pos := firstDirective(doc)
	if !pos.IsValid() {
		return
	}
	c, problems := p.cat.Directives(p.pass.Fset, doc, p.signature(symbol(fn), fn.Signature()))
	p.malformed(d, fn.Name(), problems)
	if c != nil {
		into[fn] = c
		d.at[fn] = pos
	}
}

// signature describes a function to the directive parser.
func (p *packageRun) signature(name string, sig *types.Signature) catalog.Signature {
	cat := p.cat
	s := catalog.Signature{Name: name, HasRecv: sig.Recv() != nil}
	add := func(list *[]catalog.Param, v *types.Var) {
		p := catalog.Param{Shape: shape(v.Type())}
		p.Name = v.Name()
		p.Kind = kindOf(v.Type(), cat)
		if ptr, ok := v.Type().Underlying().(*types.Pointer); ok {
			p.Elem = kindOf(ptr.Elem(), cat)
		}
		*list = append(*list, p)
	}
	if sig.Recv() != nil {
		add(&s.Params, sig.Recv())
	}
	for i := range sig.Params().Len() {
		add(&s.Params, sig.Params().At(i))
	}
	for i := range sig.Results().Len() {
		add(&s.Results, sig.Results().At(i))
	}
	s.Field = fieldResolver(&s, sig, cat)
	return s
}

func shape(t types.Type) catalog.Shape {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		return catalog.PointerShape
	case *types.Struct:
		return catalog.StructShape
	case *types.Signature:
		return catalog.FuncShape
	case *types.Basic:
		if t.Info()&types.IsBoolean != 0 {
			return catalog.BoolShape
		}
		if t.Kind() != types.UnsafePointer && t.Kind() != types.Uintptr {
			return catalog.IntShape
		}
	}
	return catalog.AnyShape
}

// contradictions compares each directive with the body that it stands on.
func (p *packageRun) contradictions(pkg *lower.Package, s *solve.Solver) []finding.Finding {
	var out []finding.Finding
	for _, fn := range pkg.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || p.declared.funcs[obj] == nil || fn.Blocks == nil {
			continue
		}
		for _, detail := range contradict(p.declared.funcs[obj], s.Contract(fn)) {
			out = append(out, finding.Finding{Class: finding.Contract, Pos: p.declared.at[obj], Object: obj.Name(), Detail: detail})
		}
	}
	return out
}
