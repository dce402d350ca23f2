package run

import (
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/refvet/refvet/oracle/gen"
)

var (
	cImport  = regexp.MustCompile(`(?m)(^// #.*\n)+import "C"\n`)
	callsW   = regexp.MustCompile(`\bw\.[A-Z]`)
	cName    = regexp.MustCompile(`\bC\.(SSL\w*)`)
	wantNote = regexp.MustCompile(`(?m)[ \t]*// want.*$`)
)

// Adopt makes programs of a cgo file of the corpus, in the module in root: one
// for each of its good functions, with what that needs. Package model takes the
// place of C, and package w that of other packages of the corpus; functions that
// call what the model does not have are left out.
func Adopt(root, src string) []*Checked {
	src, wrap, err := far(root, onModel(src))
	if err != nil {
		return nil
	}
	var w *types.Package
	if wrap != "" {
		c, err := check(batchPath+"/w", "w.go", wrap, nil)
		if err != nil {
			return nil
		}
		w = c.pkg
	}
	c, err := check(batchPath+"/p", "p.go", src, w)
	if c == nil || c.pkg == nil || c.info == nil {
		return nil
	}
	bad := map[int]bool{} // lines with errors
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			var l int
			if parts := strings.Split(line, ":"); len(parts) > 2 {
				for _, d := range parts[1] {
					l = l*10 + int(d-'0')
				}
			}
			bad[l] = true
		}
	}
	a := &adopter{c: c, wrap: wrap, bad: bad, decls: map[types.Object]ast.Decl{}}
	for _, d := range c.file.Decls {
		for _, obj := range a.declares(d) {
			a.decls[obj] = d
		}
	}
	var out []*Checked
	for _, d := range c.file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv != nil || !strings.HasPrefix(f.Name.Name, "good") {
			continue
		}
		if fn, ok := c.info.Defs[f.Name].(*types.Func); !ok || !makeable(fn) {
			continue
		}
		if p := a.program(f); p != nil {
			out = append(out, p)
		}
	}
	return out
}

type adopter struct {
	c     *checked
	wrap  string // of package w, or ""
	bad   map[int]bool
	decls map[types.Object]ast.Decl
}

// declares lists the package-level objects of d; a method belongs to its
// receiver's type.
func (a *adopter) declares(d ast.Decl) (objs []types.Object) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			objs = append(objs, a.c.info.Defs[d.Name])
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				objs = append(objs, a.c.info.Defs[s.Name])
			case *ast.ValueSpec:
				for _, n := range s.Names {
					objs = append(objs, a.c.info.Defs[n])
				}
			}
		}
	}
	return objs
}

// program is f with all that it needs, or nil where the model does not suffice.
func (a *adopter) program(f *ast.FuncDecl) *Checked {
	keep := map[ast.Decl]bool{}
	work := []ast.Decl{f}
	for len(work) > 0 {
		d := work[0]
		work = work[1:]
		if keep[d] {
			continue
		}
		keep[d] = true
		for l := a.c.fset.Position(d.Pos()).Line; l <= a.c.fset.Position(d.End()).Line; l++ {
			if a.bad[l] {
				return nil
			}
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if next := a.decls[a.c.info.Uses[id]]; next != nil {
					work = append(work, next)
				}
			}
			return true
		})
		for _, obj := range a.declares(d) { // its methods
			for _, m := range a.c.file.Decls {
				if m, ok := m.(*ast.FuncDecl); ok && m.Recv != nil && obj != nil && strings.HasPrefix(strings.TrimPrefix(recvName(m), "*")+"[", obj.Name()+"[") {
					work = append(work, m)
				}
			}
		}
	}
	e := &edits{c: a.c}
	for _, d := range a.c.file.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		if !keep[d] {
			e.replace(d.Pos(), d.End(), "")
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			obj := a.c.info.ObjectOf(id)
			v, isVar := obj.(*types.Var)
			if a.decls[obj] != nil || isVar && v.Embedded() && !strings.HasPrefix(v.Name(), "SSL") || a.embeds(id) {
				e.insert(id.End(), "QQ")
			}
			return true
		})
	}
	text := e.apply()
	text = "package p\n" + text[strings.Index(text, "\nimport"):]
	src, err := format.Source([]byte(text))
	if err != nil {
		return nil
	}
	prog := gen.Program{Main: string(src)}
	if callsW.MatchString(prog.Main) {
		prog.Wrap = a.wrap
	} else {
		prog.Main = strings.Replace(prog.Main, strconv.Quote(batchPath+"/w"), "", 1)
	}
	p, err := Check(prog)
	if err != nil {
		return nil
	}
	return p
}

// embeds reports whether id is the key of an embedded field in a literal.
func (a *adopter) embeds(id *ast.Ident) bool {
	v, ok := a.c.info.Uses[id].(*types.Var)
	return ok && v.Embedded()
}

// Mutants lists the mutants of p by each mutation, at most n of each.
func Mutants(p *Checked, n int) (out []*Checked, names []string) {
	for _, name := range Mutations {
		var seen []string
		for i := range 3 * n {
			m := Mutate(p, name, newRand(uint64(i), p.Seed))
			if m == nil {
				break
			}
			if m.Main != p.Main && !slices.Contains(seen, m.Main) && len(seen) < n {
				seen = append(seen, m.Main)
				out, names = append(out, m), append(names, name)
			}
		}
	}
	return out, names
}
