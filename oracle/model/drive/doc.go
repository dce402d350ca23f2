// Package drive runs the roots of generated programs with every answer to their
// open questions, up to a bound, and reports what package model noted.
//
// It is compiled into a program together with a batch of generated ones; the
// harness (oracle/run) reads what [Main] prints.
package drive

// A Program is a generated program, as its registry file describes it.
type Program struct {
	ID      string
	Globals []any // pointers to its package-level variables
	Roots   []Root
	Strings []string // that it mentions: arguments are one of these or ""
}

// A Root is a function that is called as the program's user would.
type Root struct {
	Name    string
	Fn      any
	Globals []int // the variables that it can reach
}

// A Truth is a violation that happened.
type Truth struct {
	Class   string
	Kind    string
	Site    string   // where the object was acquired, innermost frame first
	Lines   []string // a report of the class at any of these is right
	Spawned bool     // in a goroutine: any class of what is dead is right
	Later   bool     // never the first violation of its object
	Runs    int
	// Releasing are calls that use what is dead and go on to release it: to who makes
	// such a call, that is a release too many.
	Releasing []string
}

// A Result is what is known of a root.
type Result struct {
	Program, Root string
	Last          bool // the last root of its program
	Runs          int
	Whole         bool   // every answer was tried
	Trouble       string // why not, if the root did not end by itself
	Truths        []Truth
	Memory        []string // kinds of freed objects that were touched
}
