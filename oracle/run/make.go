package run

import (
	"math/rand/v2"

	"github.com/refvet/refvet/oracle/gen"
)

// Make writes the program of a seed, with the faults that the seed plants.
func Make(seed uint64, size gen.Size) (*Checked, error) {
	p, err := gen.Generate(seed, size)
	if err != nil {
		return nil, err
	}
	c, err := Check(p)
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(seed, 99))
	for range []int{0, 0, 1, 1, 2, 2, 3, 5}[r.IntN(8)] {
		if m := Mutate(c, Mutations[r.IntN(len(Mutations))], r); m != nil {
			c = m
		}
	}
	return c, nil
}

func newRand(a, b uint64) *rand.Rand { return rand.New(rand.NewPCG(a, b)) }

// SizeOf is the size of the program of a seed, around that of a campaign: most
// are about that large, some are a statement or two, a few have hundreds of
// functions.
func SizeOf(seed uint64, around gen.Size) gen.Size {
	switch r := newRand(seed, 5).IntN(400); {
	case r < 40:
		return gen.Size{Funcs: 1, Stmts: 2}
	case r < 70:
		return gen.Size{Funcs: 3 * around.Funcs, Stmts: around.Stmts}
	case r == 399:
		return gen.Size{Funcs: 60 * around.Funcs, Stmts: around.Stmts}
	}
	return around
}
