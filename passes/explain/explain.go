// Package explain defines an analyzer that reports all that the engine knows of a
// package, line by line, as one JSON text. "refvet explain" picks the line that it
// was asked about. That the text has all lines, and not just that one, lets the go
// command cache it. It is no check, and therefore not in passes.All.
package explain

import (
	"encoding/json"
	"errors"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/passes/internal/ignore"
	"github.com/refvet/refvet/passes/internal/report"
)

// Analyzer reports an [explain.Package], as JSON, for each package. The engine's
// flag analyzer.ExplainFlag must be set.
var Analyzer = &analysis.Analyzer{
	Name:     "explain",
	Doc:      "print what is known at each line, as JSON, in place of findings",
	Requires: []*analysis.Analyzer{analyzer.Analyzer},
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	result := pass.ResultOf[analyzer.Analyzer].(*analyzer.Result)
	if result.Explained == nil {
		return nil, errors.New("the engine's flag -" + analyzer.ExplainFlag + " is not set")
	}
	if len(pass.Files) == 0 {
		return nil, nil
	}
	out := *result.Explained
	ignored := ignore.Read(pass.Fset, pass.Files)
	for _, f := range append(result.Findings, ignored.Problems(result.Findings, result.Budget == 0)...) {
		out.Findings = append(out.Findings, describe(pass.Fset, ignored, f))
	}
	data, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	report.Explanation(pass, pass.Files[0].Package, string(data))
	return nil, nil
}

func describe(fset *token.FileSet, ignored *ignore.List, f finding.Finding) explain.Finding {
	out := explain.Finding{Class: f.Class, At: fset.Position(f.Pos).String(), Message: report.Message(f), Possible: f.Possible}
	for _, s := range f.Steps {
		if s.Pos.IsValid() {
			out.Steps = append(out.Steps, fset.Position(s.Pos).String())
		}
	}
	out.Ignored, out.Suppressed = ignored.Reason(f)
	return out
}
