package fix

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
)

// unchecked proposes the nil check that is missing, where leaving the function
// with zero results says what it ought to: an error result would need an error.
func (k *Known) unchecked(src *Source, f finding.Finding) []Candidate {
	if f.Reason != finding.Unchecked {
		return nil
	}
	v := k.acquired(src, f)
	if v == nil || v.loop || len(v.errs) > 0 || undone(src, v.stmt) || k.frees(v) {
		return nil
	}
	zeros, ok := k.zeroResults(v)
	if !ok {
		return nil
	}
	leave := strings.TrimSpace("return " + strings.Join(zeros, ", "))
	e, ok := src.after(v.stmt, "if "+v.name+" == nil {", "\t"+leave, "}")
	if !ok {
		return nil
	}
	return []Candidate{{"return if " + v.name + " is nil", src.Name, []Edit{e}}}
}

// frees reports whether something behind the variable's assignment frees what a
// return would leave behind.
func (k *Known) frees(v *variable) (found bool) {
	ast.Inspect(v.body, func(n ast.Node) bool {
		if _, ok := n.(*ast.DeferStmt); ok || found {
			return false
		}
		call, ok := n.(*ast.CallExpr)
		if !ok || call.Pos() < v.stmt.End() {
			return true
		}
		c := k.contractOf(v.src, call)
		found = c != nil && slices.ContainsFunc(c.Rows, func(row contract.Row) bool {
			return slices.ContainsFunc(row.Effects, func(e contract.Effect) bool { return e.Op == contract.OpRelease })
		})
		return true
	})
	return found
}

// zeroResults returns the zero values of the function's results, as written. It
// reports false if they do not tell the caller that there is nothing.
func (k *Known) zeroResults(v *variable) ([]string, bool) {
	if v.sig.Results == nil {
		return nil, true
	}
	if v.decl == nil {
		return nil, false // a literal: its type is not known here
	}
	sig := k.signature(v.src, v.decl)
	if sig == nil {
		return nil, false
	}
	var zeros []string
	i := 0
	for _, field := range v.sig.Results.List {
		for range max(1, len(field.Names)) {
			zero, ok := zero(sig.Results().At(i).Type(), field.Type)
			if !ok {
				return nil, false
			}
			zeros = append(zeros, zero)
			i++
		}
	}
	return zeros, true
}

// signature returns the type of the function that is declared as decl.
func (k *Known) signature(src *Source, decl *ast.FuncDecl) *types.Signature {
	for _, file := range k.Files {
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != decl.Name.Name {
				continue
			}
			if p := k.Fset.Position(fn.Name.Pos()); p.Filename != src.Name || p.Line != src.line(decl.Name.Pos()) {
				continue
			}
			if obj, ok := k.Info.Defs[fn.Name].(*types.Func); ok {
				return obj.Signature()
			}
		}
	}
	return nil
}

// zero returns the zero value of t, which is written as expr.
func zero(t types.Type, expr ast.Expr) (string, bool) {
	if types.Identical(t, types.Universe.Lookup("error").Type()) {
		return "", false
	}
	if _, ok := t.(*types.TypeParam); ok {
		return "*new(" + types.ExprString(expr) + ")", true
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsBoolean != 0:
			return "false", true
		case info&types.IsNumeric != 0:
			return "0", true
		case info&types.IsString != 0:
			return `""`, true
		case u.Kind() == types.UnsafePointer:
			return "nil", true
		}
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Signature, *types.Interface:
		return "nil", true
	case *types.Struct, *types.Array:
		return types.ExprString(expr) + "{}", true
	}
	return "", false
}
