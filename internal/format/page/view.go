package page

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/refvet/refvet/internal/format"
)

// A view is what the page's template shows.
type view struct {
	Report     *format.Report
	Title      string
	Checks     []facet
	Packages   []facet
	Findings   []findingView
	Possible   int
	Suppressed int
	Style      template.CSS
	Script     template.HTML
	ScriptHash string
}

// A facet is a group of findings that can be picked.
type facet struct {
	Name, Summary, URL string
	Count, Percent     int
}

type findingView struct {
	*format.Finding
	Headline, Consequence string // the message
	Where                 string
	Search                string
	Steps                 []*stepView
	Files                 []fileView
}

type stepView struct {
	*format.Step
	Number   int
	Where    string
	Last     bool     // what the path leads to
	State    string   // of the reference, after the step: "1 owed", "lent", "gone"
	Tone     string   // how the state looks: "owed", "none", "lent", "gone", "over"
	Contract [][]span // lines
}

func newView(r *format.Report) *view {
	v := &view{
		Report: r, Style: template.CSS(style), Script: scriptElement, ScriptHash: scriptHash,
		Title: "refvet: " + plural(r.Counted(), "finding"),
	}
	e := &excerpts{sources: r.Sources, spans: make(map[string][][]span)}
	checks, packages := make(map[string]int), make(map[string]int)
	for i := range r.Findings {
		f := &r.Findings[i]
		v.Findings = append(v.Findings, newFinding(r, e, f))
		if f.Suppression != nil {
			v.Suppressed++
			continue
		}
		if f.Possible {
			v.Possible++
		}
		checks[f.Check]++
		packages[f.Package]++
	}
	for _, c := range r.Checks {
		v.Checks = append(v.Checks, facet{Name: c.Name, Summary: c.Summary, URL: c.URL, Count: checks[c.Name]})
		delete(checks, c.Name)
	}
	for name, n := range checks { // of a check that is not listed
		v.Checks = append(v.Checks, facet{Name: name, Count: n})
	}
	for name, n := range packages {
		v.Packages = append(v.Packages, facet{Name: name, Count: n})
	}
	rank(v.Checks)
	rank(v.Packages)
	return v
}

// rank puts the largest group first.
func rank(list []facet) {
	slices.SortStableFunc(list, func(a, b facet) int {
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Name, b.Name))
	})
	for i := range list {
		list[i].Percent = 100 * list[i].Count / max(1, list[0].Count)
	}
}

func newFinding(r *format.Report, e *excerpts, f *format.Finding) findingView {
	v := findingView{Finding: f, Headline: f.Message, Where: where(f.Location)}
	if i := strings.LastIndex(f.Message, " ("); i >= 0 && strings.HasSuffix(f.Message, ")") {
		v.Headline, v.Consequence = f.Message[:i], f.Message[i+2:len(f.Message)-1]
	}
	state, tone := "", ""
	for i := range f.Steps {
		s := &stepView{Step: &f.Steps[i], Number: i + 1, Where: brief(f.Steps[i].Location)}
		state, tone = after(s.Step, state, tone)
		s.State, s.Tone = state, tone
		if text := r.Contracts[s.Callee]; text != "" {
			s.Contract = highlight(text)
		}
		v.Steps = append(v.Steps, s)
	}
	if n := len(v.Steps); n > 0 {
		for i := n - 1; i >= 0; i-- {
			v.Steps[i].Last = true
			if !v.Steps[i].Inner {
				break // inner ones belong to the step before them
			}
		}
		if last := v.Steps[n-1]; last.State != "" {
			last.Tone = "gone" // whatever it is, it is wrong
		}
	}
	v.Files = e.files(f, v.Steps)
	v.Search = strings.ToLower(strings.Join([]string{f.Check, f.Message, f.Package, f.Function, v.Where, f.ID}, " "))
	return v
}

// after returns the state of the reference after a step.
func after(s *format.Step, state, tone string) (string, string) {
	switch {
	case s.Count != nil && *s.Count > 0:
		return fmt.Sprintf("%d owed", *s.Count), "owed"
	case s.Count != nil:
		return "0 owed", "none"
	case s.Kind == "borrowed":
		return "lent", "lent"
	case s.Kind == "ended":
		return "gone", "gone"
	case s.Kind == "may-end":
		return "perhaps gone", "gone"
	}
	return state, tone
}

func where(l format.Location) string { return fmt.Sprintf("%s:%d", l.File, l.Line) }

// brief is where with no more of the path than tells files apart to a person;
// the whole is above the source.
func brief(l format.Location) string {
	parts := strings.Split(l.File, "/")
	return fmt.Sprintf("%s:%d", strings.Join(parts[max(0, len(parts)-2):], "/"), l.Line)
}

func plural(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Count says how many findings there are.
func (v *view) Count() string { return plural(v.Report.Counted(), "finding") }

// PackageCount says in how many packages they are.
func (v *view) PackageCount() string { return plural(len(v.Packages), "package") }
