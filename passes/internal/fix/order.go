package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// undone reports whether a return in the place of what follows stmt may leave
// something undone: what a call before it began and no defer ends.
func undone(src *Source, stmt ast.Stmt) bool {
	path := src.path(stmt)
	for i, n := range path[:len(path)-1] {
		list := statements(path[i+1])
		at := slices.IndexFunc(list, func(s ast.Stmt) bool { return s == n })
		for k, s := range list[:max(at, 0)] {
			if begins(s) {
				if _, ends := list[k+1].(*ast.DeferStmt); !ends {
					return true
				}
			}
		}
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
	}
	return false
}

// begins reports whether a statement is, or hides, a call for its effect.
func begins(s ast.Stmt) (found bool) {
	if _, ok := s.(*ast.DeferStmt); ok {
		return false
	}
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt, *ast.FuncLit:
			return false // not on the way to what follows
		case *ast.CallExpr:
			found = found || !isConversion(n)
		case *ast.GoStmt, *ast.SendStmt:
			found = true
		}
		return !found
	})
	return found
}

// isConversion reports whether a call has the form of a conversion to a built-in
// or pointer type, or is of a function that only looks.
func isConversion(call *ast.CallExpr) bool {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.StarExpr, *ast.ArrayType:
		return true
	case *ast.Ident:
		obj := types.Universe.Lookup(fun.Name)
		_, isType := obj.(*types.TypeName)
		return isType || fun.Name == "len" || fun.Name == "cap"
	}
	return false
}

// covers reports whether the statement y frees wherever x does: it stands before
// x in a list around x, or behind x without a way out between them. Else x is
// needed on some path, of which the engine might lose sight.
func covers(src *Source, y, x ast.Stmt) bool {
	path := src.path(x)
	for i, n := range path {
		switch n.(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
		stmt, ok := n.(ast.Stmt)
		if !ok || i+1 >= len(path) {
			continue
		}
		list := statements(path[i+1])
		at, other := slices.Index(list, stmt), slices.Index(list, y)
		switch {
		case at < 0 || other < 0 || at == other:
		case other < at:
			return true
		default:
			return !slices.ContainsFunc(list[at:other], wayOut)
		}
	}
	return false
}

func wayOut(s ast.Stmt) (found bool) {
	ast.Inspect(s, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ReturnStmt, *ast.BranchStmt:
			found = true
		}
		return !found
	})
	return found
}

// assignedBetween reports whether what is written as text is given a value
// between two statements.
func assignedBetween(body ast.Node, text string, from, to token.Pos) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(*ast.AssignStmt); ok && min(from, to) < s.Pos() && s.Pos() < max(from, to) {
			for _, lhs := range s.Lhs {
				found = found || types.ExprString(lhs) == text
			}
		}
		return !found
	})
	return found
}
