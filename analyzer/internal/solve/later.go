package solve

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/lower"
	"github.com/refvet/refvet/analyzer/internal/state"
	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// later notes that fn runs at a time that is not known: it owns what it
// releases, and what it was lent must outlive this function.
func (r *run) later(st *state.State, fn state.Value, args []state.Value, site *transfer.Site) {
	fn = fn.Inner()
	held := append(append([]state.Value(nil), args...), fn.Sub...)
	var written map[int]bool
	if f, ok := fn.Fn.(*ssa.Function); ok && fn.Kind == state.Func {
		written = writes(f)
	}
	for i, v := range held {
		if i >= len(args) { // a captured variable: the handle is in its cell
			b := st.Obj(v.ID)
			if v.Kind == state.Ref && b != nil {
				for _, c := range b.Cells {
					r.m.Escape(st, c.Val, finding.InGoroutine, int(site.Pos))
				}
			}
			r.m.Keep(st, v)
			if written == nil || written[i-len(args)] {
				r.m.Share(st, v)
			}
			continue
		}
		r.m.Escape(st, v, finding.InGoroutine, int(site.Pos))
		r.m.Keep(st, v)
	}
}

// writes returns the indices of the captured variables that f assigns to, or
// lets out of sight.
func writes(f *ssa.Function) map[int]bool {
	out := map[int]bool{}
	for i, fv := range f.FreeVars {
		for _, ref := range *fv.Referrers() {
			switch ref := ref.(type) {
			case *ssa.DebugRef:
			case *ssa.UnOp:
			case *ssa.FieldAddr, *ssa.IndexAddr:
				out[i] = out[i] || addrEscapes(ref.(ssa.Value))
			default:
				out[i] = true
			}
		}
	}
	return out
}

func addrEscapes(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
			if ref.Op != token.MUL {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// releases returns the cells of x ("" for x itself) that a call of fn on x
// gives back.
func (r *run) releases(st *state.State, fn state.Value, x state.Value) (paths []string, known bool) {
	return r.releasesOf(fn, 0, "")
}

// releasesCaptured returns the cells of what captured variable i of fn holds that
// a call of fn gives back.
func (r *run) releasesCaptured(fn state.Value, i int) (paths []string, known bool) {
	f, ok := fn.Inner().Fn.(*ssa.Function)
	if !ok {
		return nil, false
	}
	return r.releasesOf(fn, len(f.Params)+i, "*")
}

// releasesOf returns the cells that a call of fn gives back of its parameter at,
// behind the element first.
func (r *run) releasesOf(fn state.Value, at int, first string) (paths []string, known bool) {
	fn = fn.Inner()
	f, ok := fn.Fn.(*ssa.Function)
	if fn.Kind != state.Func || !ok {
		return nil, false
	}
	var c *contract.Contract
	if name, _, isC := lower.CFunc(f); isC {
		c = r.s.C(name)
	} else {
		if f.Synthetic != "" && f.Object() == nil && f.Blocks == nil {
			return nil, false
		}
		c = r.s.contractOf(f)
	}
	if c == nil {
		return nil, false
	}
	if c.Partial {
		return nil, false
	}
	seen := map[string]bool{}
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			p := e.X.Path
			if e.Op == contract.OpRelease && e.X.Kind == contract.At && p.Root == contract.Param && p.Index == at {
				cell := ""
				elems := p.Elems
				if first != "" {
					if len(elems) == 0 || elems[0] != first {
						return nil, false
					}
					elems = elems[1:]
				}
				for _, el := range elems {
					cell += "." + el
				}
				if !seen[cell] {
					seen[cell] = true
					paths = append(paths, cell)
				}
			}
		}
	}
	return paths, true
}

// namedFunc returns the function of this package whose name is in a contract.
func (r *run) namedFunc(name string) any {
	for _, list := range [][]*ssa.Function{r.s.Pkg.Funcs, r.s.Pkg.Instances} {
		for _, fn := range list {
			if fn.RelString(nil) == name {
				return fn
			}
		}
	}
	return nil
}

func (r *run) funcName(fn any) string {
	if f, ok := fn.(*ssa.Function); ok {
		return f.RelString(nil)
	}
	return ""
}
