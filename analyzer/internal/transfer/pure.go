package transfer

import (
	"go/types"
	"strconv"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// pureResult returns the symbol of a result of a pure function, which is one for
// each list of arguments that are not known to change.
func (f *frame) pureResult(i int) (state.Value, bool) {
	how, of := f.c.Name+" "+strconv.Itoa(i), state.ID(0)
	for k, arg := range f.args {
		arg = f.st.Resolve(arg)
		o := f.st.Obj(arg.ID)
		switch {
		case !f.c.Pure || k >= len(f.site.Types) || !basic(f.site.Types[k]): // what others point to may change
			return state.Value{}, false
		case arg.Kind == state.Int:
			how += " " + strconv.FormatInt(arg.N, 10)
		case arg.Kind != state.Ref || arg.Path != "" || o == nil || o.Weak || o.Kind != "":
			return state.Value{}, false
		case of == 0 && !o.Const:
			of = arg.ID
		case o.Const || f.m.Rooted(arg):
			how += " $" + strconv.Itoa(int(arg.ID))
		default:
			return state.Value{}, false
		}
	}
	if of == 0 {
		return state.Value{}, false
	}
	return f.m.Computed(f.st, of, how, f.site.resultType(i))
}

func basic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}
