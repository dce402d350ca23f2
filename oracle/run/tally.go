package run

import "time"

// A Tally counts verdicts, by class and by feature.
type Tally struct {
	Programs, Lines, Roots, Whole, Runs int
	Budget, Doubts                      int
	Chased                              int                      // reports in roots that have too many answers: run along their steps
	Left                                int                      // programs that could not be run
	Spent                               map[string]time.Duration // by phase: generate, build, run, refvet
	Total                               map[Verdict]int
	ByClass, ByFeature                  map[string]map[Verdict]int
}

// NewTally returns an empty tally.
func NewTally() *Tally {
	return &Tally{Spent: map[string]time.Duration{}, Total: map[Verdict]int{}, ByClass: map[string]map[Verdict]int{}, ByFeature: map[string]map[Verdict]int{}}
}

// clock measures a phase until the function that it returns is called.
func (t *Tally) clock(phase string) (stop func()) {
	start := time.Now()
	return func() { t.Spent[phase] += time.Since(start) }
}

// Merge adds what o counted.
func (t *Tally) Merge(o *Tally) {
	t.Programs, t.Lines, t.Roots, t.Whole, t.Runs = t.Programs+o.Programs, t.Lines+o.Lines, t.Roots+o.Roots, t.Whole+o.Whole, t.Runs+o.Runs
	t.Budget, t.Doubts, t.Left, t.Chased = t.Budget+o.Budget, t.Doubts+o.Doubts, t.Left+o.Left, t.Chased+o.Chased
	for k, d := range o.Spent {
		t.Spent[k] += d
	}
	for v, n := range o.Total {
		t.Total[v] += n
	}
	for _, m := range []struct{ to, from map[string]map[Verdict]int }{{t.ByClass, o.ByClass}, {t.ByFeature, o.ByFeature}} {
		for key, row := range m.from {
			if m.to[key] == nil {
				m.to[key] = map[Verdict]int{}
			}
			for v, n := range row {
				m.to[key][v] += n
			}
		}
	}
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
