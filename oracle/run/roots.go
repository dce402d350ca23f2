package run

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// roots writes the file that lists the roots of a program: every function and
// method whose arguments the driver can make.
func roots(p *Checked) string {
	c := p.p
	var globals []types.Object
	varies := assigned(c)
	for _, name := range c.pkg.Scope().Names() {
		if v, ok := c.pkg.Scope().Lookup(name).(*types.Var); ok && varies[v] {
			globals = append(globals, v)
		}
	}
	reach := reachable(c, globals)
	var b strings.Builder
	list := func(c *checked, prefix string) {
		for _, d := range c.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			fn, ok := c.info.Defs[f.Name].(*types.Func)
			if !ok || !makeable(fn) {
				continue
			}
			expr := prefix + f.Name.Name
			if f.Recv != nil {
				expr = "(*" + prefix + recvName(f) + ")." + f.Name.Name
				if _, ok := fn.Signature().Recv().Type().(*types.Pointer); !ok {
					expr = prefix + recvName(f) + "." + f.Name.Name
				}
			}
			var gs []string
			for _, i := range reach[fn] {
				gs = append(gs, fmt.Sprint(i))
			}
			fmt.Fprintf(&b, "\t\t{%q, %s, []int{%s}},\n", prefix+rootName(f), expr, strings.Join(gs, ", "))
		}
	}
	list(c, "")
	if p.w != nil {
		list(p.w, "w.")
	}
	text := "package p\n\nimport (\n\t\"github.com/refvet/refvet/oracle/model/drive\"\n"
	if strings.Contains(b.String(), "w.") {
		text += "\t\"github.com/refvet/refvet/batch/w\"\n"
	}
	text += ")\n\nfunc ProgramQQ() drive.Program {\n\treturn drive.Program{ID: \"QQ\", Globals: []any{"
	for _, g := range globals {
		text += "&" + g.Name() + ", "
	}
	return text + "}, Roots: []drive.Root{\n" + b.String() + "\t}, Strings: " + fmt.Sprintf("%#v", mentioned(c)) + "}\n}\n"
}

// maxStrings bounds the strings that arguments are tried with.
const maxStrings = 5

// mentioned lists the first string constants in the functions of c.
func mentioned(c *checked) []string {
	list := []string{}
	for _, d := range c.file.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			if _, ok := n.(*ast.ImportSpec); ok {
				return false
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(list) < maxStrings {
				if s, err := strconv.Unquote(lit.Value); err == nil && s != "" && !slices.Contains(list, s) {
					list = append(list, s)
				}
			}
			return true
		})
	}
	return list
}

func recvName(f *ast.FuncDecl) string {
	return strings.TrimPrefix(types.ExprString(f.Recv.List[0].Type), "*")
}

// rootName is how results name the function, without the program's id.
func rootName(f *ast.FuncDecl) string {
	name := f.Name.Name
	if f.Recv != nil {
		name = recvName(f) + "." + name
	}
	return strings.ReplaceAll(name, "QQ", "")
}

// makeable reports whether the driver can make the arguments of fn.
func makeable(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.TypeParams().Len() > 0 {
		return false
	}
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		if n, ok := t.(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() != modelPath && !strings.HasPrefix(n.Obj().Pkg().Path(), batchPath) {
			return false // a cgo.Handle, say
		}
		switch u := t.Underlying().(type) {
		case *types.Basic:
			if u.Kind() == types.UnsafePointer {
				return false
			}
		case *types.Interface:
			if u.NumMethods() != 1 || u.Method(0).Name() != "Error" {
				return false
			}
		}
	}
	return true
}

// assigned lists the package-level variables that have no initial value, or that
// the program assigns to or takes the address of: the others stay as they are.
func assigned(c *checked) map[types.Object]bool {
	set := map[types.Object]bool{}
	mark := func(e ast.Expr) {
		ast.Inspect(e, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				set[c.info.Uses[id]] = true
			}
			return true
		})
	}
	ast.Inspect(c.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				mark(l)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				mark(n.X)
			}
		case *ast.ValueSpec:
			if n.Values == nil {
				for _, id := range n.Names {
					set[c.info.Defs[id]] = true
				}
			}
		}
		return true
	})
	return set
}

// reachable lists, for each function, the globals that it mentions, or its
// callees do.
func reachable(c *checked, globals []types.Object) map[*types.Func][]int {
	index := map[types.Object]int{}
	for i, g := range globals {
		index[g] = i
	}
	methods := map[string]map[*types.Func]bool{}
	for _, d := range c.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
			if methods[f.Name.Name] == nil {
				methods[f.Name.Name] = map[*types.Func]bool{}
			}
			methods[f.Name.Name][c.info.Defs[f.Name].(*types.Func)] = true
		}
	}
	vars := map[*types.Func]map[int]bool{}
	calls := map[*types.Func]map[*types.Func]bool{}
	for _, d := range c.file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		fn := c.info.Defs[f.Name].(*types.Func)
		vars[fn], calls[fn] = map[int]bool{}, map[*types.Func]bool{}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			switch obj := c.info.Uses[id].(type) {
			case *types.Var:
				if i, ok := index[obj]; ok {
					vars[fn][i] = true
				}
			case *types.Func:
				calls[fn][obj] = true
				if r := obj.Signature().Recv(); r != nil && types.IsInterface(r.Type()) {
					for m := range methods[obj.Name()] { // any of them may be meant
						calls[fn][m] = true
					}
				}
			}
			return true
		})
	}
	for changed := true; changed; {
		changed = false
		for fn, callees := range calls {
			for callee := range callees {
				for i := range vars[callee] {
					if !vars[fn][i] {
						vars[fn][i], changed = true, true
					}
				}
			}
		}
	}
	out := map[*types.Func][]int{}
	for fn, set := range vars {
		for i := range set {
			out[fn] = append(out[fn], i)
		}
		sort.Ints(out[fn])
	}
	return out
}
