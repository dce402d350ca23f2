package run

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/refvet/refvet/oracle/model/drive"
)

// chase looks once more for what refvet reports in roots that were not run to
// the end: it runs them along the steps of each report. It returns the results
// with the truths that came to light.
func (b *Batch) chase(ctx context.Context, tally *Tally, results []drive.Result, sight *Sight) ([]drive.Result, error) {
	reports := map[string]Report{}
	for _, r := range sight.Reports {
		reports[r.Class+" "+r.At] = r
	}
	ix := b.index()
	var list []drive.Chase
	for _, c := range b.Compare(results, sight) {
		f := ix.function(c.At)
		if c.Verdict != Unconfirmed || f == nil {
			continue
		}
		r := reports[c.Class+" "+c.At]
		list = append(list, drive.Chase{Program: "_" + f.program, Root: f.root, Class: r.Class, At: r.At, Lines: r.Path})
	}
	if list == nil {
		return results, nil
	}
	defer tally.clock("chasing")()
	tally.Chased += len(list)
	text, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(b.Dir, "chase.json")
	if err := os.WriteFile(file, text, 0o666); err != nil {
		return nil, err
	}
	more, err := execute[drive.Result](ctx, filepath.Join(b.Dir, "batch.exe"), drive.ChaseFile+"="+file)
	if err != nil && len(more) == 0 {
		return results, nil // what was not confirmed stays so
	}
	for _, m := range more {
		i := slices.IndexFunc(results, func(r drive.Result) bool { return r.Program == m.Program && r.Root == m.Root })
		if i >= 0 {
			results[i] = merge(results[i], m)
		}
	}
	return results, nil
}

// merge adds the truths of b to those of a, of the same root.
func merge(a, b drive.Result) drive.Result {
	a.Runs += b.Runs
	a.Truths = slices.Clone(a.Truths)
	for _, t := range b.Truths {
		i := slices.IndexFunc(a.Truths, func(o drive.Truth) bool { return o.Class == t.Class && o.Kind == t.Kind && o.Site == t.Site })
		if i < 0 {
			a.Truths = append(a.Truths, t)
			continue
		}
		o := &a.Truths[i]
		o.Runs, o.Later = o.Runs+t.Runs, o.Later && t.Later
		o.Lines = slices.Clone(o.Lines)
		for _, l := range t.Lines {
			if !slices.Contains(o.Lines, l) {
				o.Lines = append(o.Lines, l)
			}
		}
	}
	return a
}
