package run

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/refvet/refvet/oracle/model"
	"github.com/refvet/refvet/oracle/model/drive"
)

// A Verdict is how a truth or a report came out.
type Verdict string

const (
	Found       Verdict = "found"       // a truth with a report
	Missed      Verdict = "missed"      // a truth without
	True        Verdict = "true"        // a report that comes true
	False       Verdict = "false"       // a report that does not
	Unconfirmed Verdict = "unconfirmed" // a report in a root that was not run to the end
	Crash       Verdict = "crash"       // refvet crashed, or did not end, on the program
	After       Verdict = "after"       // a report of what is not the object's first violation
)

// A Case is one truth or report, and its verdict.
type Case struct {
	Program  int // index in the batch
	Verdict  Verdict
	Class    string
	Root     string // of truths
	At       string // of reports; of truths: the site
	Features []string
	Text     string // all that is known, for people
}

// Compare judges what refvet says of the batch by what happened.
func (b *Batch) Compare(results []drive.Result, sight *Sight) []Case {
	var cases []Case
	ix := b.index()
	byClass := map[string][]Report{}
	for _, r := range sight.Reports {
		byClass[r.Class] = append(byClass[r.Class], r)
	}
	first, later := map[string]bool{}, map[string]bool{} // class and line
	for _, r := range results {
		for _, t := range r.Truths {
			for _, class := range classes(t) {
				for _, l := range t.Lines {
					if t.Later {
						later[class+" "+l] = true
					} else {
						first[class+" "+l] = true
					}
				}
			}
			if t.Later {
				continue
			}
			v := Missed
			for _, class := range classes(t) {
				for _, rep := range byClass[class] {
					if slices.Contains(t.Lines, rep.At) {
						v = Found
					}
				}
			}
			for _, l := range t.Releasing { // a use and a release in one call: rule 7 of the design says overrelease
				first[string(model.OverRelease)+" "+l] = true
				for _, rep := range byClass[string(model.OverRelease)] {
					if rep.At == l {
						v = Found
					}
				}
			}
			cases = append(cases, Case{Program: programOf(t.Lines, t.Site), Verdict: v, Class: t.Class, Root: r.Root, At: t.Site,
				Features: ix.features(append(strings.Split(t.Site, "<"), t.Lines...)),
				Text:     fmt.Sprintf("%s of a %s acquired at %s in root %s, at %s (%d runs)", t.Class, t.Kind, t.Site, r.Root, strings.Join(t.Lines, " "), t.Runs)})
		}
	}
	whole := wholeRoots(results)
	for _, rep := range sight.Reports {
		if rep.Class == "contract" {
			continue
		}
		key := rep.Class + " " + rep.At
		v := False
		switch fn := ix.function(rep.At); {
		case first[key]:
			v = True
		case later[key]:
			v = After
		case fn != nil && !whole[fn.program+"."+fn.root]:
			v = Unconfirmed
		}
		cases = append(cases, Case{Program: programOf([]string{rep.At}, ""), Verdict: v, Class: rep.Class, At: rep.At,
			Features: ix.features([]string{rep.At}),
			Text:     fmt.Sprintf("%s of %s at %s (possible: %v)\n\t\t%s", rep.Class, rep.Object, rep.At, rep.Possible, strings.Join(rep.Steps, "\n\t\t"))})
	}
	return cases
}

// classes are those that a report of t may have.
func classes(t drive.Truth) []string {
	if t.Spawned && t.Class != string(model.Leak) {
		return []string{string(model.BorrowEscape), string(model.UseAfterRelease), string(model.OverRelease)}
	}
	return []string{t.Class}
}

func wholeRoots(results []drive.Result) map[string]bool {
	m := map[string]bool{}
	for _, r := range results {
		if r.Whole {
			m[strings.TrimPrefix(r.Program, "_")+"."+r.Root] = true
		}
	}
	return m
}

// programOf finds the index of the program that a place lies in: p/p3.go:12.
func programOf(lines []string, site string) int {
	for _, l := range append(lines, site) {
		_, file, _ := strings.Cut(l, "/p")
		num, _, _ := strings.Cut(file, ".go")
		if n, err := strconv.Atoi(num); err == nil {
			return n
		}
	}
	return -1
}

// An index tells which function a line belongs to.
type index struct{ funcs map[string][]fnLines }

type fnLines struct {
	from, to      int
	program, root string
	features      []string
}

func (b *Batch) index() *index {
	ix := &index{funcs: map[string][]fnLines{}}
	for i, p := range b.Programs {
		if p == nil {
			continue
		}
		ix.add(p.p, "p/"+ID(i)+".go", ID(i), "")
		if p.w != nil {
			ix.add(p.w, "w/"+ID(i)+".go", ID(i), "w.")
		}
	}
	return ix
}

func (ix *index) add(c *checked, file, program, prefix string) {
	line := func(p token.Pos) int { return c.fset.Position(p).Line }
	for _, d := range c.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			ix.funcs[file] = append(ix.funcs[file], fnLines{line(f.Pos()), line(f.End()), program, prefix + rootName(f), features(c, f)})
		}
	}
}

func (ix *index) function(at string) *fnLines {
	file, num, _ := strings.Cut(at, ":")
	n, _ := strconv.Atoi(num)
	for i, f := range ix.funcs[file] {
		if f.from <= n && n <= f.to {
			return &ix.funcs[file][i]
		}
	}
	return nil
}

func (ix *index) features(places []string) []string {
	set := map[string]bool{}
	for _, p := range places {
		if f := ix.function(p); f != nil {
			for _, s := range f.features {
				set[s] = true
			}
		}
	}
	var list []string
	for s := range set {
		list = append(list, s)
	}
	sort.Strings(list)
	return list
}
