package lower

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

// An undoer replaces cgo's wrappers by the calls that they stand for. It works
// in place, on copies.
type undoer struct {
	info     *types.Info
	places   *places
	replaced map[ast.Expr]ast.Expr
	count    int
}

// file undoes the wrappers in file, innermost first: in C.f(C.g(x)), the
// wrapper of g is part of an argument of the wrapper of f.
func (u *undoer) file(file *ast.File) {
	wrappers := make(map[*ast.CallExpr]*wrapper)
	inner := make(map[*ast.CallExpr]bool)
	astutil.Apply(file, func(c *astutil.Cursor) bool {
		if call, ok := c.Node().(*ast.CallExpr); ok {
			if w := parseWrapper(call); w != nil {
				wrappers[call], inner[w.inner] = w, true
			}
		}
		return true
	}, func(c *astutil.Cursor) bool {
		if call, ok := c.Node().(*ast.CallExpr); ok && !inner[call] {
			if by := u.call(call, wrappers[call]); by != nil {
				u.replaced[call] = by
				c.Replace(by)
			}
		}
		return true
	})
}

// call returns what has to take the place of call, or nil for no change. w is
// call as a wrapper, or nil.
func (u *undoer) call(call *ast.CallExpr, w *wrapper) ast.Expr {
	switch {
	case w != nil && u.undo(w):
		u.count++
		return w.inner
	case w == nil && cgoPointer(call):
		return call.Args[0] // _Cgo_ptr only returns its argument
	case w == nil:
		u.placePlain(call)
	}
	return nil
}

// undo makes the inner call of w the call that the programmer wrote. It
// reports whether it could; if not, nothing was changed.
func (u *undoer) undo(w *wrapper) bool {
	env := make(map[types.Object]ast.Expr)
	for _, b := range w.bindings {
		obj := u.info.Defs[b.name]
		if obj == nil || !u.addressable(*b.value, obj) {
			return false
		}
		env[obj] = nil
	}
	for _, arg := range w.inner.Args {
		id, ok := arg.(*ast.Ident)
		if !ok {
			return false
		}
		if _, ok := env[u.info.Uses[id]]; !ok {
			return false
		}
	}
	for _, b := range w.bindings {
		env[u.info.Defs[b.name]] = u.substitute(*b.value, env)
	}
	for i, arg := range w.inner.Args {
		w.inner.Args[i] = env[u.info.Uses[arg.(*ast.Ident)]]
	}
	u.placeWrapped(w)
	return true
}

// addressable reports whether obj, once bound to value, can be indexed in its
// place: &f()[i] is no Go if f() is an array.
func (u *undoer) addressable(value ast.Expr, obj types.Object) bool {
	_, array := obj.Type().Underlying().(*types.Array)
	_, call := ast.Unparen(value).(*ast.CallExpr)
	return !array || !call
}

// substitute puts what the names in env stand for in their place in x.
func (u *undoer) substitute(x ast.Expr, env map[types.Object]ast.Expr) ast.Expr {
	lookup := func(x ast.Expr) ast.Expr {
		if id, ok := x.(*ast.Ident); ok {
			return env[u.info.Uses[id]]
		}
		return nil
	}
	holder := &ast.ParenExpr{X: x} // so that x itself can be replaced
	astutil.Apply(holder, func(c *astutil.Cursor) bool {
		switch n := c.Node().(type) {
		case *ast.ParenExpr:
			// (*_cgoIndex0), where _cgoIndex0 is &a. It must not become *&a:
			// the address of a local would move it to the heap.
			star, ok := n.X.(*ast.StarExpr)
			if !ok {
				return true
			}
			if and, ok := lookup(star.X).(*ast.UnaryExpr); ok && and.Op == token.AND {
				c.Replace(and.X)
				return false
			}
		case *ast.Ident:
			if by := lookup(n); by != nil {
				c.Replace(by)
				return false
			}
		}
		return true
	}, nil)
	return holder.X
}

// placeWrapped gives the call the position of the wrapper, which is where the
// programmer wrote C.f; cgo gives the inner one that of the closing bracket.
func (u *undoer) placeWrapped(w *wrapper) {
	pos := u.places.placeWrapper(w)
	w.inner.Lparen = pos // the position that go/ssa gives a call
	w.inner.Rparen = w.outer.Rparen
	if id, ok := ast.Unparen(w.inner.Fun).(*ast.Ident); ok {
		w.inner.Fun = id
		id.NamePos = pos
	}
}

// placePlain gives a call that needed no wrapper its position, if it is in an
// argument of one that did: there, cgo tells where the opening bracket is.
func (u *undoer) placePlain(call *ast.CallExpr) {
	id, ok := call.Fun.(*ast.Ident)
	if !ok {
		return
	}
	name, kind := unmangle(id.Name)
	if kind == notC {
		return
	}
	lparen := u.places.fset.Position(call.Lparen)
	if start := lparen.Column - len("C.") - len(name); start > 0 {
		id.NamePos = u.places.place(call.Lparen, spot{lparen.Line, start})
	}
}

// initOrder points info's initializers to what replaced their expressions.
func (u *undoer) initOrder(info *types.Info) {
	for i, init := range info.InitOrder {
		if by, ok := u.replaced[init.Rhs]; ok {
			info.InitOrder[i] = &types.Initializer{Lhs: init.Lhs, Rhs: by}
		}
	}
}
