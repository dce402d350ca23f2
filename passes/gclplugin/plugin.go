// Package gclplugin makes refvet a linter of golangci-lint v2, as a plugin of the
// module system. A golangci-lint with refvet in it is built by "golangci-lint
// custom", from a .custom-gcl.yml that names this package; see docs/golangci.
//
// What enters is the settings of .golangci.yml, what leaves is the checks as
// analyzers, with their flags set. Do not import golangci-lint itself here: who
// runs refvet in another way should not have to download it.
package gclplugin

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer"
)

// Name is the name of the linter, in .golangci.yml and in //nolint comments.
const Name = "refvet"

func init() { register.Plugin(Name, New) }

// New returns refvet with the given settings, as golangci-lint decoded them.
func New(conf any) (register.LinterPlugin, error) {
	s, err := decode(conf)
	if err != nil {
		return nil, err
	}
	return &plugin{s}, nil
}

type plugin struct{ settings Settings }

// GetLoadMode implements [register.LinterPlugin].
func (*plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// BuildAnalyzers implements [register.LinterPlugin].
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	checks, err := p.settings.checks()
	if err != nil {
		return nil, err
	}
	hash, err := p.settings.apply(checks[0])
	if err != nil {
		return nil, err
	}
	var out []*analysis.Analyzer
	for _, check := range checks {
		out = append(out, adapt(check, p.settings.Steps))
	}
	if hash != "" {
		// golangci-lint caches facts by the name of their analyzer, and
		// findings by the names of all analyzers that it was given; what stub
		// files say has to get into both.
		analyzer.Analyzer.Name = Name + "_" + hash
		out = append(out, &analysis.Analyzer{
			Name: "stubs_" + hash,
			Doc:  "report nothing: keep the results of different stub files apart",
			Run:  func(*analysis.Pass) (any, error) { return nil, nil },
		})
	}
	return out, nil
}

// adapt returns a copy of check that leaves out the steps of findings, unless
// they are asked for: golangci-lint makes a finding of its own of each step.
func adapt(check *analysis.Analyzer, steps bool) *analysis.Analyzer {
	adapted := *check
	adapted.Run = func(pass *analysis.Pass) (any, error) {
		own := *pass
		own.Report = func(d analysis.Diagnostic) {
			if !steps {
				d.Related = nil
			}
			pass.Report(d)
		}
		return check.Run(&own)
	}
	return &adapted
}
