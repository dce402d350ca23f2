package analyzer

import (
	"bytes"
	"encoding/gob"
	"flag"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

var update = flag.Bool("update", false, "write the facts that are found to the comments of the tested packages")

// factPackages have a comment for each exported function:
//
//	func Free(s *C.SSL_SESSION) { C.SSL_SESSION_free(s) } // fact "release s"
//
// user imports infer.
var factPackages = []string{"./testdata/infer", "./testdata/user", "../testdata/src/facts"}

var factComment = regexp.MustCompile(`\s*// fact (".*")$`)

// TestFacts compares the contracts that are inferred and exported with what is
// expected beside the functions. Run it with -update, and judge the difference.
func TestFacts(t *testing.T) {
	for _, act := range factRoots(t) {
		found := map[string]map[int]string{} // by file and line
		for _, f := range act.AllObjectFacts() {
			if fact, ok := f.Fact.(*funcFact); ok && f.Object.Exported() && f.Object.Pkg() == act.Package.Types {
				pos := written(act, f.Object.Pos())
				if found[pos.Filename] == nil {
					found[pos.Filename] = map[int]string{}
				}
				found[pos.Filename][pos.Line] = fact.String()
			}
		}
		for _, file := range act.Package.GoFiles {
			compareFacts(t, file, found[file])
		}
	}
}

// compareFacts compares the facts by line with the file's comments.
func compareFacts(t *testing.T, file string, found map[int]string) {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(src), "\n")
	for i, line := range lines {
		want := ""
		if m := factComment.FindStringSubmatch(line); m != nil {
			if want, err = strconv.Unquote(m[1]); err != nil {
				t.Fatalf("%s:%d: %v", file, i+1, err)
			}
		}
		got, ok := found[i+1]
		if *update {
			lines[i] = factComment.ReplaceAllString(line, "")
			if ok {
				lines[i] += " // fact " + strconv.Quote(got)
			}
			continue
		}
		if got != want {
			t.Errorf("%s:%d: %s\n\tgot  %s\n\twant %s", filepath.Base(file), i+1, strings.TrimSpace(factComment.ReplaceAllString(line, "")), got, want)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// written returns where pos is in the file that was written: cgo's lines lead
// there.
func written(act *checker.Action, pos token.Pos) token.Position {
	return act.Package.Fset.Position(pos)
}

var factPkgs = sync.OnceValues(func() ([]*packages.Package, error) {
	return packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule}, factPackages...)
})

// factRoots analyses the packages anew.
func factRoots(t *testing.T) []*checker.Action {
	t.Helper()
	pkgs, err := factPkgs()
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the tested packages do not compile")
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatalf("%s: %v", act.Package.PkgPath, act.Err)
		}
	}
	return graph.Roots
}

// TestFactsDeterministic analyses twice: the go command compares facts byte by
// byte, and everything above a package is analysed again if they differ.
func TestFactsDeterministic(t *testing.T) {
	first, second := encoded(t), encoded(t)
	if len(first) == 0 || len(first) != len(second) {
		t.Fatalf("%d facts, then %d", len(first), len(second))
	}
	for name, b := range first {
		if !bytes.Equal(b, second[name]) {
			t.Errorf("%s: the fact's %d bytes are not the %d bytes of the next run", name, len(b), len(second[name]))
		}
	}
}

// encoded returns the bytes of all facts of a run. A second coding of the same
// fact, decoded as an importer does, must give the same bytes.
func encoded(t *testing.T) map[string][]byte {
	out := map[string][]byte{}
	for _, act := range factRoots(t) {
		for _, f := range act.AllObjectFacts() {
			fact, ok := f.Fact.(*funcFact)
			if !ok {
				continue
			}
			var buf bytes.Buffer
			if err := gob.NewEncoder(&buf).Encode(fact); err != nil {
				t.Fatal(err)
			}
			b := slices.Clone(buf.Bytes())
			name := fmt.Sprint(act.Package.PkgPath, " ", f.Object)
			out[name] = b
			var back funcFact
			if err := gob.NewDecoder(&buf).Decode(&back); err != nil {
				t.Fatal(err)
			}
			if got, want := back.String(), fact.String(); got != want {
				t.Errorf("%s: decoded it is %s, and was %s", name, got, want)
			}
		}
	}
	return out
}

// TestFactsHaveNoMaps holds for the future: gob writes maps in any order.
func TestFactsHaveNoMaps(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var visit func(typ reflect.Type, path string)
	visit = func(typ reflect.Type, path string) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		switch typ.Kind() {
		case reflect.Map, reflect.Interface, reflect.Func, reflect.Chan:
			t.Errorf("%s is a %s, which gob does not write in one order", path, typ.Kind())
		case reflect.Pointer, reflect.Slice, reflect.Array:
			visit(typ.Elem(), path)
		case reflect.Struct:
			for i := range typ.NumField() {
				visit(typ.Field(i).Type, path+"."+typ.Field(i).Name)
			}
		}
	}
	visit(reflect.TypeFor[funcFact](), "funcFact")
}
