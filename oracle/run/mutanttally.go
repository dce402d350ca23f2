package run

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// A MutantTally counts mutants by mutation.
type MutantTally struct {
	Good  int
	Tally *Tally // of all truths and reports
	Rows  map[string]*MutantRow
}

// A MutantRow counts the mutants of one mutation.
type MutantRow struct {
	Mutants    int
	NotRun     int
	Equivalent int // they run like the original: no violation
	Wrong      int // the rest
	Found      int // wrong, and reported
	Alarms     int // mutants with a false report
}

// add counts the programs of b, with the mutations names.
func (t *MutantTally) add(names []string, b *Batch, cases []Case) {
	wrong, found, alarm := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, x := range cases {
		switch x.Verdict {
		case Found:
			wrong[x.Program], found[x.Program] = true, true
		case Missed:
			wrong[x.Program] = true
		case False:
			alarm[x.Program] = true
		}
	}
	for i, name := range names {
		if name == "" {
			name = "(none)"
		}
		r := t.Rows[name]
		if r == nil {
			r = &MutantRow{}
			t.Rows[name] = r
		}
		r.Mutants++
		switch {
		case b.Programs[i] == nil:
			r.NotRun++
		case !wrong[i]:
			r.Equivalent++
		default:
			r.Wrong++
		}
		if found[i] {
			r.Found++
		}
		if alarm[i] {
			r.Alarms++
		}
	}
}

// Print writes the table.
func (t *MutantTally) Print(w io.Writer) {
	fmt.Fprint(w, "| mutation | mutants | not run | like the original | wrong | found | | with a false report |\n|---|---|---|---|---|---|---|---|\n")
	var sum MutantRow
	row := func(name string, r *MutantRow) {
		rate := "-"
		if r.Wrong > 0 {
			rate = fmt.Sprintf("%.1f %%", 100*float64(r.Found)/float64(r.Wrong))
		}
		fmt.Fprintf(w, "| %s | %d | %d | %d | %d | %d | %s | %d |\n", name, r.Mutants, r.NotRun, r.Equivalent, r.Wrong, r.Found, rate, r.Alarms)
	}
	for _, name := range slices.Sorted(maps.Keys(t.Rows)) {
		r := t.Rows[name]
		row(name, r)
		if name != "(none)" {
			sum = MutantRow{sum.Mutants + r.Mutants, sum.NotRun + r.NotRun, sum.Equivalent + r.Equivalent, sum.Wrong + r.Wrong, sum.Found + r.Found, sum.Alarms + r.Alarms}
		}
	}
	row("all", &sum)
}
