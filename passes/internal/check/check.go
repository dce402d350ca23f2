// Package check makes the user-visible checks, which differ in nothing but
// their class and their page: each is one class of the engine's findings.
package check

import (
	"flag"
	"fmt"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/passes/internal/ignore"
	"github.com/refvet/refvet/passes/internal/report"
	"golang.org/x/tools/go/analysis"
)

// New returns the check that reports the findings of class. The source of the
// check's doc.go is page: its package comment is the check's documentation.
func New(class finding.Class, page string) *analysis.Analyzer {
	doc, err := extractDoc(page, string(class))
	if err != nil {
		panic(fmt.Sprintf("passes/%s/doc.go: %v", class, err))
	}
	a := &analysis.Analyzer{
		Name:     string(class),
		Doc:      doc,
		URL:      "https://pkg.go.dev/github.com/refvet/refvet/passes/" + string(class),
		Requires: []*analysis.Analyzer{analyzer.Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			run(pass, class)
			return nil, nil
		},
	}
	// Drivers know the flags of the checks only, not those of what the checks
	// require, so each check carries the engine's flags; they share the values.
	analyzer.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
		if f.Name == analyzer.ExplainFlag {
			return
		}
		a.Flags.Var(f.Value, f.Name, f.Usage)
	})
	a.Flags.BoolVar(&possible, "possible", true, "report what is only possible, too")
	a.Flags.BoolVar(&suppressed, "suppressed", false, "report what //refvet:ignore suppresses, too, in the category \"ignored\" (for refvet itself)")
	a.Flags.StringVar(&fixes, "fixes", "suggested", "suggested, none, or candidates (for refvet -fix)")
	return a
}

// These are settings of all checks, like those of the engine.
var (
	possible   bool
	suppressed bool // for refvet's own driver, which tells by the category
)

// run reports the findings of class, and, as findings of the class contract,
// what is wrong with //refvet:ignore lines. Whether such a line is of use does
// not depend on the checks and settings of the day.
func run(pass *analysis.Pass, class finding.Class) {
	result := pass.ResultOf[analyzer.Analyzer].(*analyzer.Result)
	if class != finding.Contract && len(result.Findings) == 0 {
		return // the rule; it must cost nothing
	}
	ignored := ignore.Read(pass.Fset, pass.Files)
	fixer := newFixer(pass, result)
	for _, f := range result.Findings {
		if f.Class != class || f.Possible && !possible {
			continue
		}
		if reason, is := ignored.Reason(f); !is {
			report.Report(pass, f, fixer.extra(f))
		} else if suppressed {
			report.Ignored(pass, f, reason)
		}
	}
	if class == finding.Contract {
		for _, f := range ignored.Problems(result.Findings, result.Budget == 0) {
			report.Report(pass, f, report.Extra{})
		}
	}
}
