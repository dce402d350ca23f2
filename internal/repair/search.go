// Package repair chooses among fixes that nobody has tried. What enters are jobs,
// each with some alternatives, and a test of any choice of them; what leaves is
// the choice that passed. A test is expensive (the go command analyses what
// changed), so that all jobs are tried at once, and only what fails is divided.
//
// Nothing here knows what a fix is.
package repair

import (
	"context"
	"slices"
)

// A Pick is one alternative of one job.
type Pick struct{ Job, Alternative int }

// A Verdict says how a choice did.
type Verdict struct {
	OK bool
	// Failed lists the jobs that the choice did not do, or harm that only they
	// can have done; if it is empty and OK is not set, any of the picks may be to
	// blame.
	Failed []int
	// Suspects lists jobs some of which did the harm, if that is known.
	Suspects []int
}

// A Search looks for a choice. Its functions get the whole choice, what was
// accepted before included.
type Search struct {
	Alternatives []int // how many each job has
	// Fits reports whether the picks can be made together at all.
	Fits func([]Pick) bool
	Test func(context.Context, []Pick) (Verdict, error)
	// Moot reports whether the job needs nothing any more, given what was
	// accepted.
	Moot func(job int) bool

	accepted []Pick
	next     []int // by job: the alternative to try next
}

// Run returns the picks that passed together, in the order in which they did.
func (s *Search) Run(ctx context.Context) ([]Pick, error) {
	s.next = make([]int, len(s.Alternatives))
	done := make([]bool, len(s.Alternatives))
	for {
		batch := s.batch(done)
		if len(batch) == 0 {
			return s.accepted, nil
		}
		before := len(s.accepted)
		if err := s.try(ctx, batch); err != nil {
			return nil, err
		}
		for _, pick := range s.accepted[before:] {
			done[pick.Job] = true
		}
	}
}

// batch returns the next pick of each job that is not done, as far as they can be
// made together.
func (s *Search) batch(done []bool) (batch []Pick) {
	for job, n := range s.Alternatives {
		if done[job] || s.Moot(job) {
			continue
		}
		for s.next[job] < n && !s.Fits(join(s.accepted, []Pick{{job, s.next[job]}})) {
			s.next[job]++
		}
		pick := []Pick{{job, s.next[job]}}
		if s.next[job] < n && s.Fits(join(s.accepted, join(batch, pick))) {
			batch = join(batch, pick)
		}
	}
	return batch
}

// try accepts as many of the picks as pass, and moves the jobs of the others on
// to their next alternative.
func (s *Search) try(ctx context.Context, batch []Pick) error {
	if len(batch) == 0 {
		return nil
	}
	if s.Moot(batch[0].Job) {
		return s.try(ctx, batch[1:])
	}
	verdict, err := s.Test(ctx, join(s.accepted, batch))
	switch {
	case err != nil:
		return err
	case verdict.OK:
		s.accepted = join(s.accepted, batch)
		return nil
	case len(batch) == 1:
		s.next[batch[0].Job]++
		return nil
	}
	if rest := s.without(batch, verdict.Failed); len(rest) < len(batch) {
		return s.try(ctx, rest)
	}
	one, other := split(batch, verdict.Suspects)
	if err := s.try(ctx, one); err != nil {
		return err
	}
	return s.try(ctx, other)
}

// split divides a batch: in two halves, if it is not known whom to suspect.
func split(batch []Pick, suspects []int) (one, other []Pick) {
	for _, pick := range batch {
		if slices.Contains(suspects, pick.Job) {
			other = append(other, pick)
		} else {
			one = append(one, pick)
		}
	}
	if len(one) == 0 || len(other) == 0 {
		half := len(batch) / 2
		return batch[:half], batch[half:]
	}
	return one, other
}

// without returns the picks of other jobs than the failed ones, which move on.
func (s *Search) without(batch []Pick, failed []int) (rest []Pick) {
	for _, pick := range batch {
		if slices.Contains(failed, pick.Job) {
			s.next[pick.Job]++
		} else {
			rest = append(rest, pick)
		}
	}
	return rest
}

func join(a, b []Pick) []Pick { return append(a[:len(a):len(a)], b...) }
