package govet

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func TestLosesDiagnostics(t *testing.T) {
	for version, want := range map[string]bool{
		"go1.25.7":                  false,
		"go1.26rc1":                 true,
		"go1.26":                    true,
		"go1.26.0":                  true,
		"go1.26.8":                  true,
		"go1.26.8-custom":           true,
		"go1.26.8 X:jsonv2":         true,
		"go1.26.9":                  false,
		"go1.26.10":                 false,
		"go1.27.0":                  true,
		"go1.27.1":                  true,
		"go1.27.2":                  false,
		"go1.28.0":                  false,
		"devel go1.28-1234567 Mon ": true,
		"":                          true,
	} {
		if got := LosesDiagnostics(version); got != want {
			t.Errorf("LosesDiagnostics(%q) = %v, want %v", version, got, want)
		}
	}
}

const stdout = `{
	"p": {
		"leak": [
			{"posn": "/m/p/b.go:7:2", "end": "", "message": "m2"},
			{"posn": "/m/p/c.go:1:2", "end": "", "category": "ignored: a reason", "message": "m3"},
			{"posn": "/m/p/a.go:10:2", "end": "", "message": "m1", "category": "leak", "related": [
				{"posn": "/m/p/a.go:9:1", "end": "", "message": "first; /q/q.go:1:2: second; /q/r.go:3:4: third"},
				{"posn": "/m/p/a.go:10:2", "end": "", "message": "/q/q.go:5:6: only"},
				{"posn": "/m/p/a.go:10:2", "end": "", "message": "note x y"}
			]}
		]
	}
}
{}
{
	"p [p.test]": {
		"leak": [ {"posn": "/m/p/b.go:7:2", "end": "", "message": "m2"} ],
		"other": {"error": "no luck"}
	}
}
`

func TestDecode(t *testing.T) {
	got, err := decode([]byte(stdout), prefixes{"note ", "ignored: "})
	if err != nil {
		t.Fatal(err)
	}
	want := &decoded{
		prefixes: prefixes{"note ", "ignored: "},
		findings: []Finding{
			{Check: "leak", Package: "p", Pos: Position{"/m/p/a.go", 10, 2}, Message: "m1", Steps: []Step{
				{Position{"/m/p/a.go", 9, 1}, "first", false, ""},
				{Position{"/q/q.go", 1, 2}, "second", true, ""},
				{Position{"/q/r.go", 3, 4}, "third", true, ""},
				{Position{"/q/q.go", 5, 6}, "only", true, ""},
			}, Notes: []string{"x y"}},
			{Check: "leak", Package: "p", Pos: Position{"/m/p/b.go", 7, 2}, Message: "m2"},
			{Check: "leak", Package: "p", Pos: Position{"/m/p/c.go", 1, 2}, Message: "m3", Ignored: true, Reason: "a reason"},
		},
		errors: []string{"p [p.test]: other: no luck"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if _, err := decode([]byte(`{"p": {"leak": 7`), prefixes{}); err == nil {
		t.Error("no error for broken output")
	}
}

func TestParsePosition(t *testing.T) {
	for text, want := range map[string]Position{
		"/a/b.go:1:2":  {"/a/b.go", 1, 2},
		"/a/b.go:1":    {"/a/b.go", 1, 0},
		"c:/b.go:1:2":  {"c:/b.go", 1, 2},
		"-":            {"-", 0, 0},
		"/a/b:c.go:30": {"/a/b:c.go", 30, 0},
	} {
		if got := ParsePosition(text); got != want {
			t.Errorf("ParsePosition(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestMessages(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	module := filepath.Join(dir, "m")
	if err := os.MkdirAll(filepath.Join(module, "p"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(module, "p", "x.go"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	m := newMessages(Config{Dir: module, Stderr: &out})
	for _, part := range []string{"# exam", "ple\np/x.go:2:1: fatal error: openssl/n.h: No such file or directory\n",
		"p/y.go:1:1: elsewhere\n", "p/x.go:3:1: fatal error: openssl/n.h: No such file or directory\nlast"} {
		m.Write([]byte(part))
	}
	m.close()
	want := `# example
m/p/x.go:2:1: fatal error: openssl/n.h: No such file or directory
p/y.go:1:1: elsewhere
m/p/x.go:3:1: fatal error: openssl/n.h: No such file or directory
last
refvet: hint: the C header openssl/n.h is missing: install OpenSSL's headers (Debian: apt-get install libssl-dev), or check its name
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", &out, want)
	}
}

func TestCounter(t *testing.T) {
	var seen []int
	c := &counter{report: func(done int) { seen = append(seen, done) }}
	for _, part := range []string{stdout[:7], stdout[7:]} {
		c.Write([]byte(part))
	}
	if want := []int{1, 2, 3}; !reflect.DeepEqual(seen, want) {
		t.Errorf("got %v, want %v", seen, want)
	}
}
