package lower

import (
	"flag"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

var update = flag.Bool("update", false, "rewrite golden files")

// golden compares got with a file, line by line.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		w, g := strings.Split(string(want), "\n"), strings.Split(got, "\n")
		sort.Strings(w)
		sort.Strings(g)
		t.Errorf("%s is out of date (-update rewrites it):\n%s", path, difference(w, g))
	}
}

// TestShapes lowers every shape that cgo makes, and shows what each call in the
// source is after that: its place, how it was written, and the names of its
// arguments and of its result.
func TestShapes(t *testing.T) {
	p, _ := checkTable(t, load(t, module(t, shapes), ".")[0])
	var b strings.Builder
	for _, fn := range p.Funcs {
		fmt.Fprintf(&b, "%s\n", fn.RelString(p.Types))
		eachCall([]*ssa.Function{fn}, func(instr ssa.CallInstruction) {
			b.WriteString(p.describe(instr))
		})
	}
	golden(t, "shapes.golden", b.String())
}

func (p *Package) describe(instr ssa.CallInstruction) string {
	call := p.CallOf(instr)
	if !call.Pos.IsValid() {
		return "" // initializers of imported packages, and the like
	}
	at := p.Fset.Position(call.Pos)
	s := fmt.Sprintf("\t%d:%d: ", at.Line, at.Column)
	switch instr := instr.(type) {
	case *ssa.Defer:
		s += "defer "
	case *ssa.Go:
		s += "go "
	case *ssa.Call:
		if name := p.Expr(instr); name != "" {
			s += name + " = "
		}
	}
	var args []string
	for _, arg := range instr.Common().Args {
		name := p.Expr(arg)
		if c, ok := CPointer(arg); ok {
			name = "&C." + c
		} else if name == "" {
			name = "_"
		}
		args = append(args, name)
	}
	s += fmt.Sprintf("%s(%s)", call.Written, strings.Join(args, ", "))
	if call.TwoResults {
		s += " two results"
	}
	return s + "\n"
}

// TestLibp2p lowers a real wrapper of OpenSSL.
func TestLibp2p(t *testing.T) {
	pass := load(t, "testdata/libp2p", "github.com/libp2p/go-openssl")[0]
	p, rows := checkTable(t, pass)
	if p.Undone != 298 {
		t.Errorf("undid %d wrappers, want 298", p.Undone)
	}
	golden(t, "libp2p.golden", strings.Join(rows, "\n")+"\n")
}

// TestStandardLibrary lowers the cgo that the standard library has.
func TestStandardLibrary(t *testing.T) {
	for _, pass := range load(t, ".", "net", "os/user") {
		if _, rows := checkTable(t, pass); len(rows) == 0 {
			t.Errorf("%s: found no calls of C functions", pass.Pkg.Path())
		}
		if Uses(pass, func(name string) bool { return strings.HasPrefix(name, "SSL") }) {
			t.Errorf("%s uses OpenSSL", pass.Pkg.Path())
		}
	}
}

// TestWithoutOriginals checks that no file but those of the pass is needed: the
// calls are the same, and places are right but for calls within arguments.
func TestWithoutOriginals(t *testing.T) {
	pass := load(t, "testdata/libp2p", "github.com/libp2p/go-openssl")[0]
	want := writtenRows(t, pass)
	places := newPlaces(pass.Fset)
	wrong := 0
	known := make(map[string]bool)
	for _, row := range want {
		known[row[:strings.Index(row, ": ")]] = true
	}
	for _, file := range pass.Files {
		places.add(file, nil)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if w := parseWrapper(call); w != nil {
				at := pass.Fset.Position(places.placeWrapper(w))
				if !known[fmt.Sprintf("%s:%d:%d", filepath.Base(at.Filename), at.Line, at.Column)] {
					wrong++
				}
			}
			return true
		})
	}
	if wrong > 3 {
		t.Errorf("%d places are wrong", wrong)
	}
	t.Logf("%d places are wrong", wrong)
}

// TestGoCode checks that a package without cgo is taken as it is.
func TestGoCode(t *testing.T) {
	pass := load(t, ".", "go/scanner")[0]
	p, err := Build(pass, sanity)
	if err != nil {
		t.Fatal(err)
	}
	if p.Info != pass.TypesInfo || &p.Files[0] != &pass.Files[0] {
		t.Error("copied what needs no change")
	}
	eachCall(p.Funcs, func(instr ssa.CallInstruction) {
		if call := p.CallOf(instr); call.C || call.Written == "" {
			t.Errorf("%s: %v is %+v", p.Source(instr.Pos()), instr, call)
		}
	})
}
