package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/refvet/refvet/analyzer/finding"
)

// overRelease proposes to remove one of two frees: the one that is not needed
// elsewhere. A free of what is only borrowed goes, or else the borrow becomes a
// reference.
func (k *Known) overRelease(src *Source, f finding.Finding) []Candidate {
	switch f.Reason {
	case finding.FinalizerToo:
		return nil // either of the two may be the one that is wanted
	case finding.ReleasedTwice, finding.LastReleased:
		return k.freedTwice(src, f)
	}
	v := k.acquired(src, f)
	if v == nil {
		return nil
	}
	var list []Candidate
	if free := src.freeAt(k.Fset.Position(f.Pos), f.Call); free != nil && (k.onlyFrees(free) || k.isReleaser(src, free, f.Kind)) {
		if e, ok := src.remove(free.stmt); ok {
			list = append(list, free.candidate(src, e))
		}
	}
	if f.Reason == finding.NotOwned && v.plain && k.lent(v, everywhere) {
		for _, twin := range k.owningTwins(v) {
			list = append(list, Candidate{"own " + v.name + ": " + twin.message, src.Name, []Edit{twin.edit}})
		}
	}
	return list
}

// freedTwice proposes to remove that of two frees that the other one covers.
func (k *Known) freedTwice(src *Source, f finding.Finding) (list []Candidate) {
	s, ok := step(f, finding.Released)
	if !ok || s.Call == "" || s.Pos == f.Pos {
		return nil
	}
	second, first := src.freeAt(k.Fset.Position(f.Pos), f.Call), src.freeAt(k.Fset.Position(s.Pos), s.Call)
	if second == nil || first == nil || second.stmt == first.stmt || second.of != first.of ||
		assignedBetween(src.file, second.of, first.stmt.Pos(), second.stmt.Pos()) {
		return nil
	}
	for _, pair := range [][2]*free{{second, first}, {first, second}} {
		// Another function than the one that stays may do more than free.
		if !covers(src, pair[1].stmt, pair[0].stmt) || pair[0].callee != pair[1].callee && !k.onlyFrees(pair[0]) {
			continue
		}
		if e, ok := src.remove(pair[0].stmt); ok {
			list = append(list, pair[0].candidate(src, e))
		}
	}
	return list
}

// A free is a statement that frees something, or defers that.
type free struct {
	stmt   ast.Stmt
	call   *ast.CallExpr
	callee string
	of     string // what is freed, as written
}

func (f *free) candidate(src *Source, e Edit) Candidate {
	return Candidate{"remove the free by " + f.callee, src.Name, []Edit{e}}
}

// freeAt returns the free at a position that calls callee, or nil.
func (s *Source) freeAt(at token.Position, callee string) *free {
	call := s.call(at, callee)
	if call == nil || at.Filename != s.Name {
		return nil
	}
	path := s.path(call)
	if len(path) < 2 {
		return nil
	}
	f := &free{call: call, callee: callee}
	switch stmt := path[1].(type) {
	case *ast.ExprStmt:
		f.stmt = stmt
	case *ast.DeferStmt:
		f.stmt = stmt
	default:
		return nil
	}
	switch sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); {
	case len(call.Args) == 1:
		f.of = types.ExprString(call.Args[0])
	case len(call.Args) == 0 && ok:
		f.of = types.ExprString(sel.X)
	default:
		return nil
	}
	return f
}

// onlyFrees reports whether the call is of the function that frees objects of its
// argument's kind, and does nothing else.
func (k *Known) onlyFrees(f *free) bool {
	name, isC := cName(f.call.Fun)
	c := k.cContract(name)
	if !isC || c == nil || len(c.Params) == 0 {
		return false
	}
	kind := k.Catalog.Kind(c.Params[0].Kind)
	return kind != nil && kind.Free == c.Name
}

// isReleaser reports whether the call is of a wrapper's method that frees what
// the wrapper holds.
func (k *Known) isReleaser(src *Source, f *free, kind string) bool {
	fn := k.goFunc(src, f.call)
	if fn == nil || fn.Signature().Recv() == nil || len(f.call.Args) > 0 {
		return false
	}
	c := k.Contracts(fn)
	return c != nil && k.releasesReceiver(c, kind)
}
