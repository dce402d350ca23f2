package lower

import (
	"go/constant"
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// maxDepth bounds the length of the names that Expr makes up.
const maxDepth = 8

// Expr returns how the programmer names v: "s", "c.ssl", "conns[i].ssl"; ""
// for what has no name. The result of a call is named after what it is first
// assigned to.
func (p *Package) Expr(v ssa.Value) string { return p.value(v, maxDepth) }

func (p *Package) value(v ssa.Value, depth int) string {
	if v == nil || depth == 0 {
		return ""
	}
	if name := p.structural(v, depth-1); name != "" {
		return name
	}
	if name := p.fromSyntax(v); name != "" {
		return name
	}
	return p.fromStore(v, depth-1)
}

// structural names v after the instruction that makes it.
func (p *Package) structural(v ssa.Value, depth int) string {
	switch v := v.(type) {
	case *ssa.UnOp, *ssa.Field, *ssa.Index, *ssa.Lookup:
		if path := p.path(v, false); path != "" {
			return path
		}
		if id := p.ident(v, false); id != "" {
			return id // for i, id := range c.all
		}
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		switch {
		case v.Name() == "_":
			return ""
		case v.Parent().Synthetic == "range-over-func yield":
			return p.ident(v, false) // the loop's variable
		}
		return v.Name()
	case *ssa.FreeVar:
		return v.Name()
	case *ssa.Global:
		return v.Name()
	case *ssa.Function:
		return v.Name()
	case *ssa.UnOp:
		return p.unary(v, depth)
	case *ssa.Field:
		return p.member(p.value(v.X, depth), v.X.Type(), v.Field)
	case *ssa.Index:
		return p.element(p.value(v.X, depth), v.Index, depth)
	case *ssa.Lookup:
		return p.element(p.value(v.X, depth), v.Index, depth)
	case *ssa.ChangeType:
		return p.value(v.X, depth)
	case *ssa.Convert:
		return p.value(v.X, depth)
	case *ssa.MakeInterface:
		return p.value(v.X, depth)
	case *ssa.ChangeInterface:
		return p.value(v.X, depth)
	case *ssa.FieldAddr, *ssa.IndexAddr:
		if name := p.place(v, depth); name != "" {
			return "&" + name
		}
	}
	return ""
}

func (p *Package) unary(v *ssa.UnOp, depth int) string {
	if v.Op != token.MUL {
		return ""
	}
	switch v.X.(type) {
	case *ssa.Alloc, *ssa.Global, *ssa.FreeVar, *ssa.FieldAddr, *ssa.IndexAddr:
		return p.place(v.X, depth)
	}
	if name := p.value(v.X, depth); name != "" {
		return "*" + name
	}
	return ""
}

// place names the variable, field or element at addr.
func (p *Package) place(addr ssa.Value, depth int) string {
	if depth <= 0 {
		return ""
	}
	switch addr := addr.(type) {
	case *ssa.Global:
		return addr.Name()
	case *ssa.FreeVar:
		return addr.Name()
	case *ssa.Alloc:
		return p.ident(addr, true)
	case *ssa.FieldAddr:
		if path := p.path(addr, true); path != "" {
			return path // does not spell out embedded fields
		}
		return p.member(p.base(addr.X, depth-1), deref(addr.X.Type()), addr.Field)
	case *ssa.IndexAddr:
		if path := p.path(addr, true); path != "" {
			return path
		}
		return p.element(p.base(addr.X, depth-1), addr.Index, depth-1)
	}
	return ""
}

// base names what a field or element is selected from: Go follows pointers
// without writing it.
func (p *Package) base(x ssa.Value, depth int) string {
	if name := p.place(x, depth); name != "" {
		return name
	}
	return p.value(x, depth)
}

func (p *Package) member(base string, t types.Type, field int) string {
	s, ok := t.Underlying().(*types.Struct)
	if !ok || base == "" {
		return ""
	}
	return base + "." + s.Field(field).Name()
}

func (p *Package) element(base string, index ssa.Value, depth int) string {
	if base == "" {
		return ""
	}
	if c, ok := index.(*ssa.Const); ok && c.Value != nil {
		if c.Value.Kind() == constant.String {
			return base + "[" + strconv.Quote(constant.StringVal(c.Value)) + "]"
		}
		return base + "[" + c.Value.ExactString() + "]"
	}
	if name := p.value(index, depth); name != "" {
		return base + "[" + name + "]"
	}
	return base + "[...]"
}

func deref(t types.Type) types.Type {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		return ptr.Elem()
	}
	return t
}
