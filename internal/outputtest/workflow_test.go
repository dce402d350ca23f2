package outputtest

import (
	"io"
	"os"
	"regexp"
	"testing"

	"github.com/rhysd/actionlint"
)

var yamlBlock = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestWorkflow checks the GitHub workflow of the documentation with actionlint.
func TestWorkflow(t *testing.T) {
	doc, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	linted := 0
	for _, block := range yamlBlock.FindAllSubmatch(doc, -1) {
		if !regexp.MustCompile(`(?m)^jobs:`).Match(block[1]) {
			continue
		}
		linted++
		problems, err := linter.Lint("docs/ci.md", block[1], nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			t.Errorf("line %d of the workflow: %s", p.Line, p.Message)
		}
	}
	if linted == 0 {
		t.Error("docs/ci.md has no workflow")
	}
}
