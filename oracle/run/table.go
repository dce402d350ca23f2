package run

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// Promises are what the README promises of accuracy. A campaign that is too
// small for one of them does not break it.
const (
	MaxFalse       = 0.005
	MinRecall      = 0.98 // weighted by feature
	MinFeature     = 0.90 // in each feature with
	EnoughTruths   = 100
	MaxUnconfirmed = 0.05
)

// Print writes the confusion tables as Markdown, and how long it all took.
func (t *Tally) Print(w io.Writer) {
	fmt.Fprintf(w, "%d programs of %d lines; %d roots, %d of them run to the end, in %d runs; %d reports chased; out of budget %d, doubts %d, not run %d\n\n",
		t.Programs, t.Lines, t.Roots, t.Whole, t.Runs, t.Chased, t.Budget, t.Doubts, t.Left)
	t.Tables(w)
	var sum time.Duration
	for _, d := range t.Spent {
		sum += d
	}
	fmt.Fprintf(w, "\ntime %v:", sum.Round(time.Second))
	for _, k := range slices.Sorted(maps.Keys(t.Spent)) {
		fmt.Fprintf(w, " %s %v", k, t.Spent[k].Round(time.Second/10))
	}
	fmt.Fprintln(w)
}

// Tables writes the tables and the rates.
func (t *Tally) Tables(w io.Writer) {
	t.table(w, "class", t.ByClass)
	fmt.Fprintln(w)
	t.table(w, "feature", t.ByFeature)
	fmt.Fprintf(w, "\nfalse reports %s, unconfirmed %s, recall %s, weighted by feature %s, crashes %d\n",
		percent(t.FalseRate()), percent(t.UnconfirmedRate()), percent(recall(t.Total)), percent(t.Recall()), t.Total[Crash])
	for _, b := range t.Broken() {
		fmt.Fprintln(w, "below what is promised:", b)
	}
}

func (t *Tally) table(w io.Writer, head string, rows map[string]map[Verdict]int) {
	const columns = "violations | found | missed | recall | reports | true | false | later | unconfirmed |"
	fmt.Fprintf(w, "| %s | %s\n|---|---|---|---|---|---|---|---|---|---|\n", head, columns)
	row := func(name string, m map[Verdict]int) {
		rate := "-"
		if truths(m) > 0 {
			rate = fmt.Sprintf("%.1f %%", 100*recall(m))
		}
		if head == "feature" && truths(m) < EnoughTruths {
			rate += " (few)"
		} else if head == "feature" && recall(m) < MinFeature {
			rate += " (low)"
		}
		fmt.Fprintf(w, "| %s | %d | %d | %d | %s | %d | %d | %d | %d | %d |\n", name, truths(m), m[Found], m[Missed], rate,
			m[True]+m[False]+m[After]+m[Unconfirmed], m[True], m[False], m[After], m[Unconfirmed])
	}
	for _, n := range slices.Sorted(maps.Keys(rows)) {
		row(n, rows[n])
	}
	if head == "class" {
		row("all", t.Total)
	}
}

func percent(x float64) string { return fmt.Sprintf("%.2f %%", 100*x) }

func truths(m map[Verdict]int) int { return m[Found] + m[Missed] }

// recall is the share of violations that were found; 1 if there were none.
func recall(m map[Verdict]int) float64 {
	if truths(m) == 0 {
		return 1
	}
	return float64(m[Found]) / float64(truths(m))
}

// Recall is the share of violations that were found, weighted by feature: each
// feature counts alike.
func (t *Tally) Recall() float64 {
	sum, n := 0.0, 0
	for _, name := range slices.Sorted(maps.Keys(t.ByFeature)) {
		if m := t.ByFeature[name]; truths(m) > 0 {
			sum += recall(m)
			n++
		}
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}

// Weak lists the features with enough violations of which too few were found.
func (t *Tally) Weak() (list []string) {
	for _, name := range slices.Sorted(maps.Keys(t.ByFeature)) {
		if m := t.ByFeature[name]; truths(m) >= EnoughTruths && recall(m) < MinFeature {
			list = append(list, name)
		}
	}
	return list
}

func (t *Tally) reports() int {
	return t.Total[True] + t.Total[False] + t.Total[After] + t.Total[Unconfirmed]
}

// FalseRate is the share of reports that are false.
func (t *Tally) FalseRate() float64 {
	return float64(t.Total[False]) / float64(max(1, t.reports()))
}

// UnconfirmedRate is the share of reports that did not come true in a root with
// too many answers to try them all.
func (t *Tally) UnconfirmedRate() float64 {
	return float64(t.Total[Unconfirmed]) / float64(max(1, t.reports()))
}

// Broken lists the promises that the tally does not keep.
func (t *Tally) Broken() (list []string) {
	if t.FalseRate() > MaxFalse {
		list = append(list, fmt.Sprintf("false reports %s, more than %s", percent(t.FalseRate()), percent(MaxFalse)))
	}
	if t.UnconfirmedRate() > MaxUnconfirmed {
		list = append(list, fmt.Sprintf("unconfirmed %s, more than %s", percent(t.UnconfirmedRate()), percent(MaxUnconfirmed)))
	}
	if t.Recall() < MinRecall {
		list = append(list, fmt.Sprintf("recall by feature %s, less than %s", percent(t.Recall()), percent(MinRecall)))
	}
	for _, f := range t.Weak() {
		list = append(list, fmt.Sprintf("recall of %s %s, less than %s", f, percent(recall(t.ByFeature[f])), percent(MinFeature)))
	}
	if n := t.Total[Crash]; n > 0 {
		list = append(list, fmt.Sprintf("%d crashes", n))
	}
	return list
}
