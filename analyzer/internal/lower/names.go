package lower

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A cKind is what kind of C thing a name that cgo made up stands for.
type cKind uint8

const (
	notC cKind = iota
	cFunc
	cFunc2 // a function, called for its result and errno
	cMacro // a function that evaluates a macro
	cPointer
	cType
	cOther
)

var prefixes = []struct {
	prefix string
	kind   cKind
}{
	{"_Cfunc_", cFunc},
	{"_C2func_", cFunc2},
	{"_Cmacro_", cMacro},
	{"_Cfpvar_fp_", cPointer},
	{"_Ctype_", cType},
	{"_Cvar_", cOther},
	{"_Ciconst_", cOther},
	{"_Cfconst_", cOther},
	{"_Csconst_", cOther},
}

// unmangle returns the C name of what cgo calls name.
func unmangle(name string) (string, cKind) {
	if !strings.HasPrefix(name, "_C") {
		return "", notC
	}
	for _, p := range prefixes {
		if c, ok := strings.CutPrefix(name, p.prefix); ok {
			if c == "_CMalloc" {
				c = "malloc" // the one function that cgo renames
			}
			return c, p.kind
		}
	}
	return "", notC
}

// CName returns the name of the C function that cgo made obj for, and whether
// obj is its form with two results. ok is false for all other objects.
func CName(obj types.Object) (name string, two, ok bool) {
	fn, isFunc := obj.(*types.Func)
	if !isFunc || fn.Pkg() == nil || fn.Parent() != fn.Pkg().Scope() {
		return "", false, false
	}
	name, kind := unmangle(fn.Name())
	if kind != cFunc && kind != cFunc2 && kind != cMacro {
		return "", false, false
	}
	return name, kind == cFunc2, true
}

// CFunc is CName for an SSA function.
func CFunc(fn *ssa.Function) (name string, two, ok bool) {
	if fn == nil || fn.Object() == nil {
		return "", false, false
	}
	return CName(fn.Object())
}

// CPointer returns the name of the C function whose address v is, as in
// C.setcb(C.cb(C.f)).
func CPointer(v ssa.Value) (name string, ok bool) {
	for {
		switch x := v.(type) {
		case *ssa.ChangeType:
			v = x.X
		case *ssa.Convert:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		case *ssa.Global:
			name, kind := unmangle(x.Name())
			return name, kind == cPointer
		default:
			return "", false
		}
	}
}

// declaresCgo reports whether file is _cgo_gotypes.go, where cgo declares what
// it made up. (Names do not tell: package net has functions named _C_free.)
func declaresCgo(file *ast.File) bool {
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "_Cgo_ptr" {
			return true
		}
	}
	return false
}
