package format

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const source = `package p

import "C"

func (c *Conn[T]) M() {
	s := c.Get0().Time()
	defer s.Free()
	return f(
		1)
}

var x = func() int { return 1 }()
`

func TestEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(source, "\n", "\r\n")), 0o666); err != nil {
		t.Fatal(err)
	}
	f := NewSources().File(path)
	for _, test := range []struct {
		line, column int
		call         string
		endLine, end int
		text         string
	}{
		{6, 7, "c.Get0", 6, 15, "c.Get0()"},
		{6, 7, "c.Get0().Time", 6, 22, "c.Get0().Time()"},
		{6, 7, "", 6, 22, "the largest call"},
		{7, 2, "s.Free", 7, 16, "defer s.Free()"},
		{7, 8, "s.Free", 7, 16, "s.Free()"},
		{8, 2, "", 9, 5, "the return statement, on two lines"},
		{10, 1, "", 10, 2, "}"},
		{6, 99, "", 6, 99, "behind the line"},
		{99, 1, "", 99, 1, "behind the file"},
		{6, 0, "", 6, 1, "no column"},
	} {
		if line, end := f.End(test.line, test.column, test.call); line != test.endLine || end != test.end {
			t.Errorf("%s: End(%d, %d, %q) = %d:%d, want %d:%d", test.text, test.line, test.column, test.call, line, end, test.endLine, test.end)
		}
	}
	for line, want := range map[int]string{5: "(*Conn[T]).M", 10: "(*Conn[T]).M", 12: "", 99: ""} {
		if got := f.Function(line); got != want {
			t.Errorf("Function(%d) = %q, want %q", line, got, want)
		}
	}
	none := NewSources().File(filepath.Join(t.TempDir(), "none.go"))
	if line, end := none.End(3, 4, "f"); line != 3 || end != 4 || none.Function(3) != "" || none.Line(1) != "" {
		t.Errorf("a file that is not there: %d:%d", line, end)
	}
}

func TestIDs(t *testing.T) {
	f := Finding{Check: "leak", Package: "p", Message: "m", Location: Location{Path: "/r/p.go", Line: 3}}
	g := f
	g.Location.Line = 9
	other := f
	other.Message = "n"
	r := &Report{Root: "/r", Findings: []Finding{f, g, other}}
	r.Complete()
	a, b, c := r.Findings[0].ID, r.Findings[1].ID, r.Findings[2].ID
	if b != a+"-2" || !strings.HasPrefix(c, "leak-") || c == a {
		t.Errorf("IDs %q, %q, %q", a, b, c)
	}
	if got := r.Findings[0].Location.File; got != "p.go" {
		t.Errorf("file %q", got)
	}
}

func TestRelative(t *testing.T) {
	for file, want := range map[string]string{
		"/r/a/b.go": "a/b.go", "/rr/b.go": "/rr/b.go", "/x.go": "/x.go", "net/http/x.go": "net/http/x.go",
	} {
		if got := Relative("/r", file); got != want {
			t.Errorf("Relative(/r, %s) = %q, want %q", file, got, want)
		}
	}
}

func TestFindRoot(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "m", "p")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ mark, want string }{
		{filepath.Join(root, "m", "go.mod"), filepath.Join(root, "m")},
		{filepath.Join(root, ".git"), root},
	} {
		if err := os.WriteFile(step.mark, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if got := FindRoot(deep); got != step.want {
			t.Errorf("with %s: %s, want %s", step.mark, got, step.want)
		}
	}
}
