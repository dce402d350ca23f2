package main

import (
	"maps"
	"slices"

	"github.com/refvet/refvet/internal/enclosing"
	"github.com/refvet/refvet/internal/govet"
	"github.com/refvet/refvet/internal/repair"
)

// A sign is what tells a finding from others, when lines have moved.
type sign struct{ check, file, function, message string }

// signs counts the findings by their signs. The content of a file is that of
// another one, as content says.
func signs(findings []govet.Finding, content func(name string) string) map[sign]int {
	all := map[sign]int{}
	var finder enclosing.Finder
	for _, f := range findings {
		all[signOf(f, &finder, content)]++
	}
	return all
}

func signOf(f govet.Finding, finder *enclosing.Finder, content func(string) string) sign {
	fn, _ := finder.At(content(f.Pos.File), f.Pos.Line)
	return sign{f.Check, f.Pos.File, fn.Name, f.Message}
}

// judge compares the findings with those before. A package that does not compile
// makes the result partial.
func (t *trial) judge(result *govet.Result, picks []repair.Pick, messages string) repair.Verdict {
	if result.Partial {
		return t.blame(picks, t.errorsIn(messages))
	}
	t.restore(result.Findings)
	after := signs(result.Findings, t.copyOf)
	var worse []place
	for s, n := range after {
		if n > t.before[s] {
			worse = append(worse, place{s.file, s.function})
		}
	}
	if len(worse) > 0 {
		return t.blame(picks, worse)
	}
	v := repair.Verdict{OK: true}
	wanted := t.without(picks)
	for _, pick := range picks {
		if s := t.jobs[pick.Job].sign; after[s] > wanted[s] {
			v.OK, v.Failed = false, append(v.Failed, pick.Job)
		}
	}
	if v.OK {
		t.last, t.now, t.accepted = result, after, picks
	}
	return v
}

func (t *trial) copyOf(name string) string {
	if f := t.files[name]; f != nil {
		return f.copy
	}
	return name
}

// without counts the findings that are left if the picks do what they should.
func (t *trial) without(picks []repair.Pick) map[sign]int {
	left := maps.Clone(t.before)
	for _, pick := range picks {
		left[t.jobs[pick.Job].sign]--
	}
	return left
}

// moot reports whether what was accepted so far has cleared the job's finding.
func (t *trial) moot(job int) bool {
	s := t.jobs[job].sign
	return t.now[s] < t.without(t.accepted)[s]
}

// restore gives positions in copies the names of the files that they are of.
func (t *trial) restore(findings []govet.Finding) {
	names := map[string]string{}
	for name, f := range t.files {
		names[f.copy] = name
	}
	restore := func(p *govet.Position) {
		if name, ok := names[p.File]; ok {
			p.File = name
		}
	}
	for i := range findings {
		restore(&findings[i].Pos)
		for k := range findings[i].Steps {
			restore(&findings[i].Steps[k].Pos)
		}
	}
}

// changed returns the files that the accepted fixes change, in order.
func (t *trial) changed() (names []string) {
	for _, pick := range t.accepted {
		names = append(names, t.jobs[pick.Job].fixes[pick.Alternative].File)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
