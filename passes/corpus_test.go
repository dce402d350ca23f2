package passes_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/finding"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// TestCorpus runs the engine over testdata/src and compares what it finds with
// the comments there:
//
//	// want "leak"            a leak is reported in this line; a regular expression for "class: object"
//	// want 7:"leak"          and in column 7
//	// want-or "leak"         the want of the same function may also be met here
//	// want-miss "leak"       there is one, and it is known to be missed
//	// want-false "leak"      there is none, and it is known to be reported all the same
//
// A known miss that is found, and a known false alarm that is gone, are errors:
// the comment is then to be changed. Nothing depends on how findings are worded.
//
// REFVET_CORPUS narrows the packages ("cgo/leak", "wrapped/...").
//
// analysistest is not used because it knows no documented misses, and counts
// nothing.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("loads the corpus and what it imports from source")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	pattern := os.Getenv("REFVET_CORPUS")
	if pattern == "" {
		pattern = "..."
	}
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: root}, "./testdata/src/"+pattern)
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the corpus does not compile")
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	tally := newTally()
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Errorf("%s: %v", act.Package.PkgPath, act.Err)
			continue
		}
		wants := readWants(t, act.Package)
		result := act.Result.(*analyzer.Result)
		if gaveUp := strings.HasSuffix(act.Package.PkgPath, "/budget"); result.Budget > 0 != gaveUp {
			t.Errorf("%s: %d functions ran out of budget", act.Package.PkgPath, result.Budget)
		}
		for _, f := range result.Findings {
			wants.match(t, tally, act.Package.Fset.Position(f.Pos), f)
		}
		wants.rest(t, tally)
	}
	t.Log(tally)
	if pattern == "..." && !t.Failed() {
		checkReadme(t, filepath.Join(root, "README.md"), tally)
	}
}

// checkReadme compares what README says of the corpus with what was found.
func checkReadme(t *testing.T, file string, y *tally) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	n := y.sum()
	want := fmt.Sprintf("All %d mistakes are found, with no false alarm. %d more that are not found, and %d false alarms, are marked as known limits.",
		n[found], n[knownMiss], n[knownFalse])
	if !strings.Contains(strings.Join(strings.Fields(string(text)), " "), want) {
		t.Errorf("README does not say: %s", want)
	}
}

// A want is one comment, or one function's silence.
type want struct {
	file         string
	line, column int // column 0: any
	verb         string
	text         *regexp.Regexp
	function     string
	met          int
}

// wants are the expectations of one package.
type wants struct {
	pkg       string
	list      []*want
	functions []function
}

// A function is a top-level function of the package.
type function struct {
	name, file string
	from, to   int // lines
}

var (
	wantComment = regexp.MustCompile(`^// (want|want-or|want-miss|want-false) (.*)$`)
	wantItem    = regexp.MustCompile(`^(?:(\d+):)?("(?:[^"\\]|\\.)*"|` + "`[^`]*`" + `)\s*`)
)

// readWants reads the comments of pkg, from the files as they were written.
func readWants(t *testing.T, pkg *packages.Package) *wants {
	w := &wants{pkg: pkg.PkgPath}
	for _, name := range pkg.GoFiles {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok {
				w.functions = append(w.functions, function{
					decl.Name.Name, name, fset.Position(decl.Pos()).Line, fset.Position(decl.End()).Line,
				})
			}
		}
		for _, group := range f.Comments {
			for _, c := range group.List {
				w.add(t, fset.Position(c.Pos()), c.Text)
			}
		}
	}
	return w
}

// add adds the wants of one comment.
func (w *wants) add(t *testing.T, pos token.Position, text string) {
	if at := strings.Index(text, "// want"); at > 0 { // behind a directive
		text = text[at:]
	}
	m := wantComment.FindStringSubmatch(text)
	if m == nil {
		if strings.HasPrefix(text, "// want") {
			t.Errorf("%s: malformed: %s", pos, text)
		}
		return
	}
	for rest := m[2]; rest != ""; {
		item := wantItem.FindStringSubmatch(rest)
		if item == nil {
			t.Errorf("%s: malformed: %s", pos, rest)
			return
		}
		rest = rest[len(item[0]):]
		column, _ := strconv.Atoi(item[1])
		pattern, err := strconv.Unquote(item[2])
		if err != nil {
			t.Errorf("%s: %v", pos, err)
			return
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			t.Errorf("%s: %v", pos, err)
			return
		}
		w.list = append(w.list, &want{pos.Filename, pos.Line, column, m[1], re, w.function(pos.Filename, pos.Line), 0})
	}
}

// function names the function around a line, or gives "".
func (w *wants) function(file string, line int) string {
	for _, f := range w.functions {
		if f.file == file && f.from <= line && line <= f.to {
			return f.name
		}
	}
	return ""
}

