package solve

import (
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/transfer"
)

// site describes a call as it was written.
func (b *bodyRun) site(instr ssa.CallInstruction) *transfer.Site {
	c := instr.Common()
	call := b.s.Pkg.CallOf(instr)
	s := &transfer.Site{Pos: call.Pos, Call: call.Written}
	caller := b.caller()
	if caller != nil {
		s.Pos, s.Call = caller.Pos, caller.Call
	}
	if v, ok := instr.(*ssa.Call); ok {
		s.Key = b.key(v)
		s.Ignored = ignored(v)
		s.Target = b.s.Pkg.Expr(v)
	} else {
		s.Key = b.prefix() + "site" + strconv.Itoa(int(instr.Pos()))
		s.Ignored = true
	}
	if c.IsInvoke() {
		s.Args = append(s.Args, b.s.Pkg.Expr(c.Value))
		s.Types = append(s.Types, c.Value.Type())
	}
	for _, a := range c.Args {
		s.Args = append(s.Args, b.s.Pkg.Expr(a))
		s.Types = append(s.Types, a.Type())
	}
	if caller != nil { // its names are not the programmer's here
		s.Target = caller.Target
		for i := range s.Args { // what the callee was called on is the nearest that he can see
			s.Args[i] = ""
			if len(caller.Args) > 0 {
				s.Args[i] = caller.Args[0]
			}
		}
	}
	if n := len(b.outer); n > 0 && b.fn.Syntax() == nil { // stand where the programmer stood
		s.Pos, s.Call, s.Args = b.outer[n-1].Pos, b.outer[n-1].Call, nil
	}
	res := c.Signature().Results()
	for i := range res.Len() {
		s.Results = append(s.Results, res.At(i).Type())
	}
	return s
}

// ignored reports whether no result of call is looked at.
func ignored(call *ssa.Call) bool {
	for _, ref := range *call.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Extract:
			if refs := *ref.Referrers(); len(refs) > 0 {
				return false
			}
		default:
			return false
		}
	}
	return true
}
