package passes_test

import (
	"bytes"
	"flag"
	"go/doc/comment"
	"os"
	"path/filepath"
	"testing"

	"github.com/refvet/refvet/passes"
	"golang.org/x/tools/go/analysis"
)

var update = flag.Bool("update", false, "rewrite the pages in docs/checks")

// TestDocPages checks that docs/checks has the page of each check, and no other:
// the package comment of its doc.go, which "refvet help" prints.
func TestDocPages(t *testing.T) {
	dir := filepath.Join("..", "docs", "checks")
	pages := map[string][]byte{}
	for _, a := range passes.All {
		pages[a.Name+".md"] = markdown(a)
	}
	if *update {
		for name, page := range pages {
			if err := os.WriteFile(filepath.Join(dir, name), page, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		got, err := os.ReadFile(filepath.Join(dir, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if want, ok := pages[file.Name()]; !ok {
			t.Errorf("docs/checks/%s is the page of no check", file.Name())
		} else if !bytes.Equal(got, want) {
			t.Errorf("docs/checks/%s is not what its check's doc.go says: run go test ./passes -run TestDocPages -update", file.Name())
		}
		delete(pages, file.Name())
	}
	for name := range pages {
		t.Errorf("docs/checks lacks %s: run go test ./passes -run TestDocPages -update", name)
	}
}

func markdown(a *analysis.Analyzer) []byte {
	var p comment.Parser
	printer := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}
	page := []byte("# " + a.Name + "\n\n<!-- From the package comment of passes/" + a.Name + "/doc.go; TestDocPages compares. -->\n\n")
	return append(page, printer.Markdown(p.Parse(a.Name+": "+a.Doc))...)
}
