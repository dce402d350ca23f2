package run

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

const resultsHead = `# Accuracy, by the oracle

Programs that really run, on package oracle/model, judge refvet. This page is
written by the commands that it names, not by hand; oracle/README.md tells what
the words mean.
`

// Write writes the tables of a campaign, with its seeds, of which those that were
// judged count: the same command gives the same tables.
func (c *Campaign) Write(name string, t *Tally) error {
	return WriteSection(name, "Generated programs", func(w io.Writer) {
		left := c.done
		for _, p := range c.parts {
			n := min(p.N, left)
			if left -= n; n > 0 {
				fmt.Fprintf(w, "    go run ./oracle/cmd/oracle -seed %d -n %d -funcs %d -stmts %d -shrink 0\n", p.Seed, n, c.Funcs, c.Stmts)
			}
		}
		fmt.Fprintf(w, "\n%d programs of %d lines; %d functions, run with every answer to their open\nquestions (%d of them to the end), %d times in all.\n\n",
			t.Programs, t.Lines, t.Roots, t.Whole, t.Runs)
		t.Tables(w)
	})
}

// WriteSection replaces a section of the results, or adds it.
func WriteSection(name, title string, print func(io.Writer)) error {
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	text := string(data)
	if text == "" {
		text = resultsHead
	}
	head := "\n## " + title + "\n"
	before, rest, found := strings.Cut(text, head)
	after := ""
	if _, next, ok := strings.Cut(rest, "\n## "); found && ok {
		after = "\n## " + next
	}
	var b strings.Builder
	print(&b)
	return os.WriteFile(name, []byte(before+head+"\n"+b.String()+after), 0o666)
}

// quote is the part of the results that README shows: the command, the table by
// class and the rates.
func quote(results string) (string, error) {
	_, rest, ok := strings.Cut(results, "## Generated programs\n\n")
	head, tables, ok2 := strings.Cut(rest, "| class |")
	byClass, byFeature, ok3 := strings.Cut(tables, "\n| feature |")
	_, rates, ok4 := strings.Cut(byFeature, "\nfalse reports ")
	if !ok || !ok2 || !ok3 || !ok4 {
		return "", errors.New("oracle/results.md has no section of generated programs")
	}
	rates, _, _ = strings.Cut(rates, "\n")
	return head + "| class |" + byClass + "\nfalse reports " + rates + "\n", nil
}
