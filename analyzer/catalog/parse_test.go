package catalog

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestParse reads each stub file of testdata and compares what it means, or
// what is wrong with it, with the golden file beside it.
func TestParse(t *testing.T) {
	files, err := filepath.Glob("testdata/*.go.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stub files in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, ".go.txt")+".golden", explain(filepath.Base(file), src))
		})
	}
}

// explain writes the contracts of a stub file, or its errors.
func explain(name string, src []byte) string {
	stubs, err := ParseFile(name, src)
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	for _, table := range []string{"c", "go", "callback"} {
		m := map[string]map[string]string{"c": {}, "go": {}, "callback": {}}
		for name, c := range stubs.c {
			m["c"][name] = Decl(c) + "\t" + Short(c) + "\n\n"
		}
		for name, c := range stubs.goFuncs {
			m["go"][name] = Decl(c) + "\t" + Short(c) + "\n\n"
		}
		for name, c := range stubs.callbacks {
			m["callback"][name] = Decl(c) + "\t" + Short(c) + "\n\n"
		}
		for _, name := range sortedKeys(m[table]) {
			b.WriteString(m[table][name])
		}
	}
	return b.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: run go test -update", err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s\nif this is right, run go test -update", got, want)
	}
}

// FuzzParse checks that no text makes the parser panic, and that what it reads
// without errors is the same when written and read again.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.go.txt")
	embeddedFiles, _ := filepath.Glob("*.go.txt")
	for _, file := range append(files, embeddedFiles...) {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, src := range []string{"//refvet:\npackage p\n", "package p\n\n//refvet:package C\ntype A interface{ A() }\n", "package p\n\n//refvet:release ses.\nfunc f(ses any)\n"} {
		f.Add([]byte(src)) // these once failed
	}
	base := defaultCatalog(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		stubs, err := ParseFile("fuzz.go", src)
		if err != nil {
			return
		}
		kinds := base.kinds()
		for name, k := range stubs.kinds {
			kinds[name] = k
		}
		for name, c := range stubs.c {
			refuse(t, kinds, name, Format(c))
		}
		for name, c := range stubs.goFuncs {
			refuse(t, kinds, name, Format(c))
		}
	})
}

// refuse fails unless text, read and written again, is the same.
func refuse(t *testing.T, kinds kindTable, name, text string) {
	t.Helper()
	again, err := parseSources(kinds, []source{{"again.go", []byte(text)}}, 0)
	if err != nil {
		t.Fatalf("%s: what Format wrote does not parse:\n%s\n%v", name, text, err)
	}
	c := again.c[name]
	if c == nil {
		c = again.goFuncs[name]
	}
	if c == nil {
		t.Fatalf("%s is lost in\n%s", name, text)
	}
	if got := Format(c); got != text {
		t.Fatalf("written\n%s\nand again\n%s", text, got)
	}
	Short(c)
}
