package sarif

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/refvet/refvet/internal/format"
)

// TestLineHashes compares with the hashes that GitHub's own uploader gives, for
// all kinds of line ends, and for lines that repeat.
func TestLineHashes(t *testing.T) {
	newlines := []string{"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
		"b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"}
	for text, want := range map[string][]string{
		"":                   {"c129715d7a2bc9a3:1"},
		" a\nb\n  \t\tc\n d": {"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"},
		" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n":             newlines,
		" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r":             newlines,
		" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n": newlines,
		" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n":         newlines,
		strings.Repeat("Lorem ipsum dolor sit amet.\n", 10): {"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
			"a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1",
			"55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"},
	} {
		hashes := make(map[int]string)
		for i, h := range want {
			hashes[i+1] = h
		}
		if got := lineHashes(text); !maps.Equal(got, hashes) {
			t.Errorf("%q:\ngot  %v\nwant %v", text, got, hashes)
		}
	}
}

func TestURIs(t *testing.T) {
	for path, want := range map[string]string{
		"a b/c#d%.go": "a%20b/c%23d%25.go",
		"c:d.go":      "./c:d.go",
		"ä.go":        "%C3%A4.go",
	} {
		if got := relativeURI(path); got != want {
			t.Errorf("relativeURI(%q) = %q, want %q", path, got, want)
		}
	}
	if got, want := directoryURI("/a b"), "file:///a%20b/"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestColumn(t *testing.T) {
	const line = "\tä😀x"
	for bytes, want := range map[int]int{1: 1, 2: 2, 4: 3, 8: 5, 9: 6, 99: 99, 0: 1} {
		if got := column(line, bytes); got != want {
			t.Errorf("column %d: got %d, want %d", bytes, got, want)
		}
	}
}

// TestWrite checks what the built binary does not easily show: suppressions, and
// files outside the repository.
func TestWrite(t *testing.T) {
	r := &format.Report{Root: "/r", Bases: []format.Base{{Name: "GOMODCACHE", Dir: "/mod"}, {Name: "NONE"}}, Findings: []format.Finding{{
		Check: "leak", Message: "m[0] lost", Possible: true, Location: format.Location{Path: "/r/a.go", Line: 1, Column: 1},
		Suppression: &format.Suppression{Kind: "external", Reason: "old"},
		Steps: []format.Step{
			{Message: "a", Location: format.Location{Path: "/mod/x@v1.0.0/a b.go", Line: 1}},
			{Message: "b", Location: format.Location{Path: "/elsewhere/b.go", Line: 2}},
			{Message: "c", Location: format.Location{Path: "import/path/c.go", Line: 3}},
			{Message: "d", Location: format.Location{Path: "-"}},
		},
	}}}
	r.Complete()
	var b strings.Builder
	if err := Write(&b, r); err != nil {
		t.Fatal(err)
	}
	var doc log
	if err := json.Unmarshal([]byte(b.String()), &doc); err != nil {
		t.Fatal(err)
	}
	res := doc.Runs[0].Results[0]
	if res.Level != "warning" || !slices.Equal(res.Suppressions, []suppression{{"external", "old"}}) {
		t.Errorf("level %s, suppressions %v", res.Level, res.Suppressions)
	}
	if want := `m\[0\] lost.` + "\n1. [a](1)\n2. [b](2)\n3. [c](3)\n4. [d](4)"; res.Message.Text != want {
		t.Errorf("message %q, want %q", res.Message.Text, want)
	}
	for i, want := range []artifactLocation{{"x@v1.0.0/a%20b.go", "GOMODCACHE"}, {"file:///elsewhere/b.go", ""}, {"import/path/c.go", ""}, {"-", ""}} {
		if got := res.RelatedLocations[i].PhysicalLocation.ArtifactLocation; got != want {
			t.Errorf("step %d: %v, want %v", i+1, got, want)
		}
	}
	if got := doc.Runs[0].OriginalURIBaseIDs; len(got) != 2 || got["GOMODCACHE"].URI != "file:///mod/" {
		t.Errorf("bases: %v", got)
	}
}
