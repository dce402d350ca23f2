package model

// Pick answers an open question with one of 0 to n-1.
func Pick(n int) int {
	step()
	return pick(n)
}

func pick(n int) int {
	if cur.muted || cur.Choose == nil {
		return 0
	}
	return cur.Choose(n)
}

// Flip is an opaque condition.
func Flip() bool { return Pick(2) == 1 }

// More is the opaque condition of loop id: true at most three times in a row.
func More(id int) bool {
	if cur.loops[id] == 3 || Pick(2) == 0 {
		cur.loops[id] = 0
		return false
	}
	cur.loops[id]++
	return true
}

// Fail is an error, or nil.
func Fail() error {
	if Flip() {
		return ErrOpen
	}
	return nil
}

// ErrOpen is the error of [Fail].
var ErrOpen error = openError{}

type openError struct{}

func (openError) Error() string { return "open" }

// Sure says that the program ignores the outcome of its next call, which then
// is a success: it stands in instrumented programs only. Without it, every call
// would double the runs.
func Sure() { cur.sure = true }

// ignored reports whether the outcome of the call under way is.
func ignored() bool {
	sure := cur.sure
	cur.sure = false
	return sure
}

// fails decides whether a call fails whose outcome the program looks at.
func fails() bool { return !ignored() && pick(2) == 1 }

// number is an outcome that the contracts say nothing about: 0 or not.
func number() int {
	if ignored() {
		return 1
	}
	return pick(2)
}
