package fix

import (
	"go/token"

	"github.com/refvet/refvet/analyzer/finding"
)

// Candidates returns the fixes for f that are worth a try, the best first. src
// is the file that f is in. What is only possible gets none: a fix may make
// things worse, and must rest on more.
func (k *Known) Candidates(src *Source, f finding.Finding) []Candidate {
	if src == nil || f.Possible || k.Fset.Position(f.Pos).Filename != src.Name {
		return nil
	}
	switch f.Class {
	case finding.Leak:
		return k.leak(src, f)
	case finding.OverRelease:
		return k.overRelease(src, f)
	case finding.UseAfterRelease:
		return k.outlived(src, f)
	case finding.NullResult:
		return k.unchecked(src, f)
	}
	return nil // the others need a decision: who owns it, which context is right
}

// step returns the last step of f of one of the kinds that is in this function.
func step(f finding.Finding, kinds ...finding.StepKind) (finding.Step, bool) {
	for i := len(f.Steps) - 1; i >= 0; i-- {
		s := f.Steps[i]
		for _, kind := range kinds {
			if s.Kind == kind && s.Depth == 0 && s.Pos.IsValid() {
				return s, true
			}
		}
	}
	return finding.Step{}, false
}

// acquired returns the variable that the object of f was given to first.
func (k *Known) acquired(src *Source, f finding.Finding) *variable {
	s, ok := step(f, finding.Acquired, finding.Borrow)
	if !ok || s.Call == "" {
		return nil
	}
	at := k.Fset.Position(s.Pos)
	if at.Filename != src.Name {
		return nil
	}
	if call := src.call(at, s.Call); call != nil {
		return k.variableOf(src, call)
	}
	return nil
}

// lost returns where the reference is lost.
func lost(fset *token.FileSet, f finding.Finding) token.Position {
	if s, ok := step(f, finding.Lost); ok {
		return fset.Position(s.Pos)
	}
	return token.Position{}
}
