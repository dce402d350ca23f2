package drive

import "math/rand/v2"

// A chooser answers questions depth first, so that no two runs are alike.
type chooser struct {
	path []choice
	at   int
	rnd  *rand.Rand // not nil: at random
}

type choice struct{ n, got int }

func (c *chooser) choose(n int) int {
	if c.rnd != nil {
		return c.rnd.IntN(n)
	}
	if c.at == len(c.path) {
		c.path = append(c.path, choice{n: n})
	}
	got := c.path[c.at].got
	c.at++
	return got
}

// next moves to the next path, and reports whether there is one.
func (c *chooser) next() bool {
	c.path = c.path[:c.at]
	c.at = 0
	for len(c.path) > 0 {
		last := &c.path[len(c.path)-1]
		last.got++
		if last.got < last.n {
			return true
		}
		c.path = c.path[:len(c.path)-1]
	}
	return false
}
