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
	if op.e.Op == contract.OpFinalizer {
		o := st.Edit(v.ID)
		o.Final = slices.DeleteFunc(slices.Clone(o.Final), func(x state.Finalizer) bool { return !x.Cleanup })
	}
	f.captured(op, fn)
	if op.e.Op == contract.OpFinalizer {
		paths, known := f.finalPaths(op.e, fn, v)
		for _, path := range paths {
			f.final(v.ID, state.Finalizer{Path: path})
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
		for _, path := range paths {
			f.final(v.ID, state.Finalizer{Path: path, Arg: arg, Cleanup: true})
		}
	}
}

// captured notes what the finalizer fn releases of the variables that it captured;
// others are within its reach.
func (f *frame) captured(op operand, fn state.Value) {
	for i, v := range fn.Inner().Sub {
		paths, known := f.m.ReleasesCaptured(fn, i)
		if !known || len(paths) == 0 || v.Kind != state.Ref {
			f.m.Keep(f.st, v)
			continue
		}
		for _, path := range paths {
			f.final(op.v.ID, state.Finalizer{Path: path, Arg: v, Captured: true, Cleanup: op.e.Op == contract.OpCleanup})
		}
	}
}

// final adds the finalizer fin, that is set here, to object id.
func (f *frame) final(id state.ID, fin state.Finalizer) {
	fin.Call, fin.Pos = f.site.Call, int(f.site.Pos)
	if v, ok := f.st.Releases(id, fin); ok && v.Kind == state.Ref {
		o := f.st.Obj(v.ID)
		fin.Late = o != nil && o.Owed == 0 && o.Caller == 0 && o.Ended != nil
	}
	o := f.st.Edit(id)
	o.Final = append(slices.Clip(o.Final), fin)
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
