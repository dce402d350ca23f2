package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	known "github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/analyzer/finding"
)

// TestReasons checks the reasons for silence that no short program makes the
// engine have.
func TestReasons(t *testing.T) {
	some := known.States{List: []known.State{{}}}
	for _, c := range []struct {
		name string
		line known.Line
		want string
	}{
		{"withheld", known.Line{Before: some, Withheld: []known.Withheld{{Class: finding.Leak, Object: "session s"}}},
			"a finding of leak was withheld, as the path to it may not exist (session s)"},
		{"doubt", known.Line{Before: known.States{List: []known.State{{Doubt: true}}}},
			"in some case refvet is in doubt whether its path exists: nothing is reported there"},
		{"a call", known.Line{Before: some, Calls: []known.Call{{Call: "f", Callee: "p.f", How: known.WithoutFunc}}},
			"p.f is a function of which nothing is known: what it frees or keeps is not known; put a directive on it, or describe it in a stub file (-stubs)"},
		{"nothing", known.Line{Before: some}, ""},
		{"no path", known.Line{Line: 3, Func: "F$1"},
			"no path leads to line 3 of a function literal of F: the code before it does not return, a branch is never taken, or no one calls the function literal"},
		{"an object twice", known.Line{Before: objects(known.Entrusted), After: objects(known.Entrusted)},
			"s: handed to a function value that comes from outside: callers that know it see what it does"},
	} {
		if got := strings.Join(lineReasons(&c.line), "; "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func objects(why known.Why) known.States {
	return known.States{List: []known.State{{Objects: []known.Object{{Name: "s", Notes: []known.Note{{Why: why}}}}}}}
}

// TestWordsOfAll checks that there are words for all that the engine can say.
func TestWordsOfAll(t *testing.T) {
	for _, how := range []known.How{known.Inlined, known.InPlace, known.UnknownC, known.UnknownFunc, known.NoFacts, known.NoAgreement,
		known.Callback, known.OutOfBudget, known.TooDeep, known.WithoutFunc, known.ForeignMethod} {
		if howWords[how] == "" {
			t.Errorf("no words for a call that is %q", how)
		}
	}
	for _, source := range []known.Source{known.Catalog, known.Stub, known.Directive, known.Inferred, known.Implementations} {
		if contractSources[source] == "" {
			t.Errorf("no words for a contract from %q", source)
		}
	}
	for _, why := range []known.Why{known.Kept, known.Entrusted, known.Reported, known.Excused, known.Several,
		known.Finalizer, known.Shared} {
		if noteWords(known.Note{Why: why}) == "" {
			t.Errorf("no words for an object that is %q", why)
		}
	}
	for _, right := range []known.Right{known.Owned, known.Borrowed, known.Lent, known.Dead} {
		words := handleWords(known.Object{}, known.Handle{Name: "s", Right: right})
		if slices.Contains(strings.Fields(words), "") || !strings.HasPrefix(words, "s holds it") {
			t.Errorf("%q: %q", right, words)
		}
	}
}

func TestClauses(t *testing.T) {
	got := clauses("nonnull a; (release a; retain b) if a != nil; use c")
	if want := []string{"nonnull a", "(release a; retain b) if a != nil", "use c"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStatement(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.go")
	const source = `package x

func f() {
	g(
		1,
		func() {
			h()

		})
	// a comment

	if a &&
		b {
	}
}
`
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	for line, want := range map[int]int{1: 0, 3: 0, 4: 4, 5: 4, 7: 7, 8: 0, 9: 4, 10: 0, 11: 0, 12: 12, 13: 12, 99: 0} {
		if got := statement(file, line); got != want {
			t.Errorf("line %d: got %d, want %d", line, got, want)
		}
	}
}
