package state

import (
	"go/token"
	"go/types"
)

// A Mask is the set of integers that a symbol may be: one bit for each of
// -1..8, one for everything below and one for everything above. The nil-ness of
// pointers, errors and funcs is the bit of 0.
type Mask uint16

const (
	maskBelow Mask = 1 << iota // less than -1
	maskMinus1
	Mask0 // 0, nil, false
	Mask1 // 1, true
)

const (
	maskMin  = -1
	maskMax  = 8
	maskBits = maskMax - maskMin + 3
	MaskAll  = Mask(1<<maskBits - 1)
	MaskBool = Mask0 | Mask1
	// MaskNonNil is everything but nil.
	MaskNonNil = MaskAll &^ Mask0
	maskAbove  = Mask(1 << (maskBits - 1))
)

// MaskFor returns the integers that a value of type t may be, which may be nil.
func MaskFor(t types.Type) Mask {
	if b, ok := under(t).(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
		return MaskBool
	}
	return MaskAll
}

// MaskOf returns the set of n alone, and whether it is exact.
func MaskOf(n int64) (Mask, bool) {
	switch {
	case n < maskMin:
		return maskBelow, false
	case n > maskMax:
		return maskAbove, false
	}
	return 1 << (n - maskMin + 1), true
}

// Compare returns the integers x for which "x op n" can be true.
func Compare(op token.Token, n int64) Mask {
	at, exact := MaskOf(n)
	below, above := at-1, MaskAll&^(at|(at-1))
	switch op {
	case token.EQL:
		return at
	case token.NEQ:
		if exact {
			return MaskAll &^ at
		}
		return MaskAll
	case token.LSS:
		if exact {
			return below
		}
		return below | at
	case token.LEQ:
		return below | at
	case token.GTR:
		if exact {
			return above
		}
		return above | at
	case token.GEQ:
		return above | at
	}
	return MaskAll
}

// Single reports whether m is one exact integer, and which.
func (m Mask) Single() (int64, bool) {
	for n := int64(maskMin); n <= maskMax; n++ {
		if at, _ := MaskOf(n); m == at {
			return n, true
		}
	}
	return 0, false
}

// Shift returns the integers x+k for x in m.
func (m Mask) Shift(k int64) Mask {
	if k == 0 {
		return m
	}
	var out Mask
	for n := int64(maskMin); n <= maskMax; n++ {
		if at, _ := MaskOf(n); m&at != 0 {
			to, _ := MaskOf(n + k)
			out |= to
		}
	}
	if m&maskBelow != 0 {
		out |= maskBelow
		for n := int64(maskMin); n < maskMin+k && n <= maskMax; n++ {
			to, _ := MaskOf(n)
			out |= to
		}
		if maskMin+k-1 > maskMax {
			out |= maskAbove
		}
	}
	if m&maskAbove != 0 {
		out |= maskAbove
		for n := int64(maskMax); n > maskMax+k && n >= maskMin; n-- {
			to, _ := MaskOf(n)
			out |= to
		}
		if maskMax+k+1 < maskMin {
			out |= maskBelow
		}
	}
	return out
}
