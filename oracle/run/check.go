package run

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"

	"github.com/refvet/refvet/oracle/model"
)

const (
	modelPath = "github.com/refvet/refvet/oracle/model"
	batchPath = "github.com/refvet/refvet/batch"
)

// A checked is a type-checked package of a program.
type checked struct {
	fset *token.FileSet
	file *ast.File
	src  string
	pkg  *types.Package
	info *types.Info
}

// std imports the standard library and package model, each from source and once.
type std struct {
	mu   sync.Mutex
	fset *token.FileSet
	src  types.Importer
	got  map[string]*types.Package
}

var library = func() *std {
	fset := token.NewFileSet()
	return &std{fset: fset, src: importer.ForCompiler(fset, "source", nil), got: map[string]*types.Package{}}
}()

func (s *std) Import(path string) (*types.Package, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.got[path]; p != nil {
		return p, nil
	}
	var p *types.Package
	var err error
	if path == modelPath {
		p, err = s.model()
	} else {
		p, err = s.src.Import(path)
	}
	if err == nil {
		s.got[path] = p
	}
	return p, err
}

func (s *std) model() (*types.Package, error) {
	var files []*ast.File
	sources, err := model.Source()
	if err != nil {
		return nil, err
	}
	for name, src := range sources {
		if strings.Contains(name, "/") {
			continue
		}
		f, err := parser.ParseFile(s.fset, name, src, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	conf := types.Config{Importer: s.src, IgnoreFuncBodies: true}
	return conf.Check(modelPath, s.fset, files, nil)
}

type importMap struct{ wrap *types.Package }

func (m importMap) Import(path string) (*types.Package, error) {
	if m.wrap != nil && path == m.wrap.Path() {
		return m.wrap, nil
	}
	return library.Import(path)
}

// check type-checks one file as package path; the error lists every problem.
func check(path, name, src string, wrap *types.Package) (c *checked, err error) {
	var problems []string
	c = &checked{fset: token.NewFileSet(), src: src}
	defer func() {
		if e := recover(); e != nil { // go/types has assertions that some wrong programs break
			err = fmt.Errorf("go/types: %v\n%s", e, strings.Join(problems, "\n"))
		}
	}()
	c.file, err = parser.ParseFile(c.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	c.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{},
	}

	conf := types.Config{Importer: importMap{wrap}, Error: func(err error) { problems = append(problems, err.Error()) }}
	c.pkg, err = conf.Check(path, c.fset, []*ast.File{c.file}, c.info)
	if err != nil {
		return c, fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return c, nil
}
