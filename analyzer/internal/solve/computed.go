package solve

import (
	"fmt"
	"strconv"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// computed returns the symbol of "x op y" that is the same whenever that is asked.
func (b *bodyRun) computed(st *state.State, op string, x, y state.Value) (state.Value, bool) {
	switch {
	case x.Kind == state.Int && y.Kind == state.Ref:
		op, x, y = "mirrored "+op, y, x
	case x.Kind == state.Ref && y.Kind == state.Ref && (b.m.Rooted(x) || !b.m.Rooted(y)):
		op, x, y = "mirrored "+op, y, x
	}
	if x.Kind != state.Ref || x.Path != "" || st.Obj(x.ID) == nil || st.Obj(x.ID).Weak || st.Obj(x.ID).Kind != "" {
		return state.Value{}, false
	}
	how := op
	switch {
	case y.Kind == state.Int:
		how += " " + strconv.FormatInt(y.N, 10)
	case y.Kind == state.Ref && y.Path == "" && b.m.Rooted(y):
		how += fmt.Sprintf(" $%d%+d", y.ID, y.N)
	default:
		return state.Value{}, false
	}
	return b.m.Computed(st, x.ID, fmt.Sprintf("%+d %s", x.N, how), nil)
}
