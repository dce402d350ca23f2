package repair

import (
	"context"
	"errors"
	"slices"
	"testing"
)

// A world has for each job the alternatives that work; what is in harm breaks
// everything that it is tried with.
type world struct {
	works    map[Pick]bool
	harm     map[Pick]bool
	apart    [2]Pick // cannot be together
	tests    int
	suspects []int
}

func (w *world) search(alternatives ...int) *Search {
	return &Search{
		Alternatives: alternatives,
		Moot:         func(int) bool { return false },
		Fits: func(picks []Pick) bool {
			return !slices.Contains(picks, w.apart[0]) || !slices.Contains(picks, w.apart[1])
		},
		Test: func(_ context.Context, picks []Pick) (v Verdict, err error) {
			w.tests++
			v.OK = true
			for _, p := range picks {
				if w.harm[p] {
					return Verdict{Suspects: w.suspects}, nil
				}
				if !w.works[p] {
					v.OK, v.Failed = false, append(v.Failed, p.Job)
				}
			}
			return v, nil
		},
	}
}

func run(t *testing.T, s *Search) []Pick {
	t.Helper()
	picks, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(picks, func(a, b Pick) int { return a.Job - b.Job })
	return picks
}

func TestSearch(t *testing.T) {
	w := &world{
		works: map[Pick]bool{{0, 0}: true, {1, 1}: true, {2, 2}: true, {4, 0}: true, {5, 0}: true},
		harm:  map[Pick]bool{{2, 0}: true, {3, 0}: true},
		apart: [2]Pick{{4, 0}, {5, 0}},
	}
	got := run(t, w.search(1, 2, 3, 1, 1, 1))
	// 3 has nothing that works; 5 cannot be done beside 4, which comes first.
	if want := []Pick{{0, 0}, {1, 1}, {2, 2}, {4, 0}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestAllAtOnce wants one test where nothing goes wrong.
func TestAllAtOnce(t *testing.T) {
	w := &world{works: map[Pick]bool{}, apart: [2]Pick{{-1, 0}, {-1, 1}}}
	alternatives := make([]int, 100)
	for job := range alternatives {
		alternatives[job] = 1
		w.works[Pick{job, 0}] = true
	}
	if got := run(t, w.search(alternatives...)); len(got) != 100 || w.tests != 1 {
		t.Errorf("%d picks by %d tests", len(got), w.tests)
	}
}

// TestSuspects wants few tests where it is known who did it.
func TestSuspects(t *testing.T) {
	w := &world{works: map[Pick]bool{}, harm: map[Pick]bool{{40, 0}: true}, apart: [2]Pick{{-1, 0}, {-1, 1}}, suspects: []int{40, 41}}
	alternatives := make([]int, 100)
	for job := range alternatives {
		alternatives[job] = 1
		w.works[Pick{job, 0}] = true
	}
	// All, without the suspects, the two, and each of them.
	if got := run(t, w.search(alternatives...)); len(got) != 99 || w.tests != 5 {
		t.Errorf("%d picks by %d tests", len(got), w.tests)
	}
}

// TestMoot does nothing about what another fix has cleared.
func TestMoot(t *testing.T) {
	w := &world{works: map[Pick]bool{{0, 0}: true, {1, 0}: true}, apart: [2]Pick{{0, 0}, {1, 0}}}
	s := w.search(1, 1)
	s.Moot = func(job int) bool { return job == 1 && len(s.accepted) > 0 }
	if got := run(t, s); !slices.Equal(got, []Pick{{0, 0}}) {
		t.Errorf("got %v", got)
	}
}

func TestError(t *testing.T) {
	s := (&world{apart: [2]Pick{{-1, 0}, {-1, 1}}}).search(1)
	s.Test = func(context.Context, []Pick) (Verdict, error) { return Verdict{}, errors.New("no") }
	if _, err := s.Run(t.Context()); err == nil {
		t.Error("no error")
	}
}
