// Package sarif writes a report as SARIF 2.1.0, for GitHub's code scanning and
// other viewers.
package sarif

import (
	"fmt"
	"io"
	"strings"

	"github.com/refvet/refvet/internal/format"
)

// root is the name of the repository's directory, to which paths are relative.
const root = "SRCROOT"

// Write writes the report.
func Write(w io.Writer, r *format.Report) error {
	p := &printer{report: r, hashes: make(map[string]map[int]string)}
	return format.EncodeJSON(w, log{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []run{p.run()},
	})
}

type printer struct {
	report *format.Report
	hashes map[string]map[int]string // lineHashes by path
}

func (p *printer) run() run {
	r := p.report
	out := run{
		Tool:               tool{driver{r.Tool.Name, r.Tool.Version, r.Tool.URL, []rule{}}},
		Invocations:        []invocation{{ExecutionSuccessful: !r.Partial}},
		OriginalURIBaseIDs: map[string]artifactLocation{root: {URI: directoryURI(r.Root)}},
		ColumnKind:         "utf16CodeUnits",
		Results:            []result{},
	}
	index := make(map[string]int)
	for i, c := range r.Checks {
		index[c.Name] = i
		out.Tool.Driver.Rules = append(out.Tool.Driver.Rules, newRule(c))
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		res := p.result(f)
		res.RuleIndex = index[f.Check]
		out.Results = append(out.Results, res)
		for _, l := range append([]format.Location{f.Location}, locations(f.Steps)...) {
			if name, dir := p.base(l); name != root && dir != "" {
				out.OriginalURIBaseIDs[name] = artifactLocation{URI: directoryURI(dir)}
			}
		}
	}
	return out
}

func locations(steps []format.Step) (list []format.Location) {
	for _, s := range steps {
		list = append(list, s.Location)
	}
	return list
}

func (p *printer) result(f *format.Finding) result {
	out := result{
		RuleID:    f.Check,
		Level:     "error",
		Message:   message{Text: text(f)},
		Locations: []location{p.location(f.Location)},
		PartialFingerprints: map[string]string{
			"refvet/v1": f.ID,
		},
	}
	if f.Possible {
		out.Level = "warning"
	}
	if f.Function != "" {
		out.Locations[0].LogicalLocations = []logicalLocation{{
			Name: f.Function, FullyQualifiedName: f.Package + "." + f.Function, Kind: "function",
		}}
	}
	if hash := p.lineHash(f.Location); hash != "" {
		out.PartialFingerprints["primaryLocationLineHash"] = hash
	}
	if f.Suppression != nil {
		out.Suppressions = []suppression{{f.Suppression.Kind, f.Suppression.Reason}}
	}
	if len(f.Steps) == 0 {
		return out
	}
	var flow threadFlow
	for i := range f.Steps {
		s := &f.Steps[i]
		related := p.location(s.Location)
		related.ID = i + 1
		related.Message = &message{Text: s.Message + s.Owed()}
		out.RelatedLocations = append(out.RelatedLocations, related)
		flow.Locations = append(flow.Locations, p.step(s, i+1))
	}
	out.CodeFlows = []codeFlow{{[]threadFlow{flow}}}
	return out
}

// text returns the message of f, with a link to each of its steps. GitHub shows
// the first sentence where space is short.
func text(f *format.Finding) string {
	var b strings.Builder
	b.WriteString(escape(f.Message))
	for i := range f.Steps {
		if i == 0 {
			b.WriteString(".")
		}
		s := &f.Steps[i]
		fmt.Fprintf(&b, "\n%d. [%s](%d)", i+1, escape(s.Message+s.Owed()), i+1)
	}
	return b.String()
}

// escape keeps brackets from being read as links.
var escape = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`).Replace

func (p *printer) step(s *format.Step, order int) threadFlowLocation {
	at := p.location(s.Location)
	at.Message = &message{Text: s.Message + s.Owed()}
	out := threadFlowLocation{Location: at, ExecutionOrder: order, Importance: "essential"}
	if s.Inner {
		out.NestingLevel, out.Importance = 1, "important"
	}
	if s.Count != nil {
		out.State = map[string]message{"references owed": {Text: fmt.Sprint(*s.Count)}}
	}
	if kind := kinds[s.Kind]; kind != "" {
		out.Kinds = []string{kind}
	}
	return out
}

// kinds has the specification's word for some kinds of steps.
var kinds = map[string]string{
	"acquired": "acquire",
	"borrowed": "acquire",
	"retained": "acquire",
	"released": "release",
	"ended":    "release",
	"may-end":  "release",
	"branch":   "branch",
	"used":     "usage",
	"inside":   "call",
}
