package transfer

import (
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// finalizer makes what a function releases of an object the duty of the
// garbage collector. What a function that is not known does with it is not known.
func (f *frame) finalizer(op operand) {
	st := f.st
	v := op.v
	if v.Kind != state.Ref {
		return
	}
	fn := f.val(op.e.Y, nil)
	f.m.log(op, fn)
	for _, captured := range fn.Inner().Sub { // within reach of the finalizer
		f.m.Keep(st, captured)
	}
	if op.e.Op == contract.OpFinalizer {
		o := st.Edit(v.ID)
		o.Final = slices.DeleteFunc(slices.Clone(o.Final), func(x state.Finalizer) bool { return !x.Cleanup })
		paths, known := f.finalPaths(op.e, fn, v)
		for _, path := range paths {
			o.Final = append(o.Final, state.Finalizer{Path: path, Call: f.site.Call, Pos: int(f.site.Pos)})
		}
		if !known {
			f.m.Keep(st, v)
		}
		return
	}
	if fn.IsInt(0) { // stopped
		o := st.Edit(v.ID)
		o.Final = slices.DeleteFunc(slices.Clone(o.Final), func(x state.Finalizer) bool { return x.Cleanup })
		return
	}
	for _, a := range op.e.Args {
		arg := f.val(a, nil).Inner()
		paths, known := f.m.Releases(st, fn, arg)
		if arg.Kind != state.Ref || !known {
			f.m.Keep(st, arg)
			continue
		}
		o := st.Edit(v.ID)
		for _, path := range paths {
			o.Final = append(slices.Clip(o.Final), state.Finalizer{Path: path, Arg: arg, Cleanup: true,
				Call: f.site.Call, Pos: int(f.site.Pos)})
		}
	}
}

// finalPaths returns what of v the finalizer fn releases, and whether that is known.
func (f *frame) finalPaths(e *contract.Effect, fn, v state.Value) ([]string, bool) {
	if len(e.Args) > 0 { // an inferred contract: the paths are spelled out
		var paths []string
		for _, a := range e.Args {
			paths = append(paths, a.Func)
		}
		return paths, true
	}
	if fn.IsInt(0) {
		return nil, true
	}
	return f.m.Releases(f.st, fn, v)
}

// Finalizers returns how many finalizers and cleanups will release id.
func Finalizers(st *state.State, id state.ID) int {
	n := 0
	for _, holder := range st.IDs() {
		o := st.Obj(holder)
		for _, fin := range o.Final {
			if v, ok := st.Releases(holder, fin); ok && v.Kind == state.Ref && v.ID == id {
				n++
			}
		}
	}
	return n
}

// Finalized reports whether a finalizer or cleanup will release id.
func Finalized(st *state.State, id state.ID) bool { return Finalizers(st, id) > 0 }
