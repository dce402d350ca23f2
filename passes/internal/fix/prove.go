package fix

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/finding"
)

// A Prover tries candidates in memory: on files that the compiler sees as they
// were written. Those of cgo are the go command's to make.
type Prover struct {
	pass   *analysis.Pass
	result *analyzer.Result
	before map[sign]int
	Tries  int // that are left: each is an analysis of the whole package
}

// NewProver returns a prover for the pass, in which the engine found result.
func NewProver(pass *analysis.Pass, result *analyzer.Result, tries int) *Prover {
	return &Prover{pass: pass, result: result, Tries: tries, before: signs(pass.Files, result.Findings)}
}

// Original returns the pass's file of that name, or nil if it is not as it was
// written, or not there: positions in it are then not those of the source.
func Original(fset *token.FileSet, files []*ast.File, name string) *ast.File {
	for _, file := range files {
		tok := fset.File(file.FileStart)
		if tok == nil || tok.Name() != name || fset.Position(file.Package).Filename != name {
			continue
		}
		for _, spec := range file.Imports {
			if spec.Path.Value == `"C"` {
				return nil
			}
		}
		return file
	}
	return nil
}

// Prove returns the first of the candidates that compiles, clears f and adds no
// finding; nil if there is none, or if it cannot be known here.
func (p *Prover) Prove(src *Source, f finding.Finding, candidates []Candidate) *Candidate {
	for i := range candidates {
		if p.Tries == 0 {
			return nil
		}
		p.Tries--
		if p.clears(src, f, candidates[i]) {
			return &candidates[i]
		}
	}
	return nil
}

func (p *Prover) clears(src *Source, f finding.Finding, c Candidate) bool {
	old := Original(p.pass.Fset, p.pass.Files, src.Name)
	content, ok := Apply(src.Content, c.Edits)
	if old == nil || !ok {
		return false
	}
	file, err := parser.ParseFile(p.pass.Fset, src.Name, content, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	defer p.pass.Fset.RemoveFile(p.pass.Fset.File(file.FileStart))
	files := make([]*ast.File, len(p.pass.Files))
	for i, f := range p.pass.Files {
		files[i] = f
		if f == old {
			files[i] = file
		}
	}
	pkg, info, err := p.check(files)
	if err != nil {
		return false
	}
	again, err := p.result.Again(files, pkg, info)
	// What ran out of budget, or is doubted, is silent, and proves nothing.
	if err != nil || again.Budget > p.result.Budget || again.Doubts > p.result.Doubts {
		return false
	}
	after := signs(files, again.Findings)
	for s, n := range after {
		if n > p.before[s] {
			return false
		}
	}
	s := signOf(p.pass.Files, f)
	return after[s] < p.before[s]
}

// check type-checks the package with other files. The packages that it imports
// must be the very same ones: facts are about their objects.
func (p *Prover) check(files []*ast.File) (*types.Package, *types.Info, error) {
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{},
		Implicits: map[ast.Node]types.Object{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: p.imports(), Sizes: p.pass.TypesSizes, GoVersion: p.pass.Pkg.GoVersion()}
	pkg, err := conf.Check(p.pass.Pkg.Path(), p.pass.Fset, files, info)
	return pkg, info, err
}

type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	if pkg := i[path]; pkg != nil {
		return pkg, nil
	}
	return nil, &missing{path}
}

// missing is the error for a package that the original does not import.
type missing struct{ path string }

func (m *missing) Error() string { return "no package " + m.path }

// imports returns the packages as the files name them: with vendoring, that is
// not their path.
func (p *Prover) imports() importer {
	all := importer{"unsafe": types.Unsafe}
	for _, pkg := range p.pass.Pkg.Imports() {
		all[pkg.Path()] = pkg
	}
	for _, file := range p.pass.Files {
		for _, spec := range file.Imports {
			if name := p.pass.TypesInfo.PkgNameOf(spec); name != nil {
				all[spec.Path.Value[1:len(spec.Path.Value)-1]] = name.Imported()
			}
		}
	}
	return all
}
