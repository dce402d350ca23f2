package lower

import (
	"go/ast"
	"go/types"
	"reflect"
)

// A copier makes deep copies of syntax and remembers which node came from
// which, so that the type information can follow.
type copier struct {
	made map[ast.Node]ast.Node // original to copy
}

func newCopier() *copier { return &copier{made: make(map[ast.Node]ast.Node)} }

func (c *copier) file(f *ast.File) *ast.File {
	return c.value(reflect.ValueOf(f)).Interface().(*ast.File)
}

// value copies v. Comments are shared, as no one changes them; the parser's
// own object resolution is dropped, as it refers to the original syntax and
// go/types does not use it.
func (c *copier) value(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.Pointer:
		return c.pointer(v)
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		w := reflect.New(v.Type()).Elem()
		w.Set(c.value(v.Elem()))
		return w
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		w := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			w.Index(i).Set(c.value(v.Index(i)))
		}
		return w
	}
	return v
}

func (c *copier) pointer(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return v
	}
	switch v.Interface().(type) {
	case *ast.Object, *ast.Scope:
		return reflect.Zero(v.Type())
	case *ast.CommentGroup:
		return v
	}
	node, ok := v.Interface().(ast.Node)
	if !ok {
		return v
	}
	if made, ok := c.made[node]; ok {
		return reflect.ValueOf(made)
	}
	w := reflect.New(v.Type().Elem())
	c.made[node] = w.Interface().(ast.Node) // before its fields: File.Imports meets nodes twice
	for i := range v.Elem().NumField() {
		w.Elem().Field(i).Set(c.value(v.Elem().Field(i)))
	}
	return w
}

// info returns a copy of info that knows the copies as well as the originals.
func (c *copier) info(info *types.Info) *types.Info {
	return &types.Info{
		Types:        follow(c, info.Types),
		Instances:    follow(c, info.Instances),
		Defs:         follow(c, info.Defs),
		Uses:         follow(c, info.Uses),
		Implicits:    follow(c, info.Implicits),
		Selections:   follow(c, info.Selections),
		Scopes:       follow(c, info.Scopes),
		FileVersions: follow(c, info.FileVersions),
		InitOrder:    c.initOrder(info.InitOrder),
	}
}

func follow[K interface {
	comparable
	ast.Node
}, V any](c *copier, m map[K]V) map[K]V {
	w := make(map[K]V, len(m))
	for k, v := range m {
		w[k] = v
		if made, ok := c.made[k]; ok {
			w[made.(K)] = v
		}
	}
	return w
}

func (c *copier) initOrder(order []*types.Initializer) []*types.Initializer {
	var w []*types.Initializer
	for _, init := range order {
		if made, ok := c.made[init.Rhs]; ok {
			init = &types.Initializer{Lhs: init.Lhs, Rhs: made.(ast.Expr)}
		}
		w = append(w, init)
	}
	return w
}
