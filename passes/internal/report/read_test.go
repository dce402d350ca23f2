package report

import (
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/finding"
)

// TestRead reads back what words writes, for each class, reason and kind.
func TestRead(t *testing.T) {
	for _, class := range finding.Classes {
		for _, reason := range append([]finding.Reason{finding.NoReason}, reasons[class]...) {
			for kind := finding.Acquired; kind <= finding.Inside; kind++ {
				for _, call := range []string{"", "C.f", "(by here).stored here", "m[f (1 reference owed)].g"} {
					for _, object := range []string{"", "s", "c.sessions[a here]"} {
						for count := -1; count < 3; count++ {
							f := finding.Finding{Class: class, Reason: reason, Kind: "session"}
							s := finding.Step{Kind: kind, Call: call, Object: object, Count: count}
							text := words(f, s)
							got, ok := Read(text)
							switch {
							case !ok:
								t.Errorf("%q: not read", text)
							case got.Kind != kind || got.Count != count || words(f, finding.Step{Kind: kind, Call: call, Object: object, Count: -1}) != got.Text:
								t.Errorf("%q: got %+v, want kind %d, count %d", text, got, kind, count)
							case got.Call != call && strings.Contains(text, call):
								t.Errorf("%q: got call %q, want %q", text, got.Call, call)
							}
						}
					}
				}
			}
		}
	}
	if got, ok := Read("something else"); ok || got.Text != "something else" || got.Count != -1 {
		t.Errorf("got %+v, %v for words of another", got, ok)
	}
}

// TestPossible tells possible findings by their messages.
func TestPossible(t *testing.T) {
	for class, list := range reasons {
		for _, reason := range append([]finding.Reason{255}, list...) {
			f := sample(class, reason)
			for _, f.Possible = range []bool{false, true} {
				if class == finding.Contract {
					continue
				}
				if text := message(f); Possible(string(class), text) != f.Possible {
					t.Errorf("%s: Possible(%q) is not %v", class, text, f.Possible)
				}
			}
		}
	}
	if Possible("contract", "unknown (possible typing error)") {
		t.Error("a contract's finding is called possible")
	}
}
