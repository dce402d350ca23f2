// Package fix proposes edits that clear findings.
//
// What enters is a finding, what the engine knows of the package (types and
// contracts), and the file as the programmer wrote it: cgo's output has other
// offsets, and an edit computed from it would corrupt the source. What leaves
// are [Candidate]s, the best first: guesses of a careful programmer. None may be
// shown or applied before a new analysis of the result has proved that it
// compiles, clears its finding and adds none: [Prover] does that in memory for
// files that cgo does not touch, the command refvet with the go command for the
// others. So the code here asks whether an edit is good style, and leaves it to
// the engine to say whether it is right.
//
// No function is known by name here: names come from kinds and contracts.
package fix

import (
	"cmp"
	"slices"
)

// An Edit replaces the bytes from Start to End of a file.
type Edit struct {
	Start, End int
	New        string
}

// A Candidate is a fix that is yet to be proved. Its edits are in order, and do
// not overlap.
type Candidate struct {
	Message string // what it does, as a command: "free s before the return"
	File    string
	Edits   []Edit
}

// Apply returns the content after the edits, which must be in order. It reports
// false if they overlap or lie outside.
func Apply(content []byte, edits []Edit) ([]byte, bool) {
	var out []byte
	at := 0
	for _, e := range edits {
		if e.Start < at || e.End < e.Start || e.End > len(content) {
			return nil, false
		}
		out = append(append(out, content[at:e.Start]...), e.New...)
		at = e.End
	}
	return append(out, content[at:]...), true
}

// Merge returns the edits of both lists in order. It reports false where they
// overlap; insertions at the same place do, as their order is not known.
func Merge(a, b []Edit) ([]Edit, bool) {
	all := append(slices.Clone(a), b...)
	slices.SortStableFunc(all, func(x, y Edit) int { return cmp.Or(x.Start-y.Start, x.End-y.End) })
	for i := 1; i < len(all); i++ {
		if all[i].Start < all[i-1].End || all[i].End == all[i-1].Start {
			return nil, false
		}
	}
	return all, true
}
