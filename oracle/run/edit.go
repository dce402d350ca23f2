package run

import (
	"go/token"
	"sort"
	"strings"
)

// edits are insertions and deletions on a text, which keep its lines.
type edits struct {
	c    *checked
	list []edit
}

type edit struct {
	from, to int // offsets
	text     string
	order    int
}

func (e *edits) replace(from, to token.Pos, text string) {
	e.list = append(e.list, edit{e.c.fset.Position(from).Offset, e.c.fset.Position(to).Offset, text, len(e.list)})
}

func (e *edits) insert(at token.Pos, text string) { e.replace(at, at, text) }

// apply returns the edited text. Insertions at one place come in the order in
// which they were made.
func (e *edits) apply() string {
	sort.SliceStable(e.list, func(i, j int) bool {
		a, b := e.list[i], e.list[j]
		if a.from != b.from {
			return a.from < b.from
		}
		return a.order < b.order
	})
	var b strings.Builder
	at := 0
	for _, x := range e.list {
		if x.from > at {
			b.WriteString(e.c.src[at:x.from])
			at = x.from
		}
		b.WriteString(x.text)
		if x.to > at {
			at = x.to
		}
	}
	b.WriteString(e.c.src[at:])
	return b.String()
}
