package catalog

import (
	"go/ast"
	"go/token"

	"github.com/refvet/refvet/analyzer/contract"
)

// function reads one function or method of a stub file.
func (p *fileParser) function(decl *ast.FuncDecl) {
	if decl.Body != nil {
		p.errorf(decl.Body.Pos(), "a stub has no body: remove it")
		return
	}
	sig := p.signature(decl.Type)
	if sig.C && decl.Recv != nil {
		p.errorf(decl.Name.Pos(), "C has no methods: put `%s` after a line `//refvet:package PATH`", decl.Name.Name)
		return
	}
	name := p.pkg + "." + decl.Name.Name
	if decl.Recv != nil && len(decl.Recv.List) == 1 {
		field := decl.Recv.List[0]
		recv := p.params(decl.Recv)[0]
		sig.Params = append([]Param{recv}, sig.Params...)
		sig.HasRecv = true
		name = "(" + recvType(p.pkg, field.Type) + ")." + decl.Name.Name
	}
	if sig.C {
		name = decl.Name.Name
	}
	sig.Name = name
	p.declare("func "+name, decl.Name)
	if c := p.contract(sig, decl.Doc, decl.Name.Pos()); c == nil {
		return
	} else if sig.C {
		p.stubs.c[name] = c
	} else {
		p.stubs.goFuncs[name] = c
	}
}

func (p *fileParser) contract(sig Signature, doc *ast.CommentGroup, at token.Pos) *contract.Contract {
	sig.Pos = p.posText(at)
	c := build(&p.reporter, p.kinds, sig, directiveLines(&p.reporter, doc), at)
	if c != nil {
		c.Source = p.origin
	}
	return c
}

// typeDecl reads a function type or the methods of an interface.
func (p *fileParser) typeDecl(spec docSpec) {
	name := p.pkg + "." + spec.Name.Name
	switch t := spec.Type.(type) {
	case *ast.FuncType:
		sig := p.signature(t)
		if sig.C {
			name = spec.Name.Name
			sig.C = false // it is called by C: what it uses is not ours to say
		}
		sig.Name = name
		p.declare("type "+name, spec.Name)
		if c := p.contract(sig, spec.doc, spec.Name.Pos()); c != nil {
			p.stubs.callbacks[name] = c
		}
	case *ast.InterfaceType:
		if p.pkg == "C" {
			p.errorf(spec.Name.Pos(), "C has no interfaces: put `%s` after a line `//refvet:package PATH`", spec.Name.Name)
			return
		}
		p.methods(name, t)
	default:
		for _, l := range directiveLines(&p.reporter, spec.doc) {
			switch w := splitWords(l); {
			case w[0].text == "object":
			case structural[w[0].text]:
				p.errorf(l.base, "`%s` belongs to the file: leave a blank line below it", w[0].text)
			default:
				p.errorf(l.base, "`%s` is not for this type: function types and interface methods have directives, objects //refvet:object", w[0].text)
			}
		}
	}
}

func (p *fileParser) methods(typeName string, t *ast.InterfaceType) {
	for _, m := range t.Methods.List {
		ft, ok := m.Type.(*ast.FuncType)
		if !ok || len(m.Names) != 1 {
			continue
		}
		sig := p.signature(ft)
		sig.Name = "(" + typeName + ")." + m.Names[0].Name
		sig.Params = append([]Param{{}}, sig.Params...)
		sig.HasRecv = true
		p.declare("func "+sig.Name, m.Names[0])
		if c := p.contract(sig, m.Doc, m.Names[0].Pos()); c != nil {
			p.stubs.goFuncs[sig.Name] = c
		}
	}
}

func (p *fileParser) signature(t *ast.FuncType) Signature {
	return Signature{Params: p.params(t.Params), Results: p.params(t.Results), C: p.pkg == "C"}
}

func (p *fileParser) params(list *ast.FieldList) []Param {
	var out []Param
	if list == nil {
		return nil
	}
	for _, field := range list.List {
		param := p.param(field.Type)
		if len(field.Names) == 0 {
			out = append(out, param)
		}
		for _, name := range field.Names {
			param.Name = name.Name
			out = append(out, param)
		}
	}
	return out
}

// param classifies a type as far as its text allows.
func (p *fileParser) param(t ast.Expr) Param {
	switch t := t.(type) {
	case *ast.StarExpr:
		out := Param{Shape: PointerShape}
		out.Kind = p.kindOf(t.X)
		if inner, ok := t.X.(*ast.StarExpr); ok {
			out.Elem = p.kindOf(inner.X)
		}
		return out
	case *ast.SelectorExpr:
		return Param{Opaque: t.Sel.Name == "Pointer"}
	case *ast.InterfaceType:
		return Param{Opaque: true}
	case *ast.FuncType:
		return Param{Shape: FuncShape}
	case *ast.StructType:
		return Param{Shape: StructShape}
	case *ast.Ident:
		return Param{Shape: basicShape(t.Name), Opaque: t.Name == "any"}
	case *ast.ParenExpr:
		return p.param(t.X)
	}
	return Param{}
}

// kindOf returns the object kind that a type names: in a file about C any
// kind, in one about Go "C.SSL", and the kinds that the file itself declares.
func (p *fileParser) kindOf(t ast.Expr) string {
	name := ""
	switch t := t.(type) {
	case *ast.Ident:
		if p.pkg == "C" || p.local[t.Name] {
			name = t.Name
		}
	case *ast.SelectorExpr:
		if x, ok := t.X.(*ast.Ident); ok && x.Name == "C" {
			name = t.Sel.Name
		}
	}
	if p.kinds[name] == nil {
		return ""
	}
	return name
}

func basicShape(name string) Shape {
	switch name {
	case "bool":
		return BoolShape
	case "int", "uint", "long", "ulong", "size_t", "ssize_t", "off_t", "int64", "uint64",
		"int32", "uint32", "int16", "uint16", "int8", "uint8", "byte", "rune", "uintptr",
		"uint8_t", "uint16_t", "uint32_t", "uint64_t", "char", "uchar", "string":
		return IntShape
	}
	return AnyShape
}

// recvType writes a receiver's type as symbols do, without type parameters.
func recvType(pkg string, t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return "*" + recvType(pkg, t.X)
	case *ast.IndexExpr:
		return recvType(pkg, t.X)
	case *ast.IndexListExpr:
		return recvType(pkg, t.X)
	case *ast.ParenExpr:
		return recvType(pkg, t.X)
	case *ast.Ident:
		return pkg + "." + t.Name
	}
	return pkg + ".?"
}
