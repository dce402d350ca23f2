// Package user uses the wrappers of package infer: its contracts are inferred
// from facts, no C is in sight. See facts_test.go.
package user

import "github.com/refvet/refvet/analyzer/testdata/infer"

// Close can be called twice, as what it calls.
func Close(s *infer.Session) { s.Close() } // fact "tolerates s.ptr if s.ptr != nil; release s.ptr if s.ptr != nil; store s.ptr = nil if s.ptr != nil"

// CloseTwice does no more than Close.
func CloseTwice(s *infer.Session) { // fact "tolerates s.ptr if s.ptr != nil; release s.ptr if s.ptr != nil; store s.ptr = nil if s.ptr != nil"
	s.Close()
	s.Close()
}

// Clone owns its result, or gives nil.
func Clone(s *infer.Session) *infer.Session { // fact "nonnull s.ptr; (alias result = nil | retain s.ptr; alias result.owned = 1; alias result.ptr = s.ptr)"
	c, err := s.Clone()
	if err != nil {
		return nil
	}
	return c
}

// UpRef reports whether it took a reference.
func UpRef(s *infer.Session) bool { return s.UpRef() == nil } // fact "nonnull s.ptr; (alias result = nil | alias result = 1; retain s.ptr)"

// A Pair owns two sessions.
type Pair struct{ A, B *infer.Session }

// Close closes both.
func (p *Pair) Close() { // fact "tolerates p.B.ptr if p.B.ptr != nil; release p.B.ptr if p.B.ptr != nil; store p.B.ptr = nil if p.B.ptr != nil; tolerates p.A.ptr if p.A.ptr != nil; release p.A.ptr if p.A.ptr != nil; store p.A.ptr = nil if p.A.ptr != nil"
	p.A.Close()
	p.B.Close()
}

// Larger has nothing to do with any session.
func Larger(a, b int) int { return infer.Plain(a, b) } // fact "(alias result = a | alias result = b)"
