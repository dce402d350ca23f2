package catalog

import (
	"fmt"
	"go/token"
	"sort"
	"strings"
)

// A Problem is something wrong with a directive or a stub, and the remedy.
type Problem struct {
	Pos      token.Pos      // in the caller's FileSet, iff from Directives
	Position token.Position // of the same place
	Message  string
}

func (p Problem) String() string {
	return fmt.Sprintf("%s: %s", p.Position, p.Message)
}

// Problems is the error of ParseFile, in the order of the text.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// A reporter collects problems with their positions.
type reporter struct {
	fset     *token.FileSet
	problems Problems
}

func (r *reporter) errorf(pos token.Pos, format string, args ...any) {
	p := Problem{Pos: pos, Message: fmt.Sprintf(format, args...)}
	if r.fset != nil {
		p.Position = r.fset.Position(pos)
	}
	r.problems = append(r.problems, p)
}

// err returns what was reported, sorted, or nil.
func (r *reporter) err() error {
	if len(r.problems) == 0 {
		return nil
	}
	r.sort()
	return r.problems
}

func (r *reporter) sort() {
	sort.SliceStable(r.problems, func(i, j int) bool {
		a, b := r.problems[i].Position, r.problems[j].Position
		if a.Filename != b.Filename {
			return a.Filename < b.Filename
		}
		return a.Offset < b.Offset
	})
}

// didYouMean returns "; did you mean `x`?" for the closest of names, or "".
func didYouMean(word string, names []string) string {
	best, bestDistance := "", 3
	if len(word) < 4 {
		bestDistance = min(2, len(word))
	}
	for _, name := range names {
		if d := distance(word, name); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(": did you mean `%s`?", best)
}

// distance is the number of letters to insert, delete or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

// quoteAll lists names for a message: `a`, `b`.
func quoteAll(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "`" + strings.Join(names, "`, `") + "`"
}
