package drive

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"github.com/refvet/refvet/oracle/model"
)

// ChaseFile is the environment variable that names a file of chases, as JSON:
// [Main] then does nothing else.
const ChaseFile = "REFVET_ORACLE_CHASE"

// A Chase is a report in a root that has too many answers to try them all.
type Chase struct {
	Program, Root string
	Class, At     string   // what is reported, and where
	Lines         []string // the calls on the way there
}

// Limits on one chase.
const (
	chaseRuns = 1 << 13
	chaseTime = 3 * time.Second
)

// A trail is a run's answers, and how many of the chase's lines it came by.
type trail struct {
	answers []int
	score   int
}

// chase runs root r at random, and keeps to what brought a run along the lines:
// a new run repeats the best one up to some point.
func chase(p *Program, r *Root, c Chase) Result {
	x := newExplorer(p, r)
	rnd := rand.New(rand.NewPCG(7, uint64(len(c.Lines))))
	var best, now trail
	x.watch = func(s model.Stack) {
		lines := x.lines(s)
		for now.score < len(c.Lines) && slices.Contains(lines, c.Lines[now.score]) {
			now.score++
		}
	}
	start := time.Now()
	for x.res.Runs < chaseRuns && time.Since(start) < chaseTime && x.res.Trouble != hangs {
		keep := 0
		if len(best.answers) > 0 && rnd.IntN(8) > 0 {
			keep = rnd.IntN(len(best.answers))
		}
		now = trail{}
		x.run(func(n int) int {
			got := rnd.IntN(n)
			if i := len(now.answers); i < keep && best.answers[i] < n {
				got = best.answers[i]
			}
			now.answers = append(now.answers, got)
			return got
		})
		x.res.Runs++
		if now.score >= best.score {
			best = now
		}
		if x.res.Runs%64 == 0 {
			x.settle()
		}
		if x.caught(c) {
			break
		}
	}
	return x.finish()
}

func chaseAll(programs []Program, file string, enc *json.Encoder) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var list []Chase
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	for _, c := range list {
		for i := range programs {
			for j := range programs[i].Roots {
				if p, r := &programs[i], &programs[i].Roots[j]; p.ID == c.Program && r.Name == c.Root {
					if err := enc.Encode(chase(p, r, c)); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// caught reports whether the report of c has come true.
func (x *explorer) caught(c Chase) bool {
	for _, k := range x.order {
		if t := x.truths[k]; t.Class == c.Class && slices.Contains(t.Lines, c.At) {
			return true
		}
	}
	return false
}
