package fix

import (
	"go/ast"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
)

// lent reports whether the variable's value stays with the variable: whatever
// mentions it, of what accept takes, compares it, or is a call that is known to
// keep nothing. The engine is silent about what it cannot follow; a free that is
// added must not rest on its silence.
func (k *Known) lent(v *variable, accept func(ast.Node) bool) bool {
	ok := true
	var stack []ast.Node
	ast.Inspect(v.body, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		if id, is := n.(*ast.Ident); is && id.Name == v.name && id != v.def && accept(id) && ok {
			ok = k.lends(v, stack)
		}
		return true
	})
	return ok
}

// lends looks at one mention; stack leads to it.
func (k *Known) lends(v *variable, stack []ast.Node) bool {
	// What runs at another time may do so when the object is gone.
	if slices.ContainsFunc(stack, func(n ast.Node) bool { _, ok := n.(*ast.FuncLit); return ok }) {
		return false
	}
	n := len(stack) - 1
	expr := stack[n].(ast.Expr)
	for n--; n >= 0; n-- {
		switch around := stack[n].(type) {
		case *ast.SelectorExpr:
			if around.X != expr {
				return true // a field or method that has the same name
			}
			expr = around
			continue
		case *ast.ParenExpr, *ast.StarExpr:
			expr = around.(ast.Expr)
			continue
		case *ast.KeyValueExpr:
			return around.Key == expr // a field of a literal
		case *ast.BinaryExpr:
			return true
		case *ast.CallExpr:
			_, later := stack[n-1].(*ast.GoStmt)
			return !later && k.keepsNothing(v, around, expr)
		}
		return false
	}
	return false
}

// keepsNothing reports whether the call is known to keep no part of what it is
// lent as expr, its callee or an argument.
func (k *Known) keepsNothing(v *variable, call *ast.CallExpr, expr ast.Expr) bool {
	var c *contract.Contract
	method := 0
	if name, isC := cName(call.Fun); isC {
		c = k.cContract(name)
	} else if fn := k.goFunc(v.src, call); fn != nil {
		c = k.Contracts(fn)
		if fn.Signature().Recv() != nil {
			method = 1
		}
	}
	if c == nil || c.Partial {
		return false
	}
	index := 0
	if ast.Unparen(call.Fun) != expr {
		index = method + slices.Index(call.Args, expr)
	}
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			switch e.Op {
			case contract.OpCall, contract.OpCleanup, contract.OpFinalizer:
				return false
			case contract.OpKeep:
				if reaches(e.X, index) {
					return false
				}
			case contract.OpStore:
				if reaches(e.Y, index) {
					return false
				}
			}
		}
		if slices.ContainsFunc(row.Results, func(r contract.Val) bool { return reaches(r, index) }) {
			return false
		}
	}
	return true
}

// reaches reports whether the value holds what parameter index is, or leads to.
// What is lent or given is no matter: the engine follows it.
func reaches(v contract.Val, index int) bool {
	if (v.Kind == contract.At || v.Kind == contract.Addr) && v.Right == contract.Same && v.Path.Root == contract.Param && v.Path.Index == index {
		return true
	}
	return slices.ContainsFunc(v.Fields, func(f contract.Field) bool { return reaches(f.Val, index) })
}

// everywhere accepts all mentions.
func everywhere(ast.Node) bool { return true }

// until accepts the mentions that may come before stmt: in a loop, all.
func (v *variable) until(stmt ast.Stmt) func(ast.Node) bool {
	for _, n := range v.src.path(stmt) {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.LabeledStmt:
			if n.Pos() > v.stmt.Pos() {
				return everywhere
			}
		}
	}
	return func(n ast.Node) bool { return n.Pos() < stmt.Pos() }
}
