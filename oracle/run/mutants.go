package run

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/refvet/refvet/oracle/gen"
)

// Mutation plants faults, one at a time, in functions that have none, and judges
// refvet on the mutants. Mutants that run like the original are told apart by
// running.
type Mutation struct {
	Each   int // mutants of a kind of each program
	Shrink int
	Out    io.Writer
	Log    io.Writer // where all disagreements go, as they are; or nil

	programs []*Checked
	names    []string // the mutation of each; "" for an original
	good     int
}

// add adds an original and its mutants.
func (m *Mutation) add(p *Checked) {
	m.good++
	m.programs, m.names = append(m.programs, p), append(m.names, "")
	ms, ns := Mutants(p, m.Each)
	m.programs, m.names = append(m.programs, ms...), append(m.names, ns...)
}

// Corpus adds the good functions of the cgo files below dir.
func (m *Mutation) Corpus(dir string) error {
	root, err := moduleRoot(dir)
	if err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(src), "import \"C\"") {
			return err
		}
		list := Adopt(root, string(src))
		fmt.Fprintf(m.Out, "%s: %d of %d good functions run on the model\n", path, len(list), strings.Count(string(src), "\nfunc good"))
		for _, p := range list {
			m.add(p)
		}
		return nil
	})
}

// moduleRoot is the directory of the module that dir lies in.
func moduleRoot(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	for err == nil {
		if _, serr := os.Stat(filepath.Join(dir, "go.mod")); serr == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", fmt.Errorf("no go.mod above %s", dir)
		}
		dir = up
	}
	return "", err
}

// Generated adds those of n generated programs, as they are written, that have
// no violation when they run.
func (m *Mutation) Generated(ctx context.Context, seed uint64, n int) error {
	fmt.Fprintf(m.Out, "%d programs from seed %d\n", n, seed)
	b := &Batch{}
	for i := range n {
		p, err := gen.Generate(seed+uint64(i), gen.Size{Funcs: 2, Stmts: 6})
		if err != nil {
			return err
		}
		c, err := Check(p)
		if err != nil {
			return err
		}
		b.Programs = append(b.Programs, c)
	}
	cases, err := b.judge(ctx, "", false, NewTally(), nil)
	if err != nil {
		return err
	}
	bad := map[int]bool{}
	for _, x := range cases {
		bad[x.Program] = true
	}
	for i, p := range b.Programs {
		if p != nil && !bad[i] {
			m.add(p)
		}
	}
	return nil
}

// Run judges the mutants.
func (m *Mutation) Run(ctx context.Context) (*MutantTally, error) {
	fmt.Fprintf(m.Out, "%d programs without a violation, %d mutants\n", m.good, len(m.programs)-m.good)
	t := &MutantTally{Good: m.good, Tally: NewTally(), Rows: map[string]*MutantRow{}}
	c := &Campaign{Shrink: m.Shrink, Out: m.Out, Log: m.Log, shown: map[string]int{}}
	const size = 100
	for i := 0; i < len(m.programs) && ctx.Err() == nil; i += size {
		names := m.names[i:min(i+size, len(m.programs))]
		b := &Batch{Programs: m.programs[i : i+len(names)]}
		all := append([]*Checked(nil), b.Programs...)
		cases, err := b.judge(ctx, "", false, t.Tally, nil)
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			return t, err
		}
		t.Tally.Add(cases)
		t.add(names, b, cases)
		r := outcome{seeds: make([]uint64, len(all)), batch: b, cases: cases}
		for j := range all {
			r.seeds[j] = uint64(i + j)
		}
		c.report(r, t.Tally)
		if err := c.disagreements(b, cases, r.seeds); err != nil {
			return t, err
		}
	}
	return t, nil
}
