package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A Call is how the programmer wrote a call.
type Call struct {
	C          bool      // it calls a C function
	Name       string    // of the C function, without "C."; iff C
	TwoResults bool      // v, err := C.f(x)
	Written    string    // the callee as written: "C.SSL_free", "c.Free", "ssl.New"
	Pos        token.Pos // where it starts, by line and column, through Fset
}

// CallOf returns how instr was written. Calls that nobody wrote (of wrappers,
// of range-over-func bodies) are named after their callee.
func (p *Package) CallOf(instr ssa.CallInstruction) Call {
	common := instr.Common()
	call := Call{Pos: instr.Pos()}
	if callee := common.StaticCallee(); callee != nil {
		call.Name, call.TwoResults, call.C = CFunc(callee)
	}
	if syntax := p.calls[common.Pos()]; syntax != nil {
		call.Pos = p.Pos(syntax.Pos())
		call.Written = written(syntax.Fun)
	} else {
		call.Written = calleeName(common)
	}
	if call.C {
		call.Written = "C." + call.Name
	}
	return call
}

// Syntax returns the call expression (of p.Files) that instr was built from, or
// nil if nobody wrote it.
func (p *Package) Syntax(instr ssa.CallInstruction) *ast.CallExpr {
	return p.calls[instr.Common().Pos()]
}

// indexCalls notes all call expressions by their opening brackets, which is
// where go/ssa places calls.
func (p *Package) indexCalls() {
	p.calls = make(map[token.Pos]*ast.CallExpr)
	for _, file := range p.Files {
		if declaresCgo(file) {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && call.Lparen.IsValid() {
				p.calls[call.Lparen] = call
			}
			return true
		})
	}
}

// written prints a callee.
func written(fun ast.Expr) string {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.FuncLit:
		return "function literal"
	case *ast.IndexExpr: // f[T]
		return written(fun.X)
	case *ast.IndexListExpr:
		return written(fun.X)
	default:
		return exprString(fun)
	}
}

// exprString prints x with C's names as they were written.
func exprString(x ast.Expr) string {
	s := types.ExprString(x)
	if !strings.Contains(s, "_C") {
		return s
	}
	s = strings.ReplaceAll(s, "*_Cvar_", "C.") // cgo has the address of a variable
	for _, p := range prefixes {
		s = strings.ReplaceAll(s, p.prefix, "C.")
	}
	return s
}

// calleeName names the callee of a call that has no syntax.
func calleeName(common *ssa.CallCommon) string {
	if common.IsInvoke() {
		return common.Method.Name()
	}
	switch callee := common.Value.(type) {
	case *ssa.Builtin:
		return callee.Name()
	case *ssa.Function:
		return callee.Name()
	case *ssa.MakeClosure:
		return callee.Fn.Name()
	}
	return ""
}
