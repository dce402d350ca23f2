package drive

import (
	"reflect"
	"strconv"
	"unsafe"

	"github.com/refvet/refvet/oracle/model"
)

var makers = map[reflect.Type]func() any{
	reflect.TypeFor[*model.SSL_SESSION](): func() any { return model.GivenSession() },
	reflect.TypeFor[*model.SSL]():         func() any { return model.GivenConn() },
	reflect.TypeFor[*model.SSL_CTX]():     func() any { return model.GivenContext() },
}

// texts are the strings that arguments can be.
var texts []string

// build makes an argument of type t: live distinct handles, and every small
// value of the rest. A handle inside something may be nil.
func build(t reflect.Type, depth int) reflect.Value {
	if mk := makers[t]; mk != nil {
		if depth > 0 && model.Pick(2) == 1 {
			model.NilField()
			return reflect.Zero(t)
		}
		return reflect.ValueOf(mk())
	}
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(model.Pick(2) == 1)
	case reflect.Int:
		v.SetInt([]int64{0, 1, 2, 3, 7}[model.Pick(5)])
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt([]int64{0, 1, 2}[model.Pick(3)])
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint([]uint64{0, 1, 2}[model.Pick(3)])
	case reflect.Interface:
		if t == reflect.TypeFor[error]() && model.Pick(2) == 1 {
			v.Set(reflect.ValueOf(model.ErrOpen))
		}
	case reflect.Pointer:
		if depth < 3 {
			p := reflect.New(t.Elem())
			p.Elem().Set(build(t.Elem(), depth+1))
			v.Set(p)
		}
	case reflect.Struct:
		for i := range t.NumField() {
			if name := t.Field(i).Name; name != "_" {
				open(v.Field(i)).Set(build(t.Field(i).Type, depth+1))
			}
		}
	case reflect.Array:
		for i := range t.Len() {
			v.Index(i).Set(build(t.Elem(), depth+1))
		}
	case reflect.Slice:
		for range model.Pick(3) {
			v.Set(reflect.Append(v, build(t.Elem(), 0)))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		for i := range model.Pick(3) {
			v.SetMapIndex(keyOf(t.Key(), i), build(t.Elem(), 0))
		}
	case reflect.Func:
		v.Set(reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value {
			for _, a := range args {
				model.Hand(a.Interface())
			}
			var out []reflect.Value
			for i := range t.NumOut() {
				out = append(out, build(t.Out(i), 0))
			}
			return out
		}))
	case reflect.Chan:
		c := reflect.MakeChan(reflect.ChanOf(reflect.BothDir, t.Elem()), 8)
		n := model.Pick(5)
		for range n % 3 {
			c.Send(build(t.Elem(), 0))
		}
		if n < 3 {
			c.Close()
		}
		v.Set(c.Convert(t))
	case reflect.String:
		v.SetString(texts[model.Pick(len(texts))])
	}
	return v
}

// keyOf makes the key of the i-th element of a map that is an argument.
func keyOf(t reflect.Type, i int) reflect.Value {
	k := reflect.New(t).Elem()
	switch {
	case makers[t] != nil:
		k.Set(reflect.ValueOf(makers[t]()))
	case t.Kind() == reflect.String:
		k.SetString(strconv.Itoa(i))
		if i < len(texts) {
			k.SetString(texts[i])
		}
	case k.CanInt():
		k.SetInt(int64(i))
	case k.CanUint():
		k.SetUint(uint64(i))
	}
	return k
}

// open is field v without the protection of its name; v is addressable.
func open(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

// walk calls f for each handle in v.
func walk(v any, f func(any)) {
	seen := map[any]bool{}
	walkValue(reflect.ValueOf(v), f, seen, 0)
}

func walkValue(v reflect.Value, f func(any), seen map[any]bool, depth int) {
	if !v.IsValid() || depth > 8 {
		return
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		if makers[v.Type()] != nil {
			if v.CanInterface() {
				f(v.Interface())
			}
			return
		}
		if !v.CanInterface() || seen[v.Interface()] {
			return
		}
		seen[v.Interface()] = true
		walkValue(v.Elem(), f, seen, depth+1)
		return
	}
	switch v.Kind() {
	case reflect.UnsafePointer:
		if p := v.UnsafePointer(); p != nil {
			f(p)
		}
	case reflect.Chan:
		for _, x := range model.Inside(v.UnsafePointer(), v.Len()) {
			walkValue(reflect.ValueOf(x), f, seen, depth+1)
		}
	case reflect.Interface:
		walkValue(v.Elem(), f, seen, depth+1)
	case reflect.Struct:
		if !v.CanAddr() {
			c := reflect.New(v.Type()).Elem()
			c.Set(v)
			v = c
		}
		for i := range v.NumField() {
			walkValue(open(v.Field(i)), f, seen, depth+1)
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			walkValue(v.Index(i), f, seen, depth+1)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			walkValue(it.Value(), f, seen, depth+1)
		}
	}
}
