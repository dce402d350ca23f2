package solve

import (
	"cmp"
	"encoding/json"
	"go/token"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/internal/snapshot"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// maxSnapshots is the number of different states that are kept of one place.
const maxSnapshots = 12

// A recorder notes what one run knows, line by line, for [Solver.Explained]. The
// rule is that there is none: its methods do nothing on nil. It only reads
// states.
type recorder struct {
	r     *run
	taker snapshot.Taker
	lines map[lineKey]*lineRecord
	at    map[*ssa.BasicBlock][]int
}

type lineKey struct {
	line int
	fn   *ssa.Function
}

type lineRecord struct {
	explain.Line
	before, after map[string]int // index of a state in the list by its objects
}

// newRecorder returns the recorder of r, or nil if nobody asked.
func (r *run) newRecorder() *recorder {
	if !r.s.Explain {
		return nil
	}
	rec := &recorder{r: r, lines: map[lineKey]*lineRecord{}, at: map[*ssa.BasicBlock][]int{}}
	rec.taker = snapshot.Taker{U: r.u, Kind: r.s.Kind, Keepers: map[state.ID]explain.Note{},
		At: func(pos int) string { return r.s.where(token.Pos(pos)) }}
	return rec
}

// where prints a position of the source as it was written.
func (s *Solver) where(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	return s.Pkg.Source(pos).String()
}

// enter notes that the body of b.fn starts in st.
func (rec *recorder) enter(b *bodyRun, st *state.State) {
	if rec != nil {
		rec.before(b, rec.lineIn(b.fn.Blocks[0]), st)
	}
}

// step notes st before instruction i of blk, if a line starts or ends there.
func (rec *recorder) step(b *bodyRun, blk *ssa.BasicBlock, i int, st *state.State) {
	if rec == nil {
		return
	}
	lines := rec.linesOf(blk)
	if i > 0 && lines[i-1] != lines[i] {
		rec.after(b, lines[i-1], st)
		rec.before(b, lines[i], st)
	}
}

// edge notes st on the way from one block to another.
func (rec *recorder) edge(b *bodyRun, from, to *ssa.BasicBlock, st *state.State) {
	if rec == nil {
		return
	}
	lines := rec.linesOf(from)
	if out, in := lines[len(lines)-1], rec.lineIn(to); out != in {
		rec.after(b, out, st)
		rec.before(b, in, st)
	}
}

// exit notes st behind a return of the body, with its results.
func (rec *recorder) exit(b *bodyRun, st *state.State, results []state.Value, pos token.Pos) {
	if rec == nil {
		return
	}
	var vars []snapshot.Variable
	for i, v := range results {
		name := "result" // as contracts write it
		if i > 0 {
			name += strconv.Itoa(i)
		}
		vars = append(vars, snapshot.Variable{Name: name, Val: v})
	}
	rec.add(b, rec.r.s.Pkg.Source(pos).Line, st, vars, false)
}

func (rec *recorder) before(b *bodyRun, line int, st *state.State) {
	rec.add(b, line, st, rec.variables(b, st, line-1), true)
}

func (rec *recorder) after(b *bodyRun, line int, st *state.State) {
	rec.add(b, line, st, rec.variables(b, st, line), false)
}

// add takes a snapshot. Of states that agree on objects, what holds in all is kept.
func (rec *recorder) add(b *bodyRun, line int, st *state.State, vars []snapshot.Variable, before bool) {
	l := rec.line(b.fn, line)
	if l == nil {
		return
	}
	at, index := &l.After, l.after
	if before {
		at, index = &l.Before, l.before
	}
	s := rec.taker.Take(st, vars)
	key, _ := json.Marshal(struct {
		Objects []explain.Object
		Doubt   bool
	}{s.Objects, s.Doubt})
	if i, ok := index[string(key)]; ok {
		have := &at.List[i]
		have.Facts = slices.DeleteFunc(have.Facts, func(f string) bool { return !slices.Contains(s.Facts, f) })
		return
	}
	if len(at.List) == maxSnapshots {
		at.More++
		return
	}
	index[string(key)] = len(at.List)
	at.List = append(at.List, s)
}

// line returns the record of a line; nil for code that nobody wrote.
func (rec *recorder) line(fn *ssa.Function, line int) *lineRecord {
	if line <= 0 || fn.Syntax() == nil {
		return nil
	}
	key := lineKey{line, fn}
	l := rec.lines[key]
	if l == nil {
		l = &lineRecord{before: map[string]int{}, after: map[string]int{}}
		l.File, l.Line.Line, l.Func = rec.r.s.fileOf(fn), line, fn.RelString(rec.r.s.Pkg.Types)
		rec.lines[key] = l
	}
	return l
}

func (s *Solver) fileOf(fn *ssa.Function) string { return s.Pkg.Source(fn.Syntax().Pos()).Filename }

// all returns the lines, in order.
func (rec *recorder) all() []explain.Line {
	if rec == nil {
		return nil
	}
	var out []explain.Line
	for _, l := range rec.lines {
		out = append(out, l.Line)
	}
	slices.SortFunc(out, func(a, b explain.Line) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Func, b.Func)) })
	return out
}
