package lower

import (
	"go/ast"
	"go/token"
	"sort"
)

// places knows where cgo's columns are wrong, and what is right.
//
// A wrapper says where the call that it stands for ends, but only before its
// own last few bytes: what follows on the line is too far to the right by as
// many. And an argument that starts with a call of a C function is not said to
// start anywhere.
type places struct {
	fset  *token.FileSet
	ends  []end
	taken map[token.Pos]bool // positions of calls
	// placed are the positions that were chosen because they map rightly.
	placed map[token.Pos]bool
	// starts are the starts of the calls of C functions by their ends, in the
	// originals of the files, as far as these can be read.
	starts map[*token.File]map[spot]spot
}

// An end is the end of a wrapper.
type end struct {
	pos   token.Pos
	extra int // how far what follows is off
}

func newPlaces(fset *token.FileSet) *places {
	return &places{
		fset:   fset,
		taken:  make(map[token.Pos]bool),
		placed: make(map[token.Pos]bool),
		starts: make(map[*token.File]map[spot]spot),
	}
}

// add notes the wrappers of file, before they are undone.
func (p *places) add(file *ast.File, o *original) {
	if o != nil {
		p.starts[p.fset.File(file.Package)] = o.starts()
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		p.taken[call.Lparen] = true
		if w := parseWrapper(call); w != nil {
			after := p.fset.Position(call.End())
			should := p.fset.Position(w.end())
			if after.Line == should.Line && after.Column > should.Column {
				p.ends = append(p.ends, end{call.End(), after.Column - should.Column})
			}
		}
		return true
	})
	sort.Slice(p.ends, func(i, j int) bool { return p.ends[i].pos < p.ends[j].pos })
}

// fix returns a position that the file set maps to where the programmer wrote
// what stands at pos.
func (p *places) fix(pos token.Pos) token.Pos {
	if want, wrong := p.wrong(pos); wrong {
		if at, ok := p.find(pos, want, nil); ok {
			return at
		}
	}
	return pos
}

// wrong reports whether the file set is wrong about pos, and what is right.
func (p *places) wrong(pos token.Pos) (spot, bool) {
	i := sort.Search(len(p.ends), func(i int) bool { return p.ends[i].pos > pos })
	if i == 0 || !pos.IsValid() || p.placed[pos] {
		return spot{}, false
	}
	e := p.ends[i-1]
	if p.fset.File(e.pos) != p.fset.File(pos) ||
		p.fset.PositionFor(e.pos, false).Line != p.fset.PositionFor(pos, false).Line {
		return spot{}, false
	}
	at, from := p.fset.Position(pos), p.fset.Position(e.pos)
	if at.Line != from.Line || at.Column-from.Column != int(pos-e.pos) {
		return spot{}, false // there is a line directive between: it is right
	}
	return spot{at.Line, at.Column - e.extra}, true
}

// placeWrapper returns a position of its own for the call that w stands for.
func (p *places) placeWrapper(w *wrapper) token.Pos {
	pos := w.outer.Pos()
	want, ok := p.starts[p.fset.File(pos)][spotOf(p.fset.Position(w.end()))]
	if !ok {
		if want, ok = p.wrong(pos); !ok {
			return pos
		}
	}
	return p.place(pos, want)
}

// place returns a position that maps to want and that no other call has, if
// there is one, else near.
func (p *places) place(near token.Pos, want spot) token.Pos {
	at, ok := p.find(near, want, p.taken)
	if !ok {
		return near
	}
	p.taken[at], p.placed[at] = true, true
	return at
}

// find returns a position that the file set maps to want and that is not
// taken. As the directives on a line overlap, there usually is one on the line
// that near is on.
func (p *places) find(near token.Pos, want spot, taken map[token.Pos]bool) (token.Pos, bool) {
	if spotOf(p.fset.Position(near)) == want {
		return near, true
	}
	file := p.fset.File(near)
	line := file.PositionFor(near, false).Line
	first, last := file.LineStart(line), token.Pos(file.Base()+file.Size())
	if line < file.LineCount() {
		last = file.LineStart(line+1) - 1
	}
	for pos := first; pos <= last; pos++ {
		if !taken[pos] && spotOf(p.fset.Position(pos)) == want {
			return pos, true
		}
	}
	return near, false
}

// Pos returns a position that p.Fset maps to the line and column at which the
// programmer wrote what stands at pos.
func (p *Package) Pos(pos token.Pos) token.Pos { return p.places.fix(pos) }

// Source returns the position of pos as the programmer wrote it. It has no
// offset, as that would be one into what cgo made of the file.
func (p *Package) Source(pos token.Pos) token.Position {
	position := p.Fset.Position(p.places.fix(pos))
	position.Offset = 0
	return position
}
