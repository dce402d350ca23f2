package state

import (
	"go/token"
	"testing"
)

var comparisons = []token.Token{token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ}

var negation = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ,
	token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR,
}

func holds(x int64, op token.Token, n int64) bool {
	switch op {
	case token.EQL:
		return x == n
	case token.NEQ:
		return x != n
	case token.LSS:
		return x < n
	case token.LEQ:
		return x <= n
	case token.GTR:
		return x > n
	}
	return x >= n
}

// TestCompare compares masks with what the comparison means, for all integers
// around those that have a bit of their own.
func TestCompare(t *testing.T) {
	for _, op := range comparisons {
		for n := int64(maskMin - 3); n <= maskMax+3; n++ {
			can := Compare(op, n)
			if can&^MaskAll != 0 {
				t.Errorf("Compare(%s, %d) = %#x has bits that mean nothing", op, n, can)
			}
			for x := int64(maskMin - 6); x <= maskMax+6; x++ {
				bit, exact := MaskOf(x)
				if holds(x, op, n) && can&bit == 0 {
					t.Errorf("%d %s %d holds, but Compare(%s, %d) = %#x leaves %d out", x, op, n, op, n, can, x)
				}
				if _, known := MaskOf(n); known && exact && !holds(x, op, n) && can&bit != 0 {
					t.Errorf("%d %s %d does not hold, but Compare(%s, %d) = %#x has it", x, op, n, op, n, can)
				}
			}
		}
	}
}

// TestCompareNegation checks that a branch loses no integer, and that no integer
// takes both ways where the mask can tell.
func TestCompareNegation(t *testing.T) {
	for _, op := range comparisons {
		for n := int64(maskMin - 3); n <= maskMax+3; n++ {
			yes, no := Compare(op, n), Compare(negation[op], n)
			if yes|no != MaskAll {
				t.Errorf("x %s %d: neither branch is taken by %#x", op, n, MaskAll&^(yes|no))
			}
			if _, exact := MaskOf(n); exact && yes&no != 0 {
				t.Errorf("x %s %d: both branches are taken by %#x", op, n, yes&no)
			}
		}
	}
}

func TestMaskSingle(t *testing.T) {
	for x := int64(maskMin - 3); x <= maskMax+3; x++ {
		m, exact := MaskOf(x)
		if n, single := m.Single(); single != exact || single && n != x {
			t.Errorf("MaskOf(%d).Single() = %d, %v; exact is %v", x, n, single, exact)
		}
	}
	for _, m := range []Mask{0, MaskAll, MaskBool, MaskNonNil, Mask0 | Mask1} {
		if n, single := m.Single(); single {
			t.Errorf("%#x is not one integer, but Single says %d", m, n)
		}
	}
}

// TestShift checks that no integer is lost, and that none of those that have a bit
// of their own comes in.
func TestShift(t *testing.T) {
	for k := int64(-25); k <= 25; k++ {
		for x := int64(-30); x <= 30; x++ {
			bit, exact := MaskOf(x)
			to, toExact := MaskOf(x + k)
			switch got := bit.Shift(k); {
			case got&to == 0:
				t.Errorf("%d+%d is not in %#x", x, k, got)
			case exact && toExact && got != to:
				t.Errorf("%d+%d: got %#x, want %#x", x, k, got, to)
			}
		}
	}
}
