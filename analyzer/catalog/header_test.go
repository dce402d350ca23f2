package catalog

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// headers are those of OpenSSL whose functions must have stubs: ssl.h, and what
// it includes of its own.
var headers = []string{"ssl.h", "tls1.h", "srtp.h", "dtls1.h", "ssl3.h"}

const headerDir = "/usr/include/openssl/"

// A cFunc is a function or macro of a header in the types of stub files; for
// macros, only handles have a type.
type cFunc struct {
	name    string
	params  []string
	result  string
	isMacro bool
	outs    []bool // params that C may write through
}

var handleTypes = []string{"*SSL", "*SSL_CTX", "*SSL_SESSION"}

// concerns reports whether a function takes or gives one of the three objects.
func (f cFunc) concerns() bool {
	return slices.ContainsFunc(append(slices.Clone(f.params), f.result), func(t string) bool {
		return slices.Contains(handleTypes, t) || slices.Contains(handleTypes, strings.TrimPrefix(t, "*"))
	})
}

// TestHeaderCoverage fails for each function and macro of the real headers that
// takes or gives an SSL, SSL_CTX or SSL_SESSION and has no stub, or another
// number or types of parameters than its stub.
func TestHeaderCoverage(t *testing.T) {
	stubs := stubTypes(t)
	functions := preprocessed(t)
	byName := map[string]cFunc{}
	for _, f := range functions {
		byName[f.name] = f
	}
	all := append(functions, macros(t, byName)...)
	concerned := 0
	for _, f := range all {
		if !f.concerns() {
			continue
		}
		concerned++
		stub, ok := stubs[f.name]
		if !ok {
			t.Errorf("%s(%s) %s has no stub", f.name, strings.Join(f.params, ", "), f.result)
			continue
		}
		compare(t, f, stub)
	}
	if concerned < 600 {
		t.Errorf("only %d functions and macros of the headers were understood; OpenSSL 3.0 has more than 600", concerned)
	}
	t.Logf("%d functions and macros of ssl.h have stubs", concerned)
}

func compare(t *testing.T, f cFunc, stub cFunc) {
	if len(f.params) != len(stub.params) {
		t.Errorf("%s has %d parameters, its stub %d", f.name, len(f.params), len(stub.params))
		return
	}
	for i, want := range f.params {
		if want != "" && stub.params[i] != want {
			t.Errorf("%s: parameter %d is %s, in the stub %s", f.name, i, want, stub.params[i])
		}
		if f.outs != nil && f.outs[i] && !stub.outs[i] {
			t.Errorf("%s: C may write through parameter %d, and no directive (havoc, keep, own, borrow, store) of the stub says so", f.name, i)
		}
	}
	if !f.isMacro && f.result != stub.result {
		t.Errorf("%s: the result is %q, in the stub %q", f.name, f.result, stub.result)
	}
}

// stubTypes reads the embedded C stubs anew, for their types.
func stubTypes(t *testing.T) map[string]cFunc {
	found := map[string]cFunc{}
	entries, err := embedded.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, _ := embedded.ReadFile(e.Name())
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if file.Name.Name != "C" {
			continue
		}
		for _, d := range file.Decls {
			if decl, ok := d.(*ast.FuncDecl); ok {
				found[decl.Name.Name] = stubType(decl)
			}
		}
	}
	return found
}

func stubType(decl *ast.FuncDecl) cFunc {
	f := cFunc{name: decl.Name.Name}
	doc := ""
	if decl.Doc != nil {
		for _, c := range decl.Doc.List {
			doc += c.Text + "\n"
		}
	}
	for _, field := range decl.Type.Params.List {
		for _, name := range field.Names {
			f.params = append(f.params, types.ExprString(field.Type))
			mentioned := regexp.MustCompile(`\*` + name.Name + `\b|(keep|havoc|transfer) ` + name.Name + `\b`)
			f.outs = append(f.outs, mentioned.MatchString(doc))
		}
	}
	if decl.Type.Results != nil {
		f.result = types.ExprString(decl.Type.Results.List[0].Type)
	}
	return f
}

