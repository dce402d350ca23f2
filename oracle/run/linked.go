package run

import "go/types"

// linked reports whether t is, points to, or is a struct that points to, a struct in
// which pointers to its own type lie.
func linked(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if linkedTo(t) {
		return true
	}
	s, ok := t.Underlying().(*types.Struct)
	for i := 0; ok && i < s.NumFields(); i++ {
		if p, isPointer := s.Field(i).Type().(*types.Pointer); isPointer && linkedTo(p.Elem()) {
			return true
		}
	}
	return false
}

// linkedTo reports whether t is a struct in which a pointer to t lies.
func linkedTo(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	for i := 0; ok && i < s.NumFields(); i++ {
		if p, isPointer := s.Field(i).Type().(*types.Pointer); isPointer && types.Identical(p.Elem(), t) {
			return true
		}
	}
	return false
}
