package enclosing

import (
	"os"
	"path/filepath"
	"testing"
)

const source = `package p

// F is documented.
func F() {
}

var x = 1

func (t *T[K]) M() { println() }
func (T) N() {}
`

func TestAt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	var f Finder
	for line, want := range []string{1: "", 2: "", 3: "F", 4: "F", 5: "F", 6: "", 7: "", 9: "T.M", 10: "T.N", 11: ""} {
		if got, _ := f.At(file, line); got.Name != want {
			t.Errorf("line %d: got %q, want %q", line, got.Name, want)
		}
	}
	if _, ok := f.At("nowhere.go", 1); ok {
		t.Error("a function in a file that is not there")
	}
}
