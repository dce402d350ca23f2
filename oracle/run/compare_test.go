package run

import (
	"slices"
	"testing"

	"github.com/refvet/refvet/oracle/model/drive"
)

// A call that uses what is dead and releases it again counts as either class.
func TestReleasing(t *testing.T) {
	use := drive.Truth{Class: "useafterrelease", Kind: "session", Site: "p/p0.go:3", Lines: []string{"p/p0.go:20", "p/p0.go:5"}}
	free := drive.Truth{Class: "overrelease", Kind: "session", Site: "p/p0.go:3", Lines: []string{"p/p0.go:21", "p/p0.go:5"}, Later: true}
	if got := releasing(use, []drive.Truth{use, free}); !slices.Equal(got, []string{"p/p0.go:5"}) {
		t.Errorf("got %v", got)
	}
	elsewhere := free
	elsewhere.Lines = []string{"p/p0.go:21", "p/p0.go:6"}
	another := free
	another.Site = "p/p0.go:4"
	if got := releasing(use, []drive.Truth{use, elsewhere, another}); got != nil {
		t.Errorf("another call, another session: got %v", got)
	}
}
