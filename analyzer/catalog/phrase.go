package catalog

import (
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A phrase is a directive without its conditions.
type phrase struct {
	text string
	may  bool
}

// String writes the phrase with the clauses of its row.
func (p phrase) String(clauses string) string {
	if p.may {
		return p.text + clauses + " may"
	}
	return p.text + clauses
}

// A phraser writes the effects of one row as directives.
type phraser struct {
	namer
	row   *contract.Row
	isC   bool
	names map[int]string // of fresh objects: where they first are put
	done  map[int]bool   // effects that belong to a directive already written
	told  map[int]bool   // results already described
	// mayOwn has the stores of a reference that is taken on the way, and whether
	// that is a may.
	mayOwn map[int]bool
	out    []phrase
}

func phrases(c *contract.Contract, i int) []phrase {
	pkg, _, _ := symbol(c.Name)
	p := &phraser{
		namer: namer{c}, row: &c.Rows[i], isC: pkg == "C",
		names: map[int]string{}, done: map[int]bool{}, told: map[int]bool{},
		mayOwn: map[int]bool{},
	}
	p.nameFresh()
	p.uses()
	p.results()
	p.ownedStores()
	for k := range p.row.Effects {
		if !p.done[k] {
			p.effect(k, &p.row.Effects[k])
		}
	}
	for _, cond := range p.row.On[len(treeConds(c, i)):] {
		p.add("ensures "+p.path(cond.Path), false)
	}
	return p.out
}

func (p *phraser) add(text string, may bool) { p.out = append(p.out, phrase{text, may}) }

// nameFresh finds a name for each object that the row makes.
func (p *phraser) nameFresh() {
	for i, v := range p.row.Results {
		p.nameIn(v, p.root(contract.Path{Root: contract.Result, Index: i}))
	}
	for _, e := range p.row.Effects {
		if e.Op == contract.OpStore {
			p.nameIn(e.Y, p.freshPath(e.X.Path))
		}
	}
}

func (p *phraser) nameIn(v contract.Val, name string) {
	if v.Kind == contract.At && v.Path.Root == contract.Fresh && len(v.Path.Elems) == 0 && p.names[v.Path.Index] == "" {
		p.names[v.Path.Index] = name
	}
	for _, f := range v.Fields {
		p.nameIn(f.Val, name+"."+f.Name)
	}
}

// freshPath writes a path, those of fresh objects by their names.
func (p *phraser) freshPath(path contract.Path) string {
	if name := p.names[path.Index]; path.Root == contract.Fresh && name != "" {
		const stand = "\x00"
		text := namer{&contract.Contract{Params: []contract.Var{{Name: stand}}}}.path(contract.Path{Elems: path.Elems})
		return strings.Replace(text, stand, name, 1)
	}
	return p.path(path)
}

func (p *phraser) val(v contract.Val) string {
	switch v.Kind {
	case contract.Nil:
		return "nil"
	case contract.Int:
		return p.cond(contract.Cond{Int: v.Int})[len(p.path(contract.Path{})+" == "):]
	case contract.At:
		if v.Add != 0 {
			return "_" // directives do not calculate
		}
		if v.Later {
			return "new:" + p.freshPath(v.Path)
		}
		return p.freshPath(v.Path)
	case contract.Addr:
		return "&" + p.freshPath(v.Path)
	case contract.Func:
		return "func:" + v.Func
	case contract.NonNil:
		return "nonnil"
	}
	return "_"
}

// uses writes how the row uses its arguments; a C function uses each handle,
// and says so only if it crashes on NULL, or not.
func (p *phraser) uses() {
	used := map[int]bool{}
	for k, e := range p.row.Effects {
		if e.Op != contract.OpUse {
			continue
		}
		p.done[k] = true
		implicit := p.isC && e.X.Path.Root == contract.Param && len(e.X.Path.Elems) == 0 && p.Params[e.X.Path.Index].Kind != ""
		if implicit {
			used[e.X.Path.Index] = true
		}
		switch {
		case e.Crash:
			p.add("nonnull "+p.val(e.X), e.May)
		case e.Tolerant:
			p.add("tolerates "+p.val(e.X), e.May)
		case !implicit || e.May:
			p.add("use "+p.val(e.X), e.May)
		}
	}
	for i, v := range p.Params {
		if p.isC && v.Kind != "" && !used[i] {
			p.add("unused "+p.root(contract.Path{Root: contract.Param, Index: i}), false)
		}
	}
}
