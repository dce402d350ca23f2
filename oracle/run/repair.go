package run

import (
	"fmt"
	"go/ast"
	"go/format"
	"regexp"
	"strings"

	"github.com/refvet/refvet/oracle/gen"
)

var (
	unusedVar    = regexp.MustCompile(`:(\d+):(\d+): declared and not used: (\w+)`)
	unusedImport = regexp.MustCompile(`:(\d+):(\d+): "[^"]+" imported (as \w+ )?and not used`)
	unusedLabel  = regexp.MustCompile(`:(\d+):(\d+): label (\w+) declared and not used`)
)

// A Checked is a program that type-checks.
type Checked struct {
	gen.Program
	p, w *checked
}

// Check type-checks a program, after repairs: variables that are not used get a
// blank use, imports and labels that are not used go.
func Check(p gen.Program) (*Checked, error) {
	out := &Checked{Program: p}
	var err error
	if p.Wrap != "" {
		if out.Wrap, out.w, err = repair(batchPath+"/w", "w.go", p.Wrap, nil); err != nil {
			return nil, err
		}
	}
	var wrap = out.w
	if wrap == nil {
		wrap = &checked{}
	}
	if out.Main, out.p, err = repair(batchPath+"/p", "p.go", p.Main, wrap); err != nil {
		return nil, err
	}
	return out, nil
}

func repair(path, name, src string, wrap *checked) (string, *checked, error) {
	for range 6 {
		var w = (*checked)(nil)
		if wrap != nil {
			w = wrap
		}
		if !strings.Contains(src, "ossl \""+modelPath+"\"") {
			return "", nil, fmt.Errorf("a program without package model")
		}
		c, err := checkWith(path, name, src, w)
		if err == nil {
			return src, c, nil
		}
		if c == nil {
			return "", nil, fmt.Errorf("%v\n%s", err, src)
		}
		fixed, ok := patch(c, src, err.Error())
		if !ok {
			return "", nil, fmt.Errorf("%v\n%s", err, src)
		}
		out, ferr := format.Source([]byte(fixed))
		if ferr != nil {
			return "", nil, fmt.Errorf("%v\n%s", ferr, fixed)
		}
		src = string(out)
	}
	return "", nil, fmt.Errorf("cannot repair\n%s", src)
}

func checkWith(path, name, src string, wrap *checked) (*checked, error) {
	if wrap == nil || wrap.pkg == nil {
		return check(path, name, src, nil)
	}
	return check(path, name, src, wrap.pkg)
}

// patch mends the problems that it knows; ok is false if there are others.
func patch(c *checked, src, problems string) (string, bool) {
	e := &edits{c: c}
	for _, line := range strings.Split(problems, "\n") {
		var l, col int
		switch {
		case unusedVar.MatchString(line):
			m := unusedVar.FindStringSubmatch(line)
			fmt.Sscan(m[1], &l)
			fmt.Sscan(m[2], &col)
			if !e.blankUse(l, col, m[3]) {
				return "", false
			}
		case unusedImport.MatchString(line):
			fmt.Sscan(unusedImport.FindStringSubmatch(line)[1], &l)
			start := c.fset.File(c.file.Pos()).LineStart(l)
			e.replace(start, c.fset.File(c.file.Pos()).LineStart(l+1), "")
		case unusedLabel.MatchString(line):
			m := unusedLabel.FindStringSubmatch(line)
			ast.Inspect(c.file, func(n ast.Node) bool {
				if s, ok := n.(*ast.LabeledStmt); ok && s.Label.Name == m[3] {
					e.replace(s.Pos(), s.Colon+1, "")
				}
				return true
			})
		default:
			return "", false
		}
	}
	return e.apply(), true
}

// blankUse adds "_ = name" after the statement that declares name at l:col.
func (e *edits) blankUse(l, col int, name string) bool {
	var found ast.Stmt
	ast.Inspect(e.c.file, func(n ast.Node) bool {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.LabeledStmt:
			list = []ast.Stmt{n.Stmt}
		}
		for _, s := range list {
			from, to := e.c.fset.Position(s.Pos()), e.c.fset.Position(s.End())
			switch s.(type) {
			case *ast.AssignStmt, *ast.DeclStmt:
				if from.Line <= l && l <= to.Line {
					found = s
				}
			}
		}
		return true
	})
	if found == nil {
		return false
	}
	e.insert(found.End(), "\n_ = "+name)
	return true
}
