package solve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/catalog"
)

// shapes are functions that get longer: repeat is repeated, with <N> for which
// repetition it is.
var shapes = []shape{
	{"calls", `func f(c *SSL) {`, `
	s<N> := SSL_get1_session(c)
	SSL_SESSION_get_time(s<N>)
	SSL_SESSION_free(s<N>)`, `}`, 160},
	{"ifs that are told apart", `func f(c *SSL, n int) {`, `
	if n > <N> {
		SSL_clear(c)
	}`, `}`, 40},
	{"ifs on conditions of their own", `func f(c *SSL) {`, `
	if ok(<N>) {
		SSL_clear(c)
	}`, `}`, 40},
	{"ifs that get a reference", `func f(c *SSL) {`, `
	if ok(<N>) {
		s := SSL_get1_session(c)
		SSL_SESSION_free(s)
	}`, `}`, 160},
	{"flags", `func f(c *SSL) (sum int) {`, `
	flag<N> := ok(<N>)
	if flag<N> {
		sum += <N>
	}
	SSL_clear(c)
	if flag<N> {
		SSL_clear(c)
	}`, `
	return sum
}`, 160},
	{"early returns", `func f(c *SSL) int {
	s := SSL_get1_session(c)`, `
	if ok(<N>) {
		SSL_SESSION_free(s)
		return <N>
	}`, `
	SSL_SESSION_free(s)
	return -1
}`, 160},
	{"loops", `func f(c *SSL, n int) {`, `
	for i := 0; i < n; i++ {
		s := SSL_get1_session(c)
		SSL_SESSION_free(s)
	}`, `}`, 160},
	{"a switch", `func f(c *SSL, n int) int {
	s := SSL_get1_session(c)
	defer SSL_SESSION_free(s)
	switch n {`, `
	case <N>:
		return SSL_SESSION_get_time(s) + <N>`, `
	}
	return 0
}`, 160},
	{"defers", `func f(c *SSL) {`, `
	s<N> := SSL_get1_session(c)
	defer SSL_SESSION_free(s<N>)`, `}`, 0}, // more than a handful of defers is silence
	{"functions", ``, `
func f<N>(c *SSL) int {
	s := SSL_get1_session(c)
	defer SSL_SESSION_free(s)
	if s == nil {
		return 0
	}
	return SSL_SESSION_get_time(s)
}
`, ``, 160},
}

type shape struct {
	name, before, repeat, after string
	fits                        int // repetitions that the budget must allow
}

func (g shape) source(n int) string {
	var b strings.Builder
	b.WriteString(g.before)
	for i := range n {
		b.WriteString(strings.ReplaceAll(g.repeat, "<N>", fmt.Sprint(i)))
	}
	b.WriteString("\n" + g.after)
	return b.String()
}

// TestLinear doubles functions in size: the work must not do much more than
// double. It counts steps, and knows no time.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("solves functions of a thousand lines")
	}
	sizes := []int{20, 40, 80, 160}
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			var steps, out []int
			for _, n := range sizes {
				s := solve(t, shape.source(n))
				steps, out = append(steps, s.steps), append(out, len(s.Out))
			}
			for i, n := range sizes {
				if n <= shape.fits && out[i] > 0 {
					t.Errorf("%d repetitions are out of budget", n)
				}
			}
			t.Log("steps for 20, 40, 80, 160 repetitions:", steps, "out of budget:", out)
			if steps[0] == 0 {
				t.Error("the test counts nothing")
			}
			if last, before := steps[3], steps[2]; last > 3*before {
				t.Errorf("twice as long takes %.1f times the steps: %v", float64(last)/float64(before), steps)
			}
		})
	}
}

// manyStates goes through more states than the budget allows: which of its
// references are owed is another set on each path.
func manyStates() string {
	var b strings.Builder
	b.WriteString("\nfunc hard(c *SSL) {\n")
	for i := range 14 {
		fmt.Fprintf(&b, "\tflag%d := ok(%d)\n\tvar s%d *SSL_SESSION\n\tif flag%d {\n\t\ts%d = SSL_get1_session(c)\n\t}\n", i, i, i, i, i)
	}
	for i := range 14 {
		fmt.Fprintf(&b, "\tif flag%d {\n\t\tSSL_SESSION_free(s%d)\n\t}\n", i, i)
	}
	b.WriteString("}\n")
	return b.String()
}

// TestOutOfBudget checks that a function that is too much is counted, has a
// contract of which callers believe nothing, and keeps its neighbours as they are.
func TestOutOfBudget(t *testing.T) {
	const easy = `
func leaks(c *SSL) {
	SSL_get1_session(c)
}

func calls(c *SSL) {
	s := SSL_get1_session(c)
	hard(c)
	SSL_SESSION_free(s)
}
`
	s := solve(t, easy+manyStates())
	if len(s.Out) != 1 || s.Out[0] != "hard" {
		t.Errorf("%q are out of budget; want only hard", s.Out)
	}
	for _, line := range s.lines() {
		if line != "3 leak " {
			t.Errorf("found %s; want only the leak of line 3, and silence where the budget ended", line)
		}
	}
	if len(s.findings) == 0 {
		t.Error("the neighbour's leak is not found")
	}
	for _, fn := range s.Pkg.Funcs {
		if fn.Name() == "hard" && !s.Contract(fn).Partial {
			t.Errorf("the contract is taken for whole: %s", catalog.Short(s.Contract(fn)))
		}
	}
}
