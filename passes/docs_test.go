package passes_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/passes"
)

// TestPages runs refvet on the examples of the checks' pages: the functions
// named bad must have a finding of that check and no other, the rest none.
func TestPages(t *testing.T) {
	dir := newModule(t)
	wants := make(map[string]string) // by "package.function"
	for _, a := range passes.All {
		code := indented(a.Doc)
		for _, name := range writePackage(t, dir, a.Name, code) {
			if strings.HasPrefix(name, "bad") {
				wants[a.Name+"."+name] = a.Name
			}
		}
	}
	got := runOn(t, dir)
	for function, check := range wants {
		if len(got[function]) == 0 {
			t.Errorf("%s: want a finding of %s, got none", function, check)
		}
	}
	for function, findings := range got {
		for _, f := range findings {
			if want := wants[function]; f.check != want {
				t.Errorf("%s: want %s, got: %s", function, orNone(want), f.line)
			}
		}
	}
}

// TestDocs checks the Go examples of the documents: stub files must parse, and
// refvet must find nothing in the code.
func TestDocs(t *testing.T) {
	dir := newModule(t)
	count := 0
	for _, name := range []string{"../docs/contracts.md", "../docs/ci.md", "../README.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, block := range fence.FindAllStringSubmatch(string(data), -1) {
			where := fmt.Sprintf("%s, Go example %d", name, i+1)
			count++
			if strings.Contains(block[1], "//go:build ignore") {
				if _, err := catalog.ParseFile(where, []byte(block[1])); err != nil {
					t.Errorf("bad stub file: %v\n%s", err, block[1])
				}
				continue
			}
			writePackage(t, dir, fmt.Sprintf("doc%d", count), block[1])
		}
	}
	if count < 4 {
		t.Errorf("%d Go examples in the documents: are there no more?", count)
	}
	for function, findings := range runOn(t, dir) {
		for _, f := range findings {
			t.Errorf("%s: want none, got: %s", function, f.line)
		}
	}
}

var fence = regexp.MustCompile("(?ms)^```go\n(.*?)^```$")

// TestReadme checks that the README shows what refvet prints, and that every
// check finds something in the example, but for contract: it has no directives.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := output.FindStringSubmatch(string(readme))
	if block == nil {
		t.Fatal("no output in the README")
	}
	bin := buildRefvet(t)
	t.Chdir("..")
	got := runBinary(t, bin, "-C", "testdata/example", "./...")
	if !strings.Contains(got, block[1]) {
		t.Errorf("README.md has\n%s\nrefvet prints\n%s", block[1], got)
	}
	for _, a := range passes.All {
		if a.Name != "contract" && !strings.Contains(got, " ("+a.Name+")\n") {
			t.Errorf("%s finds nothing in the example", a.Name)
		}
	}
	if n := headLines(got); n != 7 {
		t.Errorf("%d findings in the example, want 7:\n%s", n, got)
	}
}

// headLines counts findings.
func headLines(output string) (n int) {
	for line := range strings.Lines(output) {
		if !strings.HasPrefix(line, "\t") {
			n++
		}
	}
	return n
}

var output = regexp.MustCompile("(?s)<!-- a part of the output.*? -->\n```\n(.*?)```\n")

func orNone(check string) string {
	if check == "" {
		return "no finding"
	}
	return check
}

// indented returns the code of a page: its lines that start with a tab.
func indented(page string) string {
	var code strings.Builder
	for line := range strings.Lines(page) {
		if rest, ok := strings.CutPrefix(line, "\t"); ok {
			code.WriteString(rest)
		} else if strings.TrimSpace(line) == "" {
			code.WriteString("\n")
		}
	}
	return code.String()
}

func newModule(t *testing.T) string {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/docs\n\ngo 1.26\n")
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// writePackage makes code a cgo package and returns the names of its functions.
func writePackage(t *testing.T, dir, name, code string) (functions []string) {
	t.Helper()
	text := "package " + name + "\n\n/*\n#cgo pkg-config: openssl\n#include <openssl/ssl.h>\n*/\nimport \"C\"\n\n"
	if strings.Contains(code, "errors.") {
		text += "import \"errors\"\n\n"
	}
	file := filepath.Join(dir, name, name+".go")
	write(t, file, text+code)
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			functions = append(functions, fn.Name.Name)
		}
	}
	return functions
}

type docFinding struct{ check, line string }

var findingLine = regexp.MustCompile(`^(.*\.go):(\d+):\d+: .* \((\w+)\)$`)

// runOn runs refvet on the module in dir and returns its findings by function,
// "package.function".
func runOn(t *testing.T, dir string) map[string][]docFinding {
	t.Helper()
	result := make(map[string][]docFinding)
	for line := range strings.Lines(runRefvet(t, dir, "./...")) {
		line = strings.TrimSuffix(line, "\n")
		if g := findingLine.FindStringSubmatch(line); g != nil {
			n, _ := strconv.Atoi(g[2])
			function := functionAt(t, g[1], n)
			result[function] = append(result[function], docFinding{g[3], line})
		}
	}
	return result
}

// functionAt names the function that line is in, or whose comment it is in.
func functionAt(t *testing.T, file string, line int) string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	name := "?"
	for _, decl := range f.Decls {
		start := decl.Pos()
		if fn, ok := decl.(*ast.FuncDecl); ok {
			if fn.Doc != nil {
				start = fn.Doc.Pos()
			}
			if fset.Position(start).Line <= line && line <= fset.Position(fn.End()).Line {
				name = fn.Name.Name
			}
		}
	}
	return f.Name.Name + "." + name
}
