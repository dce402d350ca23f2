package page

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/refvet/refvet/internal/format"
)

func text(lines [][]span) string {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, s := range line {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// FuzzHighlight checks that colours change nothing but colours.
func FuzzHighlight(f *testing.F) {
	own, err := os.ReadFile("highlight.go")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{string(own), "", "\n\n", "a\r\nb /* c\r\n d */ `e\r\nf`\r\n", "\x00\xff \"unterminated\n'", "/* open", "x := 1\n#!"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if strings.Contains(source, "\r") {
			source = strings.ReplaceAll(strings.ReplaceAll(source, "\r\n", "\n"), "\r", "")
		}
		if got := text(highlight(source)); got != source {
			t.Errorf("got  %q\nwant %q", got, source)
		}
	})
}

func TestHighlight(t *testing.T) {
	got := highlight("return C.f(x, \"s\") // c")
	want := []span{{Class: "k", Text: "return"}, {Text: " "}, {Class: "g", Text: "C"}, {Text: "."}, {Class: "f", Text: "f"}, {Text: "("},
		{Text: "x"}, {Text: ","}, {Text: " "}, {Class: "s", Text: `"s"`}, {Text: ")"}, {Text: " "}, {Class: "c", Text: "// c"}}
	if len(got) != 1 || !slices.Equal(got[0], want) {
		t.Errorf("got %v", got)
	}
}

func TestCover(t *testing.T) {
	step := func(n, from, to int) *stepView {
		return &stepView{Number: n, Step: &format.Step{Location: format.Location{Line: 1, Column: from, EndLine: 1, EndColumn: to}}}
	}
	got := cover(cover([]span{{Text: "abcdef"}}, step(1, 2, 6), 1, 6), step(2, 3, 4), 1, 6)
	want := []span{{Text: "a"}, {Steps: "1", Text: "b"}, {Steps: "1 2", Text: "c"}, {Steps: "1", Text: "de"}, {Text: "f"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestWrite writes a report whose sources are gone, and one that is empty.
func TestWrite(t *testing.T) {
	r := &format.Report{Root: "/r", Findings: []format.Finding{{Check: "new", Message: "<b>m</b>", Package: "p",
		Location: format.Location{Path: "/r/none.go", Line: 7}, Steps: []format.Step{{Message: "</template>", Location: format.Location{Path: "/r/none.go", Line: 7}}}}}}
	for _, want := range []string{"&lt;b&gt;m&lt;/b&gt;", "&lt;/template&gt;", `data-value="new"`} {
		r.Complete()
		var b strings.Builder
		if err := Write(&b, r); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%v: no %s in the page", err, want)
		}
	}
	empty := new(format.Report)
	empty.Complete()
	var b strings.Builder
	if err := Write(&b, empty); err != nil || !strings.Contains(b.String(), "Nothing to report") {
		t.Errorf("%v: %s", err, &b)
	}
}
