package fix

import (
	"go/ast"
	"go/types"

	"github.com/refvet/refvet/analyzer/finding"
)

// A sign is what tells a finding from another when lines have moved.
type sign struct {
	class                            finding.Class
	reason                           finding.Reason
	possible                         bool
	object, kind, call, other, where string
}

func signs(files []*ast.File, findings []finding.Finding) map[sign]int {
	all := make(map[sign]int)
	for _, f := range findings {
		all[signOf(files, f)]++
	}
	return all
}

func signOf(files []*ast.File, f finding.Finding) sign {
	s := sign{f.Class, f.Reason, f.Possible, f.Object, f.Kind, f.Call, f.Other, ""}
	for _, file := range files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Pos() <= f.Pos && f.Pos < fn.End() {
				s.where = fn.Name.Name
				if fn.Recv != nil && len(fn.Recv.List) > 0 {
					s.where = types.ExprString(fn.Recv.List[0].Type) + "." + s.where
				}
			}
		}
	}
	return s
}