// header reads one header, or says what to install.
func header(t *testing.T, name string) string {
	text, err := os.ReadFile(headerDir + name)
	if err != nil {
		t.Fatalf("%v: install libssl-dev (OpenSSL 3.0), which the catalog is checked against", err)
	}
	return string(text)
}

// preprocessed returns the functions of the headers as the C preprocessor
// shows them.
func preprocessed(t *testing.T) []cFunc {
	header(t, "ssl.h")
	cmd := exec.Command("cc", "-E", "-x", "c", "-")
	cmd.Stdin = strings.NewReader("#include <openssl/ssl.h>\n")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("cc -E: %v: install gcc and libssl-dev, which the catalog is checked against", err)
	}
	marker := regexp.MustCompile(`^# \d+ "([^"]*)"`)
	var text strings.Builder
	inside := false
	for line := range strings.Lines(string(out)) {
		if m := marker.FindStringSubmatch(line); m != nil {
			inside = slices.ContainsFunc(headers, func(h string) bool { return m[1] == headerDir+h })
		} else if inside {
			text.WriteString(line)
		}
	}
	var found []cFunc
	for _, d := range cDeclarations(text.String()) {
		if f, ok := cFunction(d); ok {
			found = append(found, f)
		}
	}
	return found
}

// macros returns the function-like macros of the headers, the types of their
// parameters inferred from what they are passed to, and the macros that rename
// a function.
func macros(t *testing.T, known map[string]cFunc) []cFunc {
	define := regexp.MustCompile(`(?m)^[ \t]*#[ \t]*define[ \t]+(\w+)(\([^)]*\))?[ \t]+(.*)$`)
	comment := regexp.MustCompile(`(?s)/\*.*?\*/`)
	var lines [][]string
	for _, h := range headers {
		text := strings.ReplaceAll(header(t, h), "\\\n", " ")
		lines = append(lines, define.FindAllStringSubmatch(comment.ReplaceAllString(text, ""), -1)...)
	}
	var found []cFunc
	for range 3 { // macros that use macros, in any order
		for _, m := range lines {
			if _, done := known[m[1]]; done || strings.HasPrefix(m[1], "sk_") {
				continue
			}
			if f, ok := cMacro(m[1], m[2], strings.TrimSpace(m[3]), known); ok {
				known[f.name] = f
				found = append(found, f)
			}
		}
	}
	return found
}

func cMacro(name, params, body string, known map[string]cFunc) (cFunc, bool) {
	if params == "" {
		f, ok := known[body]
		f.name = name
		return f, ok
	}
	f := cFunc{name: name, isMacro: true}
	args := splitTop(strings.Trim(params, "()"))
	f.params = make([]string, len(args))
	call := regexp.MustCompile(`\b(\w+)\s*\(`)
	for _, at := range call.FindAllStringSubmatchIndex(body, -1) {
		callee, ok := known[body[at[2]:at[3]]]
		if !ok {
			continue
		}
		for k, passed := range splitTop(body[at[1] : at[1]+closing(body[at[1]:])]) {
			i := slices.Index(args, strings.Trim(passed, "() "))
			if i >= 0 && k < len(callee.params) && slices.Contains(handleTypes, callee.params[k]) {
				f.params[i] = callee.params[k]
			}
		}
	}
	return f, f.concerns()
}

// closing returns where the parenthesis that is open at the start closes.
func closing(s string) int {
	depth := 0
	for i, c := range s {
		switch {
		case c == '(':
			depth++
		case c == ')' && depth == 0:
			return i
		case c == ')':
			depth--
		}
	}
	return len(s)
}

func (f cFunc) String() string { return fmt.Sprintf("%s(%s) %s", f.name, f.params, f.result) }
