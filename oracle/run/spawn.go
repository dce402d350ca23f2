package run

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// bound splits a deferred or spawned call into the parameters of a closure and
// the call in it; ok is false where the call cannot be wrapped.
func (in *instrumenter) bound(call *ast.CallExpr) (params, inner string, ok bool) {
	tv := in.c.info.Types[call.Fun]
	sig, isFunc := tv.Type.Underlying().(*types.Signature)
	if !isFunc || tv.IsBuiltin() || tv.IsType() || in.generic(call.Fun) {
		return "", "", false
	}
	if id, ok := call.Fun.(*ast.Ident); ok && in.rescues[in.c.info.Uses[id]] {
		return "", "", false
	}
	ps := []string{"_f " + types.TypeString(sig, in.qualify)}
	var args []string
	for i := range sig.Params().Len() {
		a, t := fmt.Sprintf("_a%d", i), sig.Params().At(i).Type()
		if rest, isSlice := t.(*types.Slice); isSlice && sig.Variadic() && i == sig.Params().Len()-1 {
			ps = append(ps, a+" ..."+types.TypeString(rest.Elem(), in.qualify))
			args = append(args, a+"...")
			continue
		}
		ps = append(ps, a+" "+types.TypeString(t, in.qualify))
		args = append(args, a)
	}
	if len(call.Args) != len(args) && !sig.Variadic() {
		return "", "", false
	}
	return strings.Join(ps, ", "), "_f(" + strings.Join(args, ", ") + ")", true
}

func (in *instrumenter) generic(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		_, ok := in.c.info.Instances[e]
		return ok
	case *ast.SelectorExpr:
		_, ok := in.c.info.Instances[e.Sel]
		return ok
	}
	return false
}

func (in *instrumenter) qualify(p *types.Package) string {
	switch {
	case p == in.c.pkg:
		return ""
	case p.Path() == modelPath:
		return "ossl"
	}
	return p.Name()
}

// deferred makes a deferred call happen in a closure that stands at the defer
// statement, so that its stack tells where it was written.
func (in *instrumenter) deferred(n *ast.DeferStmt) {
	if _, ok := n.Call.Fun.(*ast.FuncLit); ok {
		return
	}
	params, inner, ok := in.bound(n.Call)
	if !ok {
		return
	}
	in.insert(n.Call.Pos(), fmt.Sprintf("func(%s) { %s }(", params, inner))
	in.comma(n.Call)
}

// comma turns f(args) into f, args).
func (in *instrumenter) comma(call *ast.CallExpr) {
	sep := ""
	if len(call.Args) > 0 {
		sep = ", "
	}
	in.replace(call.Lparen, call.Lparen+1, sep)
}

// goroutine hands the call of a go statement to the model.
func (in *instrumenter) goroutine(n *ast.GoStmt) {
	params, inner, ok := in.bound(n.Call)
	if !ok {
		return
	}
	start := "Go"
	if in.waits(n.Call, map[types.Object]bool{}) {
		start = "GoLate"
	}
	in.replace(n.Pos(), n.Call.Pos(), fmt.Sprintf("ossl."+start+"(func(%s) func() { return func() { %s } }(", params, inner))
	in.comma(n.Call)
	in.insert(n.End(), ")")
}
