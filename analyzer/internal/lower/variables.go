package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Variables returns the variables that ever hold v or, if v is the address of a
// variable, that one, and whether it is.
func (p *Package) Variables(v ssa.Value) (vars []*types.Var, addr bool) {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		if x := p.declared(v.Pos()); x != nil && types.Identical(deref(v.Type()), x.Type()) {
			return []*types.Var{x}, true
		}
	case *ssa.Parameter:
		if x, ok := v.Object().(*types.Var); ok {
			vars = append(vars, x)
		}
	}
	for _, ref := range p.debug(v.Parent())[v] {
		if _, ok := ast.Unparen(ref.Expr).(*ast.Ident); !ok || ref.IsAddr {
			continue
		}
		if x, ok := ref.Object().(*types.Var); ok && !x.IsField() && !slices.Contains(vars, x) {
			vars = append(vars, x)
		}
	}
	return vars, false
}

// declared returns the variable that is declared at pos, or nil.
func (p *Package) declared(pos token.Pos) *types.Var {
	if p.vars == nil {
		p.vars = make(map[token.Pos]*types.Var)
		for _, obj := range p.Info.Defs {
			if x, ok := obj.(*types.Var); ok && !x.IsField() {
				p.vars[x.Pos()] = x
			}
		}
	}
	return p.vars[pos]
}
