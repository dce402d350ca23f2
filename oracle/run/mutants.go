package run

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// MutateCorpus plants every fault in each good function of the cgo files below
// dir, and judges refvet on the mutants; those that run like the original are
// told apart by running. The tally's features are the mutations.
func MutateCorpus(out io.Writer, dir string, each, shrink int) (*Tally, error) {
	var programs []*Checked
	var names []string
	good := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(src), "import \"C\"") {
			return err
		}
		list := Adopt(string(src))
		fmt.Fprintf(out, "%s: %d good functions run on the model\n", path, len(list))
		good += len(list)
		for _, p := range list {
			programs, names = append(programs, p), append(names, "none")
			ms, ns := Mutants(p, each)
			programs, names = append(programs, ms...), append(names, ns...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "%d good functions, %d mutants\n", good, len(programs)-good)
	tally := NewTally()
	c := &Campaign{Shrink: shrink, Out: out, shown: map[string]int{}}
	const size = 150
	for i := 0; i < len(programs); i += size {
		b := &Batch{Programs: programs[i:min(i+size, len(programs))]}
		cases, err := b.judge("", false, tally, nil)
		if err != nil {
			return tally, err
		}
		for j := range cases {
			if k := cases[j].Program; k >= 0 {
				cases[j].Features = []string{"mutation: " + names[i+k]}
			}
		}
		tally.Add(cases)
		fmt.Fprintf(out, "mutants %d to %d: found %d missed %d, true %d false %d later %d unconfirmed %d\n", i, i+len(b.Programs)-1,
			tally.Total[Found], tally.Total[Missed], tally.Total[True], tally.Total[False], tally.Total[After], tally.Total[Unconfirmed])
		if err := c.disagreements(b, cases, make([]uint64, len(b.Programs))); err != nil {
			return tally, err
		}
	}
	return tally, nil
}
