package passes

import (
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/passes/internal/report"
)

// A Step is what the message of a related position says, for what shows steps
// in another form than text.
type Step struct {
	Kind   string // "acquired", "borrowed", ...: see StepKinds
	Object string // "s", or "the session" where it has no name
	Call   string // the function called there, as written; or ""
	Count  int    // references owed after the step; -1 where it means nothing
	Text   string // the message without the count
}

// StepKinds names the kinds of steps, in the order of package finding.
var StepKinds = finding.StepKindNames

// ReadStep reads the message of a related position. Of one that is not refvet's
// it knows the text only.
func ReadStep(message string) Step {
	r, ok := report.Read(message)
	s := Step{Object: r.Object, Call: r.Call, Count: r.Count, Text: r.Text}
	if ok {
		s.Kind = StepKinds[r.Kind]
	}
	return s
}

// SuppressedFlag is the flag of the checks that has them report what
// //refvet:ignore suppresses, with [IgnoredPrefix] and the reason as category.
const (
	SuppressedFlag = "suppressed"
	IgnoredPrefix  = report.IgnoredPrefix
)

// IsPossible reports whether a finding of the named check, with this message,
// rests on an effect that may fail to happen.
func IsPossible(check, message string) bool { return report.Possible(check, message) }
