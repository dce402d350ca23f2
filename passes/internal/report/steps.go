package report

import (
	"fmt"
	"strings"

	"github.com/refvet/refvet/analyzer/finding"
	"golang.org/x/tools/go/analysis"
)

// A phrase has the words of a kind of step. {call} is the call made there; the
// part of the phrase from "[" to "]" is left out where there is none. {object} is
// the object, with "the" kind of it where it has no name.
type phrase string

var phrases = map[finding.StepKind]phrase{
	finding.Acquired: "{object} acquired here[ from {call}]",
	finding.Borrow:   "{object} borrowed here[ from {call}]",
	finding.Retained: "reference of {object} taken here[ by {call}]",
	finding.Released: "reference of {object} given back here[ by {call}]",
	finding.Ended:    "borrow ended here[ by {call}]",
	finding.MayEnd:   "borrow may end here[ in {call}]",
	finding.Moved:    "reference of {object} moved to another owner here[ by {call}]",
	finding.Stored:   "{object} stored here[ by {call}]",
	finding.Used:     "{object} used here[ by {call}]",
	finding.Lost:     "{object} lost here[ in {call}]",
	finding.Bound:    "{object} bound to its context here[ by {call}]",
	finding.Branch:   "this branch is taken[ of {call}]",
	finding.Inside:   "happens inside[, in {call}]",
}

// escapes has the words of the step that stores, by how a borrow escapes.
var escapes = map[finding.Reason]phrase{
	finding.Returned:     "{object} returned here",
	finding.StoredGlobal: "{object} stored in a global here",
	finding.StoredLonger: "{object} stored here",
	finding.Sent:         "{object} sent here",
	finding.InGoroutine:  "{object} shared with a goroutine here",
}

// overReleased has the words of the step that releases once too often.
const overReleased phrase = "{object} freed here[ by {call}], once too often"

// phraseOf returns the words of a step of f.
func phraseOf(f finding.Finding, s finding.Step) phrase {
	switch {
	case f.Class == finding.OverRelease && s.Kind == finding.Used:
		return overReleased
	case f.Class == finding.BorrowEscape && s.Kind == finding.Stored && escapes[f.Reason] != "":
		return escapes[f.Reason]
	}
	return phrases[s.Kind]
}

// related returns the steps of f as related positions, in order. A step in
// another package has a position in text only, as no file of that package is in
// the token.FileSet: it goes into the message of the last step that has one, as
// "; file:line:col: words".
func related(f finding.Finding) []analysis.RelatedInformation {
	var list []analysis.RelatedInformation
	for _, s := range f.Steps {
		switch {
		case s.Pos.IsValid():
			list = append(list, analysis.RelatedInformation{Pos: s.Pos, Message: words(f, s)})
		case s.At == "": // nowhere: a result that is discarded is lost where it is acquired
		case len(list) == 0:
			list = append(list, analysis.RelatedInformation{Pos: f.Pos, Message: elsewhere(f, s)})
		default:
			list[len(list)-1].Message += "; " + elsewhere(f, s)
		}
	}
	return list
}

// words says what happens at s, with the running count where it has a meaning.
func words(f finding.Finding, s finding.Step) string {
	text := string(phraseOf(f, s))
	if open, rest, ok := strings.Cut(text, "["); ok {
		part, end, _ := strings.Cut(rest, "]")
		if s.Call == "" {
			part = ""
		}
		text = open + part + end
	}
	text = strings.NewReplacer(
		"{object}", or(s.Object, "the "+or(f.Kind, "object")),
		"{call}", s.Call,
	).Replace(text)
	switch {
	case s.Count == 1:
		text += " (1 reference owed)"
	case s.Count >= 0:
		text += fmt.Sprintf(" (%d references owed)", s.Count)
	}
	return text
}

// elsewhere is words for a step in another package.
func elsewhere(f finding.Finding, s finding.Step) string {
	return s.At + ": " + words(f, s)
}
