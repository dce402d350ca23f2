package snapshot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/internal/state"
)

// A FactKind says how a fact about a variable is written.
type FactKind uint8

const (
	NoFact FactKind = iota // nothing is said of it
	BoolFact
	IntFact
	ErrorFact   // nil or not
	PointerFact // nil only: that something is not nil is the rule
)

// facts returns what is known of the plain variables.
func facts(st *state.State, vars []Variable) (out []string) {
	for _, x := range vars {
		if strings.HasPrefix(x.Name, "&") {
			o := st.Obj(x.Val.ID)
			if x.Fact == NoFact || x.Val.Kind != state.Ref || o == nil {
				continue
			}
			c, ok := o.Cell("")
			if !ok {
				continue
			}
			x.Name, x.Val = x.Name[1:], c.Val
		}
		if text := fact(st, x); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

func fact(st *state.State, x Variable) string {
	v := st.Resolve(x.Val.Inner())
	switch x.Fact {
	case BoolFact:
		if v.Kind == state.Int {
			return fmt.Sprintf("%s == %t", x.Name, v.N != 0)
		}
	case IntFact:
		if v.Kind == state.Int {
			return fmt.Sprintf("%s == %d", x.Name, v.N)
		}
		if m := st.Mask(v); v.Kind == state.Ref && m&state.Mask0 == 0 {
			return x.Name + " != 0"
		}
	case ErrorFact:
		if v.IsInt(0) {
			return x.Name + " == nil"
		}
		if st.Mask(v)&state.Mask0 == 0 {
			return x.Name + " != nil"
		}
	case PointerFact:
		if o := st.Obj(x.Val.ID); v.IsInt(0) && (x.Val.Kind != state.Ref || o == nil || o.Kind == "") {
			return x.Name + " == nil"
		}
	}
	return ""
}
