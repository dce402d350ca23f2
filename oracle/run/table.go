package run

import (
	"fmt"
	"io"
	"sort"
)

// A Tally counts verdicts, by class and by feature.
type Tally struct {
	Programs, Lines, Roots, Whole, Runs int
	Budget, Doubts                      int
	Left                                int // programs that could not be run
	Total                               map[Verdict]int
	ByClass, ByFeature                  map[string]map[Verdict]int
}

// NewTally returns an empty tally.
func NewTally() *Tally {
	return &Tally{Total: map[Verdict]int{}, ByClass: map[string]map[Verdict]int{}, ByFeature: map[string]map[Verdict]int{}}
}

// Add counts the cases of a batch.
func (t *Tally) Add(cases []Case) {
	count := func(m map[string]map[Verdict]int, key string, v Verdict) {
		if m[key] == nil {
			m[key] = map[Verdict]int{}
		}
		m[key][v]++
	}
	for _, c := range cases {
		t.Total[c.Verdict]++
		count(t.ByClass, c.Class, c.Verdict)
		for _, f := range c.Features {
			count(t.ByFeature, f, c.Verdict)
		}
	}
}

// Print writes the confusion tables as Markdown.
func (t *Tally) Print(w io.Writer) {
	fmt.Fprintf(w, "%d programs of %d lines; %d roots, %d of them run to the end, in %d runs; out of budget %d, doubts %d, not run %d\n\n",
		t.Programs, t.Lines, t.Roots, t.Whole, t.Runs, t.Budget, t.Doubts, t.Left)
	t.table(w, "class", t.ByClass)
	fmt.Fprintln(w)
	t.table(w, "feature", t.ByFeature)
}

func (t *Tally) table(w io.Writer, head string, rows map[string]map[Verdict]int) {
	var names []string
	for n := range rows {
		names = append(names, n)
	}
	sort.Strings(names)
	fmt.Fprintf(w, "| %s | violations | found | missed | recall | reports | true | false | later | unconfirmed |\n|---|---|---|---|---|---|---|---|---|---|\n", head)
	row := func(name string, m map[Verdict]int) {
		truths := m[Found] + m[Missed]
		recall := "-"
		if truths > 0 {
			recall = fmt.Sprintf("%.1f %%", 100*float64(m[Found])/float64(truths))
		}
		fmt.Fprintf(w, "| %s | %d | %d | %d | %s | %d | %d | %d | %d | %d |\n", name, truths, m[Found], m[Missed], recall,
			m[True]+m[False]+m[After]+m[Unconfirmed], m[True], m[False], m[After], m[Unconfirmed])
	}
	for _, n := range names {
		row(n, rows[n])
	}
	if head == "class" {
		row("all", t.Total)
	}
}

// Recall is the share of violations that were found, weighted by feature: each
// feature counts alike.
func (t *Tally) Recall() float64 {
	sum, n := 0.0, 0
	for _, m := range t.ByFeature {
		if truths := m[Found] + m[Missed]; truths > 0 {
			sum += float64(m[Found]) / float64(truths)
			n++
		}
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}

// FalseRate is the share of reports that are false.
func (t *Tally) FalseRate() float64 {
	reports := t.Total[True] + t.Total[False] + t.Total[After] + t.Total[Unconfirmed]
	if reports == 0 {
		return 0
	}
	return float64(t.Total[False]) / float64(reports)
}
