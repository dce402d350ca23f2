package run

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/oracle/model"
)

// A Report is a finding of refvet in a generated program.
type Report struct {
	Class    string
	At       string // p/p3.go:12
	Kind     string
	Object   string
	Possible bool
	Steps    []string
	Path     []string // the places of the calls among them, in order
}

// A Sight is what refvet says of a batch.
type Sight struct {
	Reports []Report
	Budget  int
	Doubts  int
}

// See analyses the module in dir, in this process.
func See(dir string) (*Sight, error) {
	stubs := filepath.Join(dir, "contracts.go.txt")
	if err := os.WriteFile(stubs, model.Contracts, 0o666); err != nil {
		return nil, err
	}
	if err := analyzer.Analyzer.Flags.Set("stubs", stubs); err != nil {
		return nil, err
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: dir, Env: append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")}, "./batch/...")
	if err != nil {
		return nil, err
	}
	for _, p := range pkgs {
		for _, e := range p.Errors {
			return nil, fmt.Errorf("%s: %v", p.PkgPath, e)
		}
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer}, pkgs, nil)
	if err != nil {
		return nil, err
	}
	s := &Sight{}
	for _, root := range graph.Roots {
		if root.Err != nil {
			return nil, root.Err
		}
		res, ok := root.Result.(*analyzer.Result)
		if !ok {
			continue
		}
		s.Budget += res.Budget
		s.Doubts += res.Doubts
		for _, f := range res.Findings {
			r := Report{Class: string(f.Class), At: place(root.Package.Fset.Position(f.Pos).String()), Kind: f.Kind, Object: f.Object, Possible: f.Possible}
			for _, st := range f.Steps {
				at := st.At
				if st.Pos.IsValid() {
					at = root.Package.Fset.Position(st.Pos).String()
				}
				r.Steps = append(r.Steps, fmt.Sprintf("%s %d %s %s", place(at), st.Kind, st.Call, st.Object))
				switch st.Kind {
				case finding.Stored, finding.Lost, finding.Branch:
				default:
					r.Path = append(r.Path, place(at))
				}
			}
			s.Reports = append(s.Reports, r)
		}
	}
	return s, nil
}

// place shortens file:line:col to the last directory, the file and the line.
func place(at string) string {
	parts := strings.Split(at, ":")
	if len(parts) < 2 {
		return at
	}
	return filepath.Base(filepath.Dir(parts[0])) + "/" + filepath.Base(parts[0]) + ":" + parts[1]
}

// Child is the environment variable that makes [Main] analyse a directory.
const Child = "REFVET_ORACLE_SEE"

// Main must be called first by commands and tests that use [Batch.See]: in the
// process that See starts, it analyses and does not return.
func Main() {
	dir := os.Getenv(Child)
	if dir == "" {
		return
	}
	debug.SetGCPercent(400) // short-lived: collecting would be half of the work
	s, err := See(dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(s); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

// seeAll runs refvet on the batch, and finds the programs that it crashes on,
// or does not end on, by halving the batch.
func (b *Batch) seeAll(ctx context.Context) (s *Sight, crashed map[int]error) {
	s, err := b.See(ctx)
	if err == nil || ctx.Err() != nil {
		return s, nil
	}
	var have []int
	for i, p := range b.Programs {
		if p != nil {
			have = append(have, i)
		}
	}
	if len(have) == 1 {
		return &Sight{}, map[int]error{have[0]: err}
	}
	s, crashed = &Sight{}, map[int]error{}
	for _, half := range [][]int{have[:len(have)/2], have[len(have)/2:]} {
		part := &Batch{Programs: make([]*Checked, len(b.Programs))}
		for _, i := range half {
			part.Programs[i] = b.Programs[i]
		}
		dir, err := os.MkdirTemp("", "oracle")
		if err != nil {
			return s, crashed
		}
		part.Dir = dir
		if err := part.Write(); err == nil {
			ps, pc := part.seeAll(ctx)
			s.Reports = append(s.Reports, ps.Reports...)
			s.Budget += ps.Budget
			s.Doubts += ps.Doubts
			for i, err := range pc {
				crashed[i] = err
			}
		}
		os.RemoveAll(dir)
	}
	return s, crashed
}

// seeTimeout bounds one run of refvet on n programs.
func seeTimeout(n int) time.Duration { return 30*time.Second + time.Duration(n)*2*time.Second }

// See runs refvet on the batch, in a process of its own, with a time limit.
func (b *Batch) See(ctx context.Context) (*Sight, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	n := 0
	for _, p := range b.Programs {
		if p != nil {
			n++
		}
	}
	ctx, cancel := context.WithTimeout(ctx, seeTimeout(n))
	defer cancel()
	cmd := exec.CommandContext(ctx, exe)
	cmd.Env = append(os.Environ(), Child+"="+filepath.Join(b.Dir, "see"))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return &Sight{}, fmt.Errorf("refvet on %s: %v\n%.3000s", b.Dir, err, stderr.String())
	}
	s := &Sight{}
	return s, json.Unmarshal(stdout.Bytes(), s)
}
