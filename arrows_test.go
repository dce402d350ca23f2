package refvet_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/refvet/refvet/"

// forbidden lists the arrows that must not be, direct or not. Rooms are import
// paths without the module; "x/..." is x and all below it. A room may always
// import itself and what is below it, unless a rule says otherwise.
var forbidden = []struct{ from, to, because string }{
	{"analyzer/...", "passes/...", "the engine serves checks, and knows none"},
	{"analyzer/...", "cmd/...", "the engine serves drivers, and knows none"},
	{"analyzer/...", "internal/...", "the engine knows no driver's helpers"},
	{"passes/...", "cmd/...", "checks know no driver"},
	{"passes/...", "internal/...", "checks know no driver's helpers"},
	{"internal/govet", "analyzer/...", "what drives the go command does not care what the vettool finds"},
	{"internal/govet", "passes/...", "what drives the go command does not care what the vettool finds"},
	{"internal/format/...", "analyzer/...", "formats show a result and do not care how it came about"},
	{"internal/format/...", "passes/...", "formats know no check by name"},

	{"analyzer/contract", "analyzer/...", "the vocabulary is plain data and stands on nothing"},
	{"analyzer/contract", "golang.org/x/tools/...", "contracts must not depend on the program they were inferred from"},
	{"analyzer/finding", "golang.org/x/tools/...", "findings are plain data"},
	{"analyzer/finding", "analyzer/internal/...", "findings are plain data"},
	{"analyzer/explain", "golang.org/x/tools/...", "what is told of a line is plain data"},
	{"analyzer/explain", "analyzer/internal/...", "what is told of a line is plain data"},
	{"analyzer/internal/snapshot", "golang.org/x/tools/go/ssa/...", "a snapshot describes the abstract state, not the program"},
	{"analyzer/internal/state", "analyzer/internal/snapshot", "the state does not describe itself"},
	{"analyzer/internal/transfer", "analyzer/internal/snapshot", "solve -> snapshot -> transfer"},
	{"analyzer/internal/snapshot", "analyzer/internal/solve", "solve -> snapshot"},
	{"analyzer/internal/state", "golang.org/x/tools/go/ssa/...", "the state is abstract: its keys come from outside"},
	{"analyzer/internal/state", "golang.org/x/tools/go/analysis/...", "the state is abstract"},
	{"analyzer/catalog", "golang.org/x/tools/...", "the catalog reads text and yields contracts"},
	{"analyzer/catalog", "analyzer/internal/...", "the catalog reads text and yields contracts"},

	{"analyzer/internal/lower", "analyzer/internal/state", "lowering knows programs, not states"},
	{"analyzer/internal/state", "analyzer/internal/lower", "the state knows no programs"},
	{"analyzer/internal/state", "analyzer/internal/summary", "the state knows no functions"},
	{"analyzer/internal/lower", "analyzer/internal/transfer", "solve -> transfer -> lower"},
	{"analyzer/internal/state", "analyzer/internal/transfer", "solve -> transfer -> state"},
	{"analyzer/internal/summary", "analyzer/internal/transfer", "solve -> transfer -> summary"},
	{"analyzer/internal/lower", "analyzer/internal/solve", "solve -> transfer -> lower"},
	{"analyzer/internal/state", "analyzer/internal/solve", "solve -> transfer -> state"},
	{"analyzer/internal/summary", "analyzer/internal/solve", "solve -> transfer -> summary"},
	{"analyzer/internal/transfer", "analyzer/internal/solve", "solve -> transfer"},
}

// A house is the source of the module's packages, without tests.
type house struct {
	fset    *token.FileSet
	files   map[string][]*ast.File // by room
	imports map[string][]string    // by room; packages of other modules keep their path
}

func readHouse(t *testing.T) *house {
	h := &house{token.NewFileSet(), make(map[string][]*ast.File), make(map[string][]string)}
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") || isModule(name)):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(h.fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		room := path.Dir(filepath.ToSlash(name))
		h.files[room] = append(h.files[room], f)
		for _, spec := range f.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			h.imports[room] = append(h.imports[room], strings.TrimPrefix(target, module))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// rooms returns the rooms in order.
func (h *house) rooms() []string { return slices.Sorted(maps.Keys(h.files)) }

// reach returns a chain of imports from one room to each that it reaches.
func (h *house) reach(from string) map[string][]string {
	chains := make(map[string][]string)
	var visit func(room string, chain []string)
	visit = func(room string, chain []string) {
		for _, to := range h.imports[room] {
			if chains[to] == nil {
				chains[to] = append(slices.Clone(chain), to)
				visit(to, chains[to])
			}
		}
	}
	visit(from, []string{from})
	return chains
}

func within(room, pattern string) bool {
	if root, ok := strings.CutSuffix(pattern, "/..."); ok {
		return room == root || strings.HasPrefix(room, root+"/")
	}
	return room == pattern
}

// TestArrows checks that no room of the house imports what it must not know.
func TestArrows(t *testing.T) {
	h := readHouse(t)
	for _, room := range h.rooms() {
		chains := h.reach(room)
		for _, to := range slices.Sorted(maps.Keys(chains)) {
			for _, rule := range forbidden {
				if within(room, rule.from) && within(to, rule.to) {
					t.Errorf("%s\n\tmust not import %s: %s", strings.Join(chains[to], " -> "), to, rule.because)
				}
			}
			if isCheck(room) && isCheck(to) && room != to {
				t.Errorf("%s\n\tone check must not import another", strings.Join(chains[to], " -> "))
			}
		}
	}
	// A rule about a room that is not there protects nothing.
	for _, rule := range forbidden {
		if !slices.ContainsFunc(h.rooms(), func(room string) bool { return within(room, rule.from) }) {
			t.Errorf("no room is %s: has it moved?", rule.from)
		}
	}
}

func isCheck(room string) bool {
	return path.Dir(room) == "passes" && !slices.Contains([]string{"passes/internal", "passes/contracts", "passes/explain", "passes/gclplugin"}, room)
}

// TestOnlyReportWords checks that diagnostics are built in one room only.
func TestOnlyReportWords(t *testing.T) {
	h := readHouse(t)
	for _, room := range h.rooms() {
		// The plugin of golangci-lint hands on what report built.
		if room == "passes/internal/report" || room == "passes/gclplugin" || strings.HasPrefix(room, "bench/") {
			continue
		}
		for _, f := range h.files[room] {
			ast.Inspect(f, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					switch sel.Sel.Name {
					case "Diagnostic", "Reportf", "ReportRangef":
						t.Errorf("%s: %s: only passes/internal/report builds diagnostics", h.fset.Position(sel.Pos()), sel.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

var functionName = regexp.MustCompile(`\b(SSL|X509|EVP|BIO|PEM|d2i|i2d)_\w`)

// TestNoFunctionNames checks that only the catalog and the checks' pages know
// functions by name.
func TestNoFunctionNames(t *testing.T) {
	h := readHouse(t)
	for _, room := range h.rooms() {
		if within(room, "analyzer/catalog/...") || !within(room, "analyzer/...") && !within(room, "passes/...") && !within(room, "cmd/...") {
			continue
		}
		for _, f := range h.files[room] {
			ast.Inspect(f, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && functionName.MatchString(lit.Value) {
					t.Errorf("%s: the string %s names a C function: that belongs into a stub file of the catalog", h.fset.Position(lit.Pos()), lit.Value)
				}
				return true
			})
		}
	}
}
