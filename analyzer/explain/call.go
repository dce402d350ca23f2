package explain

import "github.com/refvet/refvet/analyzer/finding"

// A Call is one call on a line, and what the engine took it to do.
type Call struct {
	Call     string `json:"call"` // as written
	At       string `json:"at"`
	Callee   string `json:"callee,omitempty"` // the function, where it is known
	How      How    `json:"how"`
	Source   Source `json:"source,omitempty"`   // iff ByContract
	Contract string `json:"contract,omitempty"` // iff ByContract: in short
}

// How a call was understood.
type How string

const (
	ByContract    How = "contract"
	Inlined       How = "inlined"       // a function literal, run on the spot
	InPlace       How = "in place"      // a function, run on the spot: its contract says less than it does
	UnknownC      How = "unknown C"     // a C function without a contract
	UnknownFunc   How = "unknown func"  // a function value that may be any function
	NoFacts       How = "no facts"      // of a package that exports no contract
	NoAgreement   How = "no agreement"  // a method of an interface, with no contract that all agree on
	Callback      How = "callback"      // a function value that comes from outside
	OutOfBudget   How = "out of budget" // a function that was given up
	TooDeep       How = "too deep"      // function literals that call one another
	WithoutFunc   How = "not analysed"  // a function that should have a contract, and has none
	ForeignMethod How = "foreign"       // a method of another package's interface
)

// A Source says where a contract comes from.
type Source string

const (
	Catalog         Source = "catalog"
	Stub            Source = "stub"
	Directive       Source = "directive"
	Inferred        Source = "inferred"
	Implementations Source = "implementations" // of the interface, as far as they are seen here
)

// A Finding is a finding of the package, with all that it takes to tell whether
// it has to do with a line.
type Finding struct {
	Class    finding.Class `json:"class"`
	At       string        `json:"at"`
	Message  string        `json:"message"`
	Steps    []string      `json:"steps,omitempty"` // their positions
	Possible bool          `json:"possible,omitempty"`
	// Suppressed: a //refvet:ignore speaks of it, with the reason Ignored.
	Suppressed bool   `json:"suppressed,omitempty"`
	Ignored    string `json:"ignored,omitempty"`
}
