package finding

import (
	"fmt"
	"slices"
)

// StepKindNames names the kinds of steps, for what is not written in Go.
var StepKindNames = []string{
	Acquired: "acquired",
	Borrow:   "borrowed",
	Retained: "retained",
	Released: "released",
	Ended:    "ended",
	MayEnd:   "may-end",
	Moved:    "moved",
	Stored:   "stored",
	Used:     "used",
	Lost:     "lost",
	Bound:    "bound",
	Branch:   "branch",
	Inside:   "inside",
}

// String returns the kind's name.
func (k StepKind) String() string {
	if int(k) < len(StepKindNames) {
		return StepKindNames[k]
	}
	return fmt.Sprintf("kind %d", k)
}

// MarshalText returns the kind's name.
func (k StepKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind's name.
func (k *StepKind) UnmarshalText(text []byte) error {
	i := slices.Index(StepKindNames, string(text))
	if i < 0 {
		return fmt.Errorf("no kind of step is named %q", text)
	}
	*k = StepKind(i)
	return nil
}
