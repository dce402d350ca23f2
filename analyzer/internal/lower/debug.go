package lower

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// debug returns the references to the values of fn, in the order of the
// instructions.
func (p *Package) debug(fn *ssa.Function) map[ssa.Value][]*ssa.DebugRef {
	if fn == nil {
		return nil
	}
	index, ok := p.refs[fn]
	if ok {
		return index
	}
	index = make(map[ssa.Value][]*ssa.DebugRef)
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if ref, ok := instr.(*ssa.DebugRef); ok {
				index[ref.X] = append(index[ref.X], ref)
			}
		}
	}
	p.refs[fn] = index
	return index
}

// ident returns the first variable that holds v or, if addr, that lives at v.
func (p *Package) ident(v ssa.Value, addr bool) string {
	for _, ref := range p.debug(v.Parent())[v] {
		id, ok := ast.Unparen(ref.Expr).(*ast.Ident)
		if !ok || ref.IsAddr != addr {
			continue
		}
		// In x.f = v, go/ssa has f for v.
		if field, ok := ref.Object().(*types.Var); !ok || !field.IsField() {
			return id.Name
		}
	}
	return ""
}

// path returns the first path that was written for v or, if addr, for what
// stands at v.
func (p *Package) path(v ssa.Value, addr bool) string {
	for _, ref := range p.debug(v.Parent())[v] {
		if _, ok := ast.Unparen(ref.Expr).(*ast.Ident); !ok && ref.IsAddr == addr && isPath(ref.Expr) {
			return exprString(ast.Unparen(ref.Expr))
		}
	}
	return ""
}

// fromSyntax names v after a variable that it is assigned to.
func (p *Package) fromSyntax(v ssa.Value) string {
	if result, ok := first(v); ok {
		v = result
	}
	if name := p.ident(v, false); name != "" {
		return name
	}
	if _, ok := v.(*ssa.Alloc); ok {
		if name := p.ident(v, true); name != "" {
			return "&" + name
		}
	}
	return p.path(v, false)
}

// first returns the first result of the call v, if v has several.
func first(v ssa.Value) (ssa.Value, bool) {
	call, ok := v.(*ssa.Call)
	if !ok || call.Call.Signature().Results().Len() < 2 || call.Referrers() == nil {
		return nil, false
	}
	for _, ref := range *call.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == 0 {
			return x, true
		}
	}
	return nil, false
}

// fromStore names v after the place that it is first stored to.
func (p *Package) fromStore(v ssa.Value, depth int) string {
	switch v.(type) {
	case *ssa.Const, *ssa.Function, *ssa.Builtin, *ssa.Global, *ssa.Parameter:
		return ""
	}
	if result, ok := first(v); ok {
		v = result
	}
	if v.Referrers() == nil {
		return ""
	}
	for _, ref := range *v.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Val == v {
			if name := p.place(store.Addr, depth); name != "" {
				return name
			}
		}
	}
	return ""
}

// isPath reports whether x is made of names, fields, elements and pointers.
func isPath(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return isPath(x.X)
	case *ast.IndexExpr:
		return isPath(x.X)
	case *ast.StarExpr:
		return isPath(x.X)
	}
	return false
}
