package solve

import (
	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
)

// Contract returns the inferred contract of a function with a body.
func (s *Solver) Contract(fn *ssa.Function) *contract.Contract {
	if r := s.done[fn]; r != nil {
		return r.contract
	}
	for i, a := range s.active {
		if a == fn { // recursion: what is assumed so far, at first "does not return"
			c := s.recursive[fn]
			if c == nil {
				c = &contract.Contract{Name: fn.Name()}
				s.recursive[fn] = c
			}
			for _, b := range s.active[i+1:] {
				s.tentative[b] = true
			}
			return c
		}
	}
	return s.solve(fn)
}

// solve analyses fn, more than once if it calls itself.
func (s *Solver) solve(fn *ssa.Function) *contract.Contract {
	s.active = append(s.active, fn)
	var r *result
	for round := 0; ; round++ {
		out, doubts := len(s.Out), s.Doubts
		r = s.analyse(fn)
		assumed := s.recursive[fn]
		if assumed == nil || assumed.Equal(r.contract) {
			break
		}
		if round == maxRounds {
			r.contract = &contract.Contract{Name: r.contract.Name, Params: r.contract.Params,
				Results: r.contract.Results, Partial: true}
			break
		}
		s.Out, s.Doubts = s.Out[:out], doubts
		s.recursive[fn] = r.contract
		for f := range s.tentative { // they believed the old assumption
			delete(s.done, f)
			delete(s.tentative, f)
		}
	}
	delete(s.recursive, fn)
	s.active = s.active[:len(s.active)-1]
	s.done[fn] = r
	return r.contract
}
