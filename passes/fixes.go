package passes

import "github.com/refvet/refvet/passes/internal/fix"

// FixesFlag is the flag of the checks that says what to do about fixes. With
// [FixCandidates], each finding that may have a fix gets one more related
// position, whose text is [NotePrefix] and something for [ReadFixes].
const (
	FixesFlag     = "fixes"
	FixCandidates = "candidates"
	NotePrefix    = fix.NotePrefix
)

// A Fix is an edit that may clear a finding: nobody has tried it.
type Fix = fix.Candidate

// An Edit is a part of a fix.
type Edit = fix.Edit

// ReadFixes reads the fixes in a note, the best first, and the sum of the content
// that they are for; see [FileSum].
func ReadFixes(note string) (fixes []Fix, sum string, err error) {
	p, err := fix.Decode(note)
	return p.Candidates, p.Sum, err
}

// FileSum names a file's content.
func FileSum(content []byte) string { return fix.Sum(content) }

// MergeEdits returns the edits of both lists in order. It reports false where
// they overlap.
func MergeEdits(a, b []Edit) ([]Edit, bool) { return fix.Merge(a, b) }

// ApplyEdits returns the content after the edits. It reports false if they are
// not in order, overlap or lie outside.
func ApplyEdits(content []byte, edits []Edit) ([]byte, bool) { return fix.Apply(content, edits) }