// match looks for the want that a finding meets.
func (w *wants) match(t *testing.T, tally *tally, pos token.Position, f finding.Finding) {
	text := fmt.Sprintf("%s: %s", f.Class, f.Object)
	for _, want := range w.list {
		if want.line != pos.Line || !sameFile(want.file, pos.Filename) || !want.text.MatchString(text) || want.met > 0 {
			continue
		}
		if want.verb == "want-or" {
			want = w.primary(want)
			if want == nil {
				t.Errorf("%s: want-or without a want", pos)
				return
			}
			if want.met > 0 {
				continue
			}
		}
		want.met++
		if want.column != 0 && want.column != pos.Column {
			t.Errorf("%s: column is %d, want %d: %s", w.short(pos), pos.Column, want.column, text)
		}
		if want.verb == "want-miss" {
			t.Errorf("%s: known miss is found now: make it // want: %s", w.short(pos), text)
		}
		return
	}
	name := w.function(pos.Filename, pos.Line)
	tally.add(string(f.Class), variantOf(name), falseAlarm)
	t.Errorf("%s: unexpected: %s (%s, in %s)", w.short(pos), text, f.Call, name)
}

// primary returns the want of the same function as or.
func (w *wants) primary(or *want) *want {
	for _, want := range w.list {
		if want.function == or.function && want.file == or.file && want.verb == "want" && want.text.String() == or.text.String() {
			return want
		}
	}
	return nil
}

// rest reports the wants that were not met, and counts.
func (w *wants) rest(t *testing.T, tally *tally) {
	for _, want := range w.list {
		class, variant := strings.Trim(want.text.String(), "^:"), variantOf(want.function)
		pos := w.short(token.Position{Filename: want.file, Line: want.line})
		switch {
		case want.verb == "want" && want.met > 0:
			tally.add(class, variant, found)
		case want.verb == "want":
			tally.add(class, variant, missed)
			t.Errorf("%s: not found: %s (in %s)", pos, want.text, want.function)
		case want.verb == "want-miss":
			tally.add(class, variant, knownMiss)
		case want.verb == "want-false" && want.met > 0:
			tally.add(class, variant, knownFalse)
		case want.verb == "want-false":
			t.Errorf("%s: known false alarm is gone: remove the comment: %s", pos, want.text)
		}
	}
	for _, f := range w.functions {
		if strings.HasPrefix(f.name, "good") {
			tally.silent++
		}
	}
}

// sameFile compares names of files, of which cgo may have shortened one.
func sameFile(a, b string) bool {
	return a == b || filepath.Base(a) == filepath.Base(b) && !filepath.IsAbs(b)
}

// short is pos with a name relative to testdata/src.
func (w *wants) short(pos token.Position) string {
	_, name, ok := strings.Cut(filepath.ToSlash(pos.Filename), "/testdata/src/")
	if !ok {
		name = pos.Filename
	}
	return fmt.Sprintf("%s:%d", name, pos.Line)
}

// variantOf is the name of a function without bad and good.
func variantOf(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "bad"), "good")
	if name == "" {
		return "(none)"
	}
	return name
}

// An outcome is what became of one expectation.
type outcome int

const (
	found outcome = iota
	missed
	falseAlarm
	knownMiss
	knownFalse
	outcomes
)

// A tally counts outcomes by class and by variant.
type tally struct {
	class, variant map[string]*[outcomes]int
	silent         int // good functions
}

func newTally() *tally {
	return &tally{class: map[string]*[outcomes]int{}, variant: map[string]*[outcomes]int{}}
}

func (y *tally) add(class, variant string, o outcome) {
	class, _, _ = strings.Cut(class, ":")
	for _, m := range []struct {
		of  map[string]*[outcomes]int
		key string
	}{{y.class, class}, {y.variant, variant}} {
		if m.of[m.key] == nil {
			m.of[m.key] = new([outcomes]int)
		}
		m.of[m.key][o]++
	}
}

// sum adds up all classes.
func (y *tally) sum() (sum [outcomes]int) {
	for _, n := range y.class {
		for i := range n {
			sum[i] += n[i]
		}
	}
	return sum
}

// String prints the totals: all classes, and the variants that are not clean.
func (y *tally) String() string {
	var b strings.Builder
	row := func(name string, n [outcomes]int) {
		fmt.Fprintf(&b, "%-28s %6d %6d %6d %10d %11d\n", name, n[found], n[missed], n[falseAlarm], n[knownMiss], n[knownFalse])
	}
	fmt.Fprintf(&b, "%d good functions\n%-28s %6s %6s %6s %10s %11s\n", y.silent, "class", "found", "missed", "false", "known miss", "known false")
	for _, c := range finding.Classes {
		if n := y.class[string(c)]; n != nil {
			row(string(c), *n)
		}
	}
	row("all", y.sum())
	fmt.Fprintf(&b, "variants that are not all found:\n")
	names := make([]string, 0, len(y.variant))
	for name, n := range y.variant {
		if n[missed]+n[falseAlarm]+n[knownMiss]+n[knownFalse] > 0 {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, c string) int {
		bad := func(s string) int { n := y.variant[s]; return n[missed] + n[falseAlarm] + n[knownMiss] + n[knownFalse] }
		return cmp.Or(bad(c)-bad(a), strings.Compare(a, c))
	})
	for _, name := range names {
		row(name, *y.variant[name])
	}
	return b.String()
}
