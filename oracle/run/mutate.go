package run

import (
	"go/ast"
	"go/token"
	"go/types"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/refvet/refvet/oracle/gen"
)

// Mutations are the faults that Mutate plants, by name.
var Mutations = []string{"delete release", "duplicate release", "move release", "swap get", "drop check", "invert check",
	"drop up_ref", "swap handle", "early return", "delete statement"}

// Mutate plants the named fault at a random place of package p or w, and
// returns the checked mutant; nil if there is no place for it.
func Mutate(c *Checked, name string, r *rand.Rand) *Checked {
	target, inWrap := c.p, false
	if c.w != nil && r.IntN(4) == 0 {
		target, inWrap = c.w, true
	}
	m := &mutator{c: target, r: r}
	for _, d := range target.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			m.collect(f, name)
		}
	}
	if len(m.out) == 0 {
		return nil
	}
	p := c.Program
	text := m.out[r.IntN(len(m.out))]()
	if inWrap {
		p.Wrap = text
	} else {
		p.Main = text
	}
	out, err := Check(gen.Program{Seed: p.Seed, Main: p.Main, Wrap: p.Wrap})
	if err != nil {
		return nil
	}
	return out
}

type mutator struct {
	c   *checked
	r   *rand.Rand
	out []func() string

	declared []*types.Var
}

func (m *mutator) text(from, to token.Pos) string {
	return m.c.src[m.c.fset.Position(from).Offset:m.c.fset.Position(to).Offset]
}

func (m *mutator) offer(from, to token.Pos, text string) {
	m.out = append(m.out, func() string {
		e := &edits{c: m.c}
		e.replace(from, to, text)
		return e.apply()
	})
}

// called is the name of the function that a statement calls, also deferred.
func called(s ast.Stmt) string {
	var call *ast.CallExpr
	switch s := s.(type) {
	case *ast.ExprStmt:
		call, _ = s.X.(*ast.CallExpr)
	case *ast.DeferStmt:
		call = s.Call
		if lit, ok := call.Fun.(*ast.FuncLit); ok && len(lit.Body.List) > 0 {
			return called(lit.Body.List[0])
		}
	}
	if call == nil {
		return ""
	}
	return types.ExprString(call.Fun)
}

func releases(s ast.Stmt) bool {
	name := called(s)
	for _, f := range []string{"_free", ".Close", ".Free"} {
		if strings.HasSuffix(name, f) {
			return true
		}
	}
	return false
}

func (m *mutator) collect(f *ast.FuncDecl, name string) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			m.list(f, n.List, name)
		case *ast.CaseClause:
			m.list(f, n.Body, name)
		case *ast.BinaryExpr:
			if name == "invert check" && (n.Op == token.EQL || n.Op == token.NEQ) {
				op := "=="
				if n.Op == token.EQL {
					op = "!="
				}
				m.offer(n.OpPos, n.OpPos+2, op)
			}
		case *ast.SelectorExpr:
			if name == "swap get" {
				switch n.Sel.Name {
				case "SSL_get1_session":
					m.offer(n.Sel.Pos(), n.Sel.End(), "SSL_get0_session")
				case "SSL_get0_session", "SSL_get_session":
					m.offer(n.Sel.Pos(), n.Sel.End(), "SSL_get1_session")
				}
			}
		case *ast.CallExpr:
			if name == "swap handle" {
				m.swapHandle(f, n)
			}
		}
		return true
	})
}

// vars lists the variables that the file declares, in order.
func (m *mutator) vars() []*types.Var {
	if m.declared == nil {
		for _, obj := range m.c.info.Defs {
			if v, ok := obj.(*types.Var); ok {
				m.declared = append(m.declared, v)
			}
		}
		slices.SortFunc(m.declared, func(a, b *types.Var) int { return int(a.Pos() - b.Pos()) })
	}
	return m.declared
}

// swapHandle passes another variable of the argument's type.
func (m *mutator) swapHandle(f *ast.FuncDecl, call *ast.CallExpr) {
	for _, a := range call.Args {
		id, ok := a.(*ast.Ident)
		if !ok || m.c.info.Uses[id] == nil {
			continue
		}
		for _, v := range m.vars() {
			if v != m.c.info.Uses[id] && f.Pos() < v.Pos() && v.Pos() < call.Pos() && !v.IsField() &&
				types.Identical(v.Type(), m.c.info.Types[a].Type) && strings.Contains(v.Type().String(), "SSL") {
				if inner := m.c.pkg.Scope().Innermost(call.Pos()); inner != nil {
					if _, obj := inner.LookupParent(v.Name(), call.Pos()); obj == v {
						m.offer(a.Pos(), a.End(), v.Name())
					}
				}
			}
		}
	}
}

func (m *mutator) list(f *ast.FuncDecl, list []ast.Stmt, name string) {
	for i, s := range list {
		switch name {
		case "delete release":
			if releases(s) {
				m.offer(s.Pos(), s.End(), "")
			}
		case "duplicate release":
			if releases(s) {
				at := list[i+m.r.IntN(len(list)-i)]
				if _, ok := at.(*ast.ReturnStmt); ok {
					m.offer(at.Pos(), at.Pos(), m.text(s.Pos(), s.End())+"\n")
				} else {
					m.offer(at.End(), at.End(), "\n"+m.text(s.Pos(), s.End()))
				}
			}
		case "move release":
			if to := m.r.IntN(len(list)); releases(s) && to != i {
				m.out = append(m.out, func() string {
					e := &edits{c: m.c}
					e.replace(s.Pos(), s.End(), "")
					e.insert(list[to].Pos(), m.text(s.Pos(), s.End())+"\n")
					return e.apply()
				})
			}
		case "drop check":
			if x, ok := s.(*ast.IfStmt); ok && x.Init == nil && x.Else == nil {
				if _, ok := x.Cond.(*ast.BinaryExpr); ok {
					m.offer(s.Pos(), s.End(), "")
					m.offer(s.Pos(), s.End(), m.text(x.Body.Lbrace, x.Body.Rbrace+1))
				}
			}
		case "drop up_ref":
			if strings.HasSuffix(called(s), "_up_ref") || strings.HasSuffix(called(s), ".UpRef") {
				m.offer(s.Pos(), s.End(), "")
			}
		case "early return":
			m.offer(s.Pos(), s.Pos(), "if ossl.Flip() {\nreturn "+zeros(f)+"\n}\n")
		case "delete statement":
			m.offer(s.Pos(), s.End(), "")
		}
	}
}

// zeros writes the zero results of f.
func zeros(f *ast.FuncDecl) string {
	if f.Type.Results == nil {
		return ""
	}
	var list []string
	for _, field := range f.Type.Results.List {
		zero := "nil"
		switch types.ExprString(field.Type) {
		case "bool":
			zero = "false"
		case "int64":
			zero = "0"
		}
		for range max(1, len(field.Names)) {
			list = append(list, zero)
		}
	}
	return strings.Join(list, ", ")
}
