package report

import (
	"fmt"
	"go/token"
	"strings"
	"testing"
	"unicode"

	"github.com/refvet/refvet/analyzer/finding"
)

// reasons lists the reasons that each class can have.
var reasons = map[finding.Class][]finding.Reason{
	finding.UseAfterRelease: {finding.LenderFreed, finding.SlotReplaced, finding.HomeFlushed, finding.LastReleased},
	finding.Leak:            {finding.NeverReleased, finding.Discarded, finding.Overwritten},
	finding.OverRelease: {finding.LenderFreed, finding.SlotReplaced, finding.HomeFlushed, finding.LastReleased,
		finding.NotOwned, finding.ReleasedTwice, finding.FinalizerToo},
	finding.CrossContext: {finding.NoReason},
	finding.NullResult:   {finding.Unchecked, finding.KnownNull},
	finding.Contract:     {}, // its message is the finding's Detail
	finding.BorrowEscape: {finding.Returned, finding.StoredGlobal, finding.StoredLonger, finding.Sent, finding.InGoroutine},
}

func sample(class finding.Class, reason finding.Reason) finding.Finding {
	return finding.Finding{
		Class: class, Reason: reason, Pos: 30,
		Object: "s", Kind: "session", Call: "C.f", Other: "other",
		Steps: []finding.Step{
			{Kind: finding.Borrow, Pos: 10, Call: "C.get0", Count: 0},
			{Kind: finding.Ended, Pos: 20, Call: "C.end", Count: -1},
			{Kind: finding.Released, Pos: 21, Call: "C.inner", Count: -1, Depth: 1},
			{Kind: finding.Used, Pos: 30, Call: "C.f", Count: -1},
		},
	}
}

// TestWordings checks that each class and reason has a wording of its own, in
// the form that messages have.
func TestWordings(t *testing.T) {
	count := 0
	seen := make(map[string]string)
	for _, class := range finding.Classes {
		list, ok := reasons[class]
		if !ok {
			t.Errorf("class %s is not in the table of reasons", class)
		}
		for _, reason := range list {
			count++
			if _, ok := wordings[key{class, reason}]; !ok {
				t.Errorf("%s, reason %d: no wording", class, reason)
				continue
			}
			f := sample(class, reason)
			for _, f.Possible = range []bool{false, true} {
				name := fmt.Sprintf("%s, reason %d, possible %v", class, reason, f.Possible)
				text := message(f)
				if other := seen[text]; other != "" {
					t.Errorf("%s: same message as %s: %q", name, other, text)
				}
				seen[text] = name
				checkForm(t, name, text, f.Possible)
			}
		}
	}
	if count != len(wordings) {
		t.Errorf("%d wordings for %d reasons: the tables differ", len(wordings), count)
	}
}

// TestFallback checks findings whose reason or names are missing.
func TestFallback(t *testing.T) {
	for _, class := range finding.Classes {
		if class == finding.Contract {
			continue
		}
		for _, possible := range []bool{false, true} {
			name := fmt.Sprintf("%s without details, possible %v", class, possible)
			checkForm(t, name, message(finding.Finding{Class: class, Possible: possible}), possible)
		}
	}
	f := finding.Finding{Class: finding.Contract, Detail: `unknown verb "borow"`}
	if got := message(f); got != f.Detail {
		t.Errorf("contract: got %q, want the detail %q", got, f.Detail)
	}
}

func checkForm(t *testing.T, name, text string, possible bool) {
	t.Helper()
	first := []rune(text)[0]
	switch {
	case unicode.IsUpper(first):
		t.Errorf("%s: starts with an upper-case letter: %q", name, text)
	case !strings.HasSuffix(text, ")"):
		t.Errorf("%s: does not end in its consequence, in parentheses: %q", name, text)
	case strings.Contains(text, "{"):
		t.Errorf("%s: a placeholder is left: %q", name, text)
	case strings.Contains(text, "may be") != possible:
		t.Errorf("%s: only possible findings say \"may be\": %q", name, text)
	case len(strings.Fields(text)) > 18:
		t.Errorf("%s: %d words: %q", name, len(strings.Fields(text)), text)
	}
}

