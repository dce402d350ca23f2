package run

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "copy the tables of oracle/results.md to README.md")

// TestReadme checks that README quotes the results that are checked in.
func TestReadme(t *testing.T) {
	const readme, begin, end = "../../README.md", "<!-- from oracle/results.md: TestReadme compares -->\n", "<!-- end -->\n"
	results, err := os.ReadFile("../results.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := quote(string(results))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	got, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("README.md has no part between %q and %q", begin, end)
	}
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("README.md does not quote oracle/results.md: run go test ./oracle/run -run TestReadme -update\ngot:\n%swant:\n%s", got, want)
	}
	if err := os.WriteFile(readme, []byte(before+begin+want+end+after), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestQuote keeps what README quotes in step with what Tables writes.
func TestQuote(t *testing.T) {
	tally := NewTally()
	tally.Add([]Case{{Verdict: Found, Class: "leak", Features: []string{"loop"}}, {Verdict: True, Class: "leak", Features: []string{"loop"}}})
	var b strings.Builder
	b.WriteString("## Generated programs\n\n    command\n\n")
	tally.Tables(&b)
	got, err := quote(b.String())
	if err != nil || !strings.Contains(got, "| leak | 1 | 1 |") || !strings.Contains(got, "command") || !strings.Contains(got, "false reports 0.00 %") || strings.Contains(got, "| loop |") {
		t.Errorf("got %v\n%s", err, got)
	}
}
