// Package report words the engine's findings. What enters is typed and without
// prose ([finding.Finding]); what leaves is an [analysis.Diagnostic]. Nothing
// else in refvet builds one, so that a rule is worded in one place only.
//
// A message says what is wrong first, and its consequence in parentheses. It
// must stand alone: golangci-lint and nogo do not show related positions beside
// it. It names no line, so that it stays the same when lines move.
package report

import (
	"go/token"
	"strings"

	"github.com/refvet/refvet/analyzer/finding"
	"golang.org/x/tools/go/analysis"
)

// An Extra is what may go with a finding.
type Extra struct {
	Fixes []analysis.SuggestedFix
	Note  string // for refvet's own driver: the last related position, if not ""
}

// Report reports f, with its path as related positions.
func Report(pass *analysis.Pass, f finding.Finding, extra Extra) {
	d := diagnostic(f)
	d.SuggestedFixes = extra.Fixes
	if extra.Note != "" {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: f.Pos, Message: extra.Note})
	}
	pass.Report(d)
}

// IgnoredPrefix begins the category of a finding that a //refvet:ignore line
// suppresses; the line's reason follows.
const IgnoredPrefix = "ignored: "

// Ignored reports f as a finding that does not count, for refvet's own driver.
func Ignored(pass *analysis.Pass, f finding.Finding, reason string) {
	d := diagnostic(f)
	d.Category = IgnoredPrefix + reason
	pass.Report(d)
}

// Contract reports the stub of a function, where it is declared.
func Contract(pass *analysis.Pass, at token.Pos, stub string) {
	pass.Report(analysis.Diagnostic{Pos: at, Category: "contracts", Message: stub})
}

// Explanation reports what is known of a package, for "refvet explain".
func Explanation(pass *analysis.Pass, at token.Pos, data string) {
	pass.Report(analysis.Diagnostic{Pos: at, Category: "explain", Message: data})
}

// Message returns the message of f.
func Message(f finding.Finding) string { return message(f) }

func diagnostic(f finding.Finding) analysis.Diagnostic {
	return analysis.Diagnostic{
		Pos:      f.Pos,
		Category: string(f.Class),
		Message:  message(f),
		Related:  related(f),
	}
}

// message returns the message of f, from the template of its class and reason.
func message(f finding.Finding) string {
	if f.Class == finding.Contract {
		return f.Detail
	}
	w, ok := wordings[key{f.Class, f.Reason}]
	if !ok {
		w = fallback[f.Class] // a reason that the class is not known to have
	}
	template := w.definite
	if f.Possible {
		template = w.possible
	}
	return strings.NewReplacer(
		"{object}", object(f),
		"{call}", or(f.Call, "this call"),
		"{ender}", or(ender(f), "an earlier call"),
		"{other}", or(f.Other, "another one"),
	).Replace(template)
}

// object names the object of f by its kind and as the user wrote it.
func object(f finding.Finding) string {
	return strings.TrimSpace(or(f.Kind, "object") + " " + f.Object)
}

// ender returns the call, as written, that ended what f complains about: the
// last step before the reported one that ended a borrow or gave a reference back.
func ender(f finding.Finding) string {
	for i := len(f.Steps) - 1; i >= 0; i-- {
		s := f.Steps[i]
		switch s.Kind {
		case finding.Ended, finding.MayEnd, finding.Released:
			if s.Call != "" && s.Depth == 0 && s.Pos != f.Pos {
				return s.Call
			}
		}
	}
	return f.Other
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
