package baseline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/refvet/refvet/internal/govet"
)

func write(t *testing.T, file, text string) string {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func found(file string, line int, message string) govet.Finding {
	return govet.Finding{Check: "leak", Package: "example.com/m", Message: message, Pos: govet.Position{File: file, Line: line, Col: 2}}
}

// TestSplit checks what is still known after a file has changed.
func TestSplit(t *testing.T) {
	dir := t.TempDir()
	source := write(t, filepath.Join(dir, "m.go"), "package m\n\nfunc F() {\n\ta()\n\ta()\n}\n\nfunc G() {\n\tb()\n}\n")
	known := []govet.Finding{found(source, 4, "a <leaks>"), found(source, 5, "a <leaks>"), found(source, 9, "b leaks"),
		found("/modcache/x.go", 3, "c leaks")}
	file := filepath.Join(dir, "baseline.json")
	b, err := New(file)
	if err != nil {
		t.Fatal(err)
	}
	b.Add(known)
	if err := b.Write(file); err != nil {
		t.Fatal(err)
	}

	check := func(what string, findings []govet.Finding, wantUnknown int, wantStale ...string) {
		t.Helper()
		b, err := Read(file)
		if err != nil {
			t.Fatal(err)
		}
		unknown, stale := b.Split(findings)
		var got []string
		for _, e := range stale {
			got = append(got, e.String())
		}
		if len(unknown) != wantUnknown || strings.Join(got, "\n") != strings.Join(wantStale, "\n") {
			t.Errorf("%s: unknown %v, stale %q", what, unknown, got)
		}
	}
	check("same", known, 0)
	check("more of one", append(known[:4:4], found(source, 5, "a <leaks>")), 1)
	check("one less", known[1:], 0, "m.go, F: a <leaks> (leak)")
	check("none", nil, 0, "example.com/m/x.go: c leaks (leak)", "m.go, F: a <leaks> (leak) x2", "m.go, G: b leaks (leak)")

	write(t, source, "package m\n\nimport \"C\"\n\nfunc G() {\n\n\tb()\n}\n\nfunc F() {\n\ta()\n\ta()\n}\n")
	moved := []govet.Finding{found(source, 7, "b leaks"), found(source, 11, "a <leaks>"), found(source, 12, "a <leaks>"), known[3]}
	check("moved", moved, 0)
	check("another function", []govet.Finding{found(source, 7, "a <leaks>"), moved[0], moved[1], moved[2], moved[3]}, 1)
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	for text, want := range map[string]string{
		"":                               "is not a baseline file",
		"[]":                             "is not a baseline file",
		`{"version": 2, "findings": []}`: "-write-baseline",
		`{"version": 1, "findings": [{"check": "leak"}]}`: "lacks its check, file or message",
		`{"version": 1, "finding": []}`:                   "unknown field",
	} {
		_, err := Read(write(t, filepath.Join(dir, "b.json"), text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got error %v, want %q", text, err, want)
		}
	}
}
