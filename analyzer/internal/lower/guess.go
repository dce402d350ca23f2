package lower

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// guess lowers a package whose import "C" the type checker did not look at
// (types.Config.FakeImportC): there, nothing that comes from C has a type. So
// it is type-checked anew, with declarations of C's functions and types that
// are made up after the way in which they are used.
func (p *Package) guess(pass *analysis.Pass) error {
	g := &guesser{pass: pass, cp: newCopier(), parents: make(map[ast.Node]ast.Node)}
	for _, file := range pass.Files {
		if importsC(file) {
			file = g.cp.file(file)
			g.forgetImport(file)
		}
		g.files = append(g.files, file)
	}
	g.names = classify(g.files)
	for _, file := range g.files {
		g.rename(file)
		g.note(file)
	}
	if err := g.check(); err != nil {
		return err
	}
	p.Files, p.Info, p.Types, p.Guessed = g.all, g.info, g.pkg, true
	return nil
}

type guesser struct {
	pass    *analysis.Pass
	cp      *copier
	files   []*ast.File
	names   map[string]*cName
	parents map[ast.Node]ast.Node

	all  []*ast.File // files and the declarations
	info *types.Info
	pkg  *types.Package
	errs []types.Error
}

// forgetImport makes import "C" the import that cgo makes of it.
func (g *guesser) forgetImport(file *ast.File) {
	for _, spec := range file.Imports {
		if spec.Path.Value == `"C"` {
			spec.Name = &ast.Ident{NamePos: spec.Path.ValuePos, Name: "_"}
			spec.Path = &ast.BasicLit{ValuePos: spec.Path.ValuePos, Kind: token.STRING, Value: `"unsafe"`}
		}
	}
}

// note remembers the parents of the nodes of file.
func (g *guesser) note(file *ast.File) {
	var stack []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if len(stack) > 0 {
			g.parents[n] = stack[len(stack)-1]
		}
		stack = append(stack, n)
		return true
	})
}

// rounds bounds how often types are guessed from types that were guessed.
const rounds = 3

// check type-checks the package until the guesses hold. What they do not hold
// for has to do without a body.
func (g *guesser) check() error {
	for range rounds {
		if err := g.typeCheck(); err != nil {
			return err
		}
		if len(g.errs) == 0 {
			return nil
		}
		g.inferResults()
		g.inferPointers()
	}
	for range rounds {
		if err := g.typeCheck(); err != nil || len(g.errs) == 0 {
			return err
		}
		if err := g.dropBodies(); err != nil {
			return err
		}
	}
	return g.typeCheck()
}

func (g *guesser) typeCheck() error {
	decls, err := parser.ParseFile(g.pass.Fset, "_cgo_guess.go", g.declarations(), parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("declaring what C declares: %w", err)
	}
	g.all = append(slices.Clone(g.files), decls)
	g.info = &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
	g.errs = nil
	config := types.Config{
		Importer:  importer(imports(g.pass.Pkg)),
		GoVersion: g.pass.Pkg.GoVersion(),
		Sizes:     g.pass.TypesSizes,
		Error: func(err error) {
			if err, ok := err.(types.Error); ok && !err.Soft {
				g.errs = append(g.errs, err)
			}
		},
	}
	g.pkg, _ = config.Check(g.pass.Pkg.Path(), g.pass.Fset, g.all, g.info) // errors are in errs
	return nil
}

// dropBodies takes the bodies from the functions that the errors are in.
func (g *guesser) dropBodies() error {
	left := g.errs
	for i, file := range g.files {
		same := *file
		same.Decls = slices.Clone(file.Decls)
		for j, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			outside := slices.DeleteFunc(slices.Clone(left), func(err types.Error) bool {
				return fn.Body.Pos() <= err.Pos && err.Pos < fn.Body.End()
			})
			if len(outside) < len(left) {
				bare := *fn
				bare.Body = nil
				same.Decls[j], left, g.files[i] = &bare, outside, &same
			}
		}
	}
	if len(left) > 0 {
		return fmt.Errorf("guessing what C declares: %w", left[0])
	}
	return nil
}

// imports returns all packages that pkg depends on.
func imports(pkg *types.Package) map[string]*types.Package {
	all := make(map[string]*types.Package)
	var add func(*types.Package)
	add = func(pkg *types.Package) {
		for _, imported := range pkg.Imports() {
			if all[imported.Path()] == nil {
				all[imported.Path()] = imported
				add(imported)
			}
		}
	}
	add(pkg)
	return all
}

type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := i[path]; pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("package %s is not imported", path)
}
