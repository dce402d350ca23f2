package fix

import (
	"go/ast"
	"go/token"
	"go/types"
)

// atExits proposes a free before the exit that loses the reference, and before
// all that may: where the function gives the reference to its caller in the end,
// a deferred free would take it back.
func (k *Known) atExits(v *variable, free freeing, lost token.Position) []Candidate {
	var one, all []Edit
	for _, exit := range v.exits(free) {
		e, ok := v.src.before(exit, free.text)
		if !ok || !k.lent(v, v.until(exit)) {
			continue
		}
		all = append(all, e)
		if v.src.tok.PositionFor(exit.Pos(), false).Line == lost.Line {
			one = append(one, e)
		}
	}
	var list []Candidate
	if len(one) == 1 {
		list = append(list, Candidate{"free " + v.name + " before the return", v.src.Name, one})
	}
	if len(all) > 1 {
		list = append(list, Candidate{"free " + v.name + " before each return", v.src.Name, all})
	}
	if e, ok := v.atEnd(free); ok && len(list) == 0 && k.lent(v, everywhere) {
		list = append(list, Candidate{"free " + v.name + " at the end", v.src.Name, []Edit{e}})
	}
	return list
}

// exits returns the statements that leave the variable's scope, do not mention it
// and have no free before them.
func (v *variable) exits(free freeing) (list []ast.Stmt) {
	rest := v.rest
	if len(rest) > 0 && v.checks(rest[0]) {
		rest = rest[1:]
	}
	var visit func(n ast.Node)
	visit = func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if _, ok := n.(*ast.FuncLit); ok {
				return false // its returns are not ours
			}
			stmts := statements(n)
			for i, s := range stmts {
				if r, ok := s.(*ast.ReturnStmt); ok && !v.mentions(r) && !freedBefore(stmts[:i], free) {
					list = append(list, s)
				}
			}
			return true
		})
	}
	visit(&ast.BlockStmt{List: rest})
	return list
}

func freedBefore(stmts []ast.Stmt, free freeing) bool {
	for _, s := range stmts {
		if e, ok := s.(*ast.ExprStmt); ok {
			if call, ok := e.X.(*ast.CallExpr); ok && types.ExprString(call) == free.text {
				return true
			}
		}
	}
	return false
}

// atEnd inserts a free as the last statement of the variable's list, if control
// gets there: of a loop's body, mostly.
func (v *variable) atEnd(free freeing) (Edit, bool) {
	last := v.stmt
	if n := len(v.rest); n > 0 {
		last = v.rest[n-1]
	}
	if v.leaves(last) {
		return Edit{}, false
	}
	return v.src.after(last, free.text)
}
