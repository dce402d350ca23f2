package run

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

var places = regexp.MustCompile(`\b[pw]/p\d+\.go:\d+`)

// describe writes a disagreement for a person: what was said of which seed's
// program, and the functions that it is about, with the lines it mentions.
func (b *Batch) describe(w io.Writer, x Case, seed uint64) {
	fmt.Fprintf(w, "\n--- seed %d: %s %s: %s\n", seed, x.Verdict, x.Class, x.Text)
	if x.Program < 0 || b.Programs[x.Program] == nil {
		return
	}
	ix := b.index()
	seen := map[*fnLines]bool{}
	for _, at := range places.FindAllString(x.Text, -1) {
		f := ix.function(at)
		if f == nil || seen[f] {
			continue
		}
		seen[f] = true
		file, _, _ := strings.Cut(at, ":")
		src := b.Programs[x.Program].Main
		if strings.HasPrefix(at, "w/") {
			src = b.Programs[x.Program].Wrap
		}
		lines := strings.Split(src, "\n")
		fmt.Fprintf(w, "%s\n", file)
		for i := f.from; i <= f.to && i <= len(lines); i++ {
			fmt.Fprintf(w, "%5d  %s\n", i, lines[i-1])
		}
	}
}

// disputed reports whether the two do not agree on x.
func disputed(x Case) bool {
	return slices.Contains([]Verdict{False, Missed, Crash, Unconfirmed}, x.Verdict)
}

// disagreements shrinks and prints what the two do not agree on.
func (c *Campaign) disagreements(b *Batch, cases []Case, seeds []uint64) error {
	var todo []*task
	for _, x := range cases {
		if slices.Contains(x.Features, "through cgo") && disputed(x) {
			fmt.Fprintf(c.Out, "seed %d: %s: %s\n", seeds[max(0, x.Program)], x.Verdict, x.Text)
			continue
		}
		if x.Verdict != False && x.Verdict != Missed && x.Verdict != Crash || x.Program < 0 || slices.Contains(x.Features, c.Without) {
			continue
		}
		key := string(x.Verdict) + x.Class
		if c.shown[key] >= c.Shrink {
			continue
		}
		c.shown[key]++
		todo = append(todo, &task{verdict: x.Verdict, class: x.Class, best: b.Programs[x.Program], seed: seeds[x.Program], text: x.Text})
	}
	if len(todo) == 0 {
		return nil
	}
	if err := shrinkAll(todo); err != nil {
		return err
	}
	for _, t := range todo {
		fmt.Fprintf(c.Out, "\n--- seed %d: %s %s: %s\n%s", t.seed, t.verdict, t.class, t.text, t.best.Main)
		if t.best.Wrap != "" {
			fmt.Fprintf(c.Out, "%s", t.best.Wrap)
		}
	}
	return nil
}
