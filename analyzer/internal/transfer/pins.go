package transfer

import (
	"maps"
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// pins returns the values that the rest of the row may still name.
func (f *frame) pins() []state.Value {
	pins := append([]state.Value(nil), f.args...)
	for _, k := range slices.Sorted(maps.Keys(f.entry)) {
		pins = append(pins, f.entry[k])
	}
	for _, k := range slices.Sorted(maps.Keys(f.fresh)) {
		pins = append(pins, f.fresh[k])
	}
	for _, k := range slices.Sorted(maps.Keys(f.returned)) {
		pins = append(pins, f.returned[k]...)
	}
	return pins
}

// pinned applies e; what it renames is renamed in the frame too.
func (f *frame) pinned(e *contract.Effect) {
	switch e.Op {
	case contract.OpEnd, contract.OpEndHome, contract.OpHavoc, contract.OpSet:
	default:
		f.effect(e)
		return
	}
	n := len(f.st.Pins)
	f.st.Pins = append(f.st.Pins[:n:n], f.pins()...)
	f.effect(e)
	f.unpin(f.st.Pins[n:])
	f.st.Pins = f.st.Pins[:n:n]
}

// unpin puts back what pins listed.
func (f *frame) unpin(vals []state.Value) {
	next := func() state.Value {
		v := vals[0]
		vals = vals[1:]
		return v
	}
	f.args = slices.Clone(f.args)
	for i := range f.args {
		f.args[i] = next()
	}
	for _, k := range slices.Sorted(maps.Keys(f.entry)) {
		f.entry[k] = next()
	}
	for _, k := range slices.Sorted(maps.Keys(f.fresh)) {
		f.fresh[k] = next()
	}
	for _, k := range slices.Sorted(maps.Keys(f.returned)) {
		f.returned[k] = slices.Clone(f.returned[k])
		for i := range f.returned[k] {
			f.returned[k][i] = next()
		}
	}
}
