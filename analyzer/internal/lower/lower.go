package lower

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// A Package is one package, lowered. Its methods are not safe for concurrent
// use: they fill caches.
type Package struct {
	Fset  *token.FileSet
	Files []*ast.File    // the pass's, with copies in place of those that were changed
	Info  *types.Info    // for Files
	Types *types.Package // the pass's, unless Guessed
	SSA   *ssa.Package
	// Funcs are the package initializer, then all functions and methods with
	// their function literals behind them, in source order. Code that cgo made
	// up is left out. Generic functions are here as they are written.
	Funcs []*ssa.Function
	// Instances are the instances of generic functions of this package that
	// Funcs and Instances call or mention, in the order of discovery, with
	// their function literals.
	Instances []*ssa.Function
	// Guessed reports that import "C" was type-checked without cgo, so that the
	// types of everything from C are guesses and Types is another package than
	// the pass's.
	Guessed bool
	// Undone counts the wrappers that were undone.
	Undone int

	mode    ssa.BuilderMode
	places  *places
	calls   map[token.Pos]*ast.CallExpr // by Lparen
	exports map[string]*ssa.Function    // by C name
	refs    map[*ssa.Function]map[ssa.Value][]*ssa.DebugRef
	vars    map[token.Pos]*types.Var // by declaration; made by declared
}

// An Option changes how Build builds.
type Option func(*config)

type config struct {
	noReturn func(*types.Func) bool
	mode     ssa.BuilderMode
}

// NoReturn has SSA end a block at calls of the functions that f reports never
// to return.
func NoReturn(f func(*types.Func) bool) Option {
	return func(c *config) { c.noReturn = f }
}

// sanity has go/ssa check what it built, for tests.
func sanity(c *config) { c.mode |= ssa.SanityCheckFunctions }

// Build lowers the pass's package. It must only be called on packages that
// type-check.
func Build(pass *analysis.Pass, options ...Option) (p *Package, err error) {
	c := config{mode: ssa.InstantiateGenerics | ssa.GlobalDebug}
	for _, option := range options {
		option(&c)
	}
	// The builder panics on what it does not expect. To a user, a package that
	// is not analysed is better than a run that ends.
	defer func() {
		if r := recover(); r != nil {
			p, err = nil, fmt.Errorf("building SSA of %s: %v", pass.Pkg.Path(), r)
		}
	}()
	p = &Package{
		Fset:   pass.Fset,
		Files:  pass.Files,
		Info:   pass.TypesInfo,
		Types:  pass.Pkg,
		mode:   c.mode,
		places: newPlaces(pass.Fset),
		refs:   make(map[*ssa.Function]map[ssa.Value][]*ssa.DebugRef),
	}
	if err := p.rewrite(pass); err != nil {
		return nil, err
	}
	p.indexCalls()
	p.buildSSA(c.noReturn)
	p.collect()
	return p, nil
}

// rewrite puts copies without cgo's traces in the place of the files that have
// some.
func (p *Package) rewrite(pass *analysis.Pass) error {
	processed := processed(pass)
	editors := make([]bool, len(p.Files))
	for i, file := range p.Files {
		editors[i] = importsC(file)
		if editors[i] && !resolvesC(file, p.Info) {
			return p.guess(pass)
		}
	}
	cp := newCopier()
	files := make([]*ast.File, len(p.Files))
	for i, file := range p.Files {
		files[i] = file
		if editors[i] || processed && hasWrappers(file) {
			files[i] = cp.file(file)
		}
	}
	if len(cp.made) == 0 {
		return nil
	}
	p.Info = cp.info(p.Info)
	u := &undoer{info: p.Info, places: p.places, replaced: make(map[ast.Expr]ast.Expr)}
	for i, file := range files {
		switch {
		case editors[i]:
			mangle(file, p.Types, p.Info, u.replaced)
		case file != p.Files[i]:
			p.places.add(file, originalOf(pass, file))
			u.file(file)
		}
	}
	u.initOrder(p.Info)
	p.Files, p.Undone = files, u.count
	return nil
}

func (p *Package) buildSSA(noReturn func(*types.Func) bool) {
	prog := ssa.NewProgram(p.Fset, p.mode)
	if noReturn != nil {
		prog.SetNoReturn(noReturn)
	}
	seen := make(map[*types.Package]bool)
	var create func(*types.Package)
	create = func(pkg *types.Package) {
		for _, imported := range pkg.Imports() {
			if !seen[imported] {
				seen[imported] = true
				create(imported)
				prog.CreatePackage(imported, nil, nil, true)
			}
		}
	}
	create(p.Types)
	p.SSA = prog.CreatePackage(p.Types, p.Files, p.Info, false)
	p.SSA.Build()
}
