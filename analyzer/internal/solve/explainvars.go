package solve

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/refvet/refvet/analyzer/internal/snapshot"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// variables returns the variables of b.fn that are declared up to the given line,
// with what they hold in st.
func (rec *recorder) variables(b *bodyRun, st *state.State, upTo int) []snapshot.Variable {
	latest := map[*types.Var]state.Reg{}
	address := map[*types.Var]bool{}
	for reg := range st.Regs {
		v := rec.r.values[reg]
		if v.Parent() != b.fn {
			continue
		}
		vars, addr := rec.r.s.Pkg.Variables(v)
		for _, x := range vars {
			if !entry(v) && rec.r.s.Pkg.Source(x.Pos()).Line > upTo {
				continue
			}
			// Of several values of one variable, the one that was made last counts.
			if have, ok := latest[x]; !ok || reg > have {
				latest[x], address[x] = reg, addr
			}
		}
	}
	var out []snapshot.Variable
	for x, reg := range latest {
		name := x.Name()
		if name == "_" || name == "" {
			continue
		}
		if address[x] {
			name = "&" + name
		}
		out = append(out, expand(name, x.Type(), st.Regs[reg], 0)...)
	}
	slices.SortFunc(out, func(a, b snapshot.Variable) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// entry reports whether v is there before the function's first line.
func entry(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		return true
	}
	return false
}

// expand returns a variable, field by field if it is a struct.
func expand(name string, t types.Type, v state.Value, depth int) []snapshot.Variable {
	s, ok := t.Underlying().(*types.Struct)
	if !ok || v.Kind != state.Struct || depth > 2 {
		return []snapshot.Variable{{Name: name, Val: v, Fact: factKind(t)}}
	}
	var out []snapshot.Variable
	for i := range s.NumFields() {
		out = append(out, expand(name+"."+s.Field(i).Name(), s.Field(i).Type(), v.Field(i), depth+1)...)
	}
	return out
}

func factKind(t types.Type) snapshot.FactKind {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return snapshot.BoolFact
		case u.Info()&types.IsInteger != 0 && u.Kind() != types.Uintptr:
			return snapshot.IntFact
		}
	case *types.Pointer, *types.Map, *types.Slice, *types.Signature:
		return snapshot.PointerFact
	}
	if isError(t) {
		return snapshot.ErrorFact
	}
	return snapshot.NoFact
}
