package analyzer

import (
	"go/types"
	"slices"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/internal/lower"
	"github.com/refvet/refvet/analyzer/internal/solve"
)

// ExplainFlag is the engine's flag that asks for [Result.Explained]. No check has
// it: it changes nothing of what they find, and costs much.
const ExplainFlag = "explain"

var explaining bool

func init() {
	Analyzer.Flags.BoolVar(&explaining, ExplainFlag, false, "note what is known at each line")
}

// explainNothing describes a package that was not looked at.
func (p *packageRun) explainNothing() *explain.Package {
	if !explaining {
		return nil
	}
	return &explain.Package{Path: p.pass.Pkg.Path()}
}

// explain describes the package after it was solved.
func (p *packageRun) explain(pkg *lower.Package, s *solve.Solver) *explain.Package {
	if !explaining {
		return nil
	}
	out := &explain.Package{Path: p.pass.Pkg.Path(), Analysed: true, Lines: s.Explained()}
	for _, fn := range pkg.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || fn.Syntax() == nil || fn.Blocks == nil {
			continue
		}
		first, last := pkg.Source(fn.Syntax().Pos()), pkg.Source(fn.Syntax().End())
		name := fn.RelString(pkg.Types)
		f := explain.Function{Name: name, File: first.Filename, First: first.Line, Last: last.Line,
			Budget: slices.Contains(s.Out, name)}
		var c *contract.Contract
		if c, f.Source = p.declared.funcs[obj], explain.Directive; c == nil {
			c, f.Source = p.contracts[obj], explain.Inferred
		}
		if c != nil {
			f.Contract = catalog.Short(c)
		}
		out.Functions = append(out.Functions, f)
	}
	return out
}
