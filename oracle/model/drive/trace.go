package drive

import (
	"encoding/json"
	"math/rand/v2"
)

// TraceRuns is the environment variable that makes [Main] print traces of some
// runs of each root, and nothing else.
const TraceRuns = "REFVET_ORACLE_TRACE"

// A Trace is the calls of one run, as operations of package ctruth.
type Trace struct {
	Program, Root string
	Ops           [][]string
}

func traceAll(programs []Program, enc *json.Encoder) error {
	for i := range programs {
		for j := range programs[i].Roots {
			p, r := &programs[i], &programs[i].Roots[j]
			x := newExplorer(p, r)
			rnd := rand.New(rand.NewPCG(11, uint64(i*1000+j)))
			for range 2 {
				t := Trace{Program: p.ID, Root: r.Name}
				x.note = func(op []string) { t.Ops = append(t.Ops, op) }
				x.run(rnd.IntN)
				if err := enc.Encode(t); err != nil {
					return err
				}
			}
			x.finish()
		}
	}
	return nil
}