func TestMessage(t *testing.T) {
	for _, test := range []struct {
		f    finding.Finding
		want string
	}{
		{sample(finding.UseAfterRelease, finding.LenderFreed), "session s used after C.end freed what lent it (use after free)"},
		{sample(finding.OverRelease, finding.ReleasedTwice), "session s freed by C.f more often than owned (double free)"},
		{finding.Finding{Class: finding.Leak, Reason: finding.Discarded, Call: "C.get1"}, "object from C.get1 is discarded without a free (memory leak)"},
		{finding.Finding{Class: finding.UseAfterRelease, Reason: finding.LenderFreed, Kind: "session", Other: "c.Close"},
			"session used after c.Close freed what lent it (use after free)"},
	} {
		if got := message(test.f); got != test.want {
			t.Errorf("got  %q\nwant %q", got, test.want)
		}
	}
}

// TestSteps checks that each kind of step has words, in each class.
func TestSteps(t *testing.T) {
	for _, class := range finding.Classes {
		for kind := finding.Acquired; kind <= finding.Inside; kind++ {
			for _, call := range []string{"", "C.f"} {
				f := finding.Finding{Class: class}
				text := words(f, finding.Step{Kind: kind, Call: call, Count: -1})
				if text == "" || strings.ContainsAny(text, "{}[]") || strings.Contains(text, "C.f") != (call != "") {
					t.Errorf("%s, step %d, call %q: %q", class, kind, call, text)
				}
			}
		}
	}
	if len(phrases) != int(finding.Inside)+1 {
		t.Errorf("%d phrases for %d kinds of steps", len(phrases), finding.Inside+1)
	}
	for _, reason := range reasons[finding.BorrowEscape] {
		if escapes[reason] == "" {
			t.Errorf("borrowescape, reason %d: no phrase for its step", reason)
		}
	}
}

func TestRelated(t *testing.T) {
	steps := []finding.Step{
		{Kind: finding.Inside, At: "a/a.go:3:4", Call: "C.get1", Count: 1},
		{Kind: finding.Acquired, Pos: 10, Call: "Get1", Object: "s", Count: 1},
		{Kind: finding.Retained, Pos: 15, Count: 2},
		{Kind: finding.Released, Pos: 20, Call: "s.Free", Object: "s", Count: 0},
		{Kind: finding.Inside, At: "a/a.go:7:2", Call: "C.free", Count: -1, Depth: 1},
		{Kind: finding.Used, Pos: 30, Call: "s.Free", Object: "s", Count: -1},
	}
	want := []struct {
		pos  token.Pos
		text string
	}{
		{30, "a/a.go:3:4: happens inside, in C.get1 (1 reference owed)"},
		{10, "s acquired here from Get1 (1 reference owed)"},
		{15, "reference of the session taken here (2 references owed)"},
		{20, "reference of s given back here by s.Free (0 references owed); a/a.go:7:2: happens inside, in C.free"},
		{30, "s freed here by s.Free, once too often"},
	}
	got := related(finding.Finding{Class: finding.OverRelease, Kind: "session", Pos: 30, Steps: steps})
	if len(got) != len(want) {
		t.Fatalf("got %d related positions, want %d: %v", len(got), len(want), got)
	}
	for i, w := range want {
		if got[i].Pos != w.pos || got[i].Message != w.text {
			t.Errorf("%d: got  %d %q\n   want %d %q", i, got[i].Pos, got[i].Message, w.pos, w.text)
		}
	}
}

func TestEscapes(t *testing.T) {
	f := finding.Finding{Class: finding.BorrowEscape, Reason: finding.Sent, Kind: "session"}
	if got, want := words(f, finding.Step{Kind: finding.Stored, Count: -1}), "the session sent here"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
