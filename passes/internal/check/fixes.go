package check

import (
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/passes/internal/fix"
	"github.com/refvet/refvet/passes/internal/report"
)

// fixes is a setting of all checks: "suggested" proves fixes for files without
// cgo and suggests them; "candidates" hands on all that may be tried, for a
// driver that can prove those for cgo, too; "none" makes none.
var fixes string

// tries bounds what a check spends on fixes of one package.
const tries = 24

// A fixer makes the fixes for the findings of one check.
type fixer struct {
	pass    *analysis.Pass
	result  *analyzer.Result
	known   *fix.Known
	prover  *fix.Prover
	sources map[string]*fix.Source
}

func newFixer(pass *analysis.Pass, result *analyzer.Result) *fixer {
	return &fixer{pass: pass, result: result, sources: map[string]*fix.Source{}}
}

// extra returns what is to be reported with f.
func (x *fixer) extra(f finding.Finding) (extra report.Extra) {
	if fixes == "none" || x.result.Catalog == nil {
		return extra
	}
	name := x.pass.Fset.Position(f.Pos).Filename
	if fixes == "suggested" && fix.Original(x.pass.Fset, x.pass.Files, name) == nil {
		return extra
	}
	src := x.source(name)
	candidates := x.knowledge().Candidates(src, f)
	if len(candidates) == 0 {
		return extra
	}
	if fixes == "candidates" {
		extra.Note = fix.Encode(src, candidates)
		return extra
	}
	if x.prover == nil {
		x.prover = fix.NewProver(x.pass, x.result, tries)
	}
	if proved := x.prover.Prove(src, f, candidates); proved != nil {
		extra.Fixes = []analysis.SuggestedFix{x.suggest(proved)}
	}
	return extra
}

func (x *fixer) suggest(c *fix.Candidate) analysis.SuggestedFix {
	tok := x.pass.Fset.File(fix.Original(x.pass.Fset, x.pass.Files, c.File).FileStart)
	s := analysis.SuggestedFix{Message: c.Message}
	for _, e := range c.Edits {
		s.TextEdits = append(s.TextEdits, analysis.TextEdit{Pos: tok.Pos(e.Start), End: tok.Pos(e.End), NewText: []byte(e.New)})
	}
	return s
}

// source reads a file as it was written; nil if it must not be edited.
func (x *fixer) source(name string) *fix.Source {
	src, seen := x.sources[name]
	if !seen {
		if content, err := x.read(name); err == nil {
			src = fix.Parse(name, content)
		}
		x.sources[name] = src
	}
	return src
}

// read reads a file, which need not be among those that the driver lists: cgo's
// input is not.
func (x *fixer) read(name string) ([]byte, error) {
	if x.pass.ReadFile != nil {
		if content, err := x.pass.ReadFile(name); err == nil {
			return content, nil
		}
	}
	return os.ReadFile(name)
}

func (x *fixer) knowledge() *fix.Known {
	if x.known == nil {
		x.known = &fix.Known{
			Fset: x.pass.Fset, Files: x.pass.Files, Info: x.pass.TypesInfo, Pkg: x.pass.Pkg,
			Catalog: x.result.Catalog, Contracts: x.result.Contract,
		}
	}
	return x.known
}
