package main

import (
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/refvet/refvet/internal/enclosing"
	"github.com/refvet/refvet/internal/repair"
)

// A place is a function.
type place struct{ file, function string }

// blame returns the verdict when something has become worse at the places. A fix
// that is the only one in such a function has failed; of several, any may have.
func (t *trial) blame(picks []repair.Pick, places []place) (v repair.Verdict) {
	jobs := map[place][]int{}
	for _, pick := range picks {
		s := t.jobs[pick.Job].sign
		at := place{s.file, s.function}
		jobs[at] = append(jobs[at], pick.Job)
	}
	for _, at := range places {
		if len(jobs[at]) == 1 {
			v.Failed = append(v.Failed, jobs[at][0])
		} else {
			v.Suspects = append(v.Suspects, jobs[at]...)
		}
	}
	return v
}

var position = regexp.MustCompile(`(?m)^(?:vet: )?([^\s:]+\.go):(\d+):\d+: `)

// errorsIn returns where the go command's messages find errors.
func (t *trial) errorsIn(messages string) (list []place) {
	var finder enclosing.Finder
	for _, g := range position.FindAllStringSubmatch(messages, -1) {
		name, err := filepath.Abs(g[1])
		if err != nil {
			continue
		}
		line, _ := strconv.Atoi(g[2])
		for file, f := range t.files {
			if name == file || name == f.copy {
				fn, _ := finder.At(f.copy, line)
				list = append(list, place{file, fn.Name})
			}
		}
	}
	return list
}
