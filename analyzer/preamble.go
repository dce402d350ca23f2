package analyzer

import (
	"slices"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/internal/lower"
)

// c returns the contract of a C function: from the catalog, or, for a forwarding
// function in the package's own preamble, from what it forwards to.
func (p *packageRun) c(name string) *contract.Contract {
	if c := p.cat.C(name); c != nil {
		return c
	}
	return p.forwards()[name]
}

func (p *packageRun) inlines() []lower.Inline {
	if !p.readPreamble {
		p.readPreamble = true
		p.preamble = lower.Preamble(p.pass)
	}
	return p.preamble
}

// forwards returns the contracts of the preamble's forwarding functions.
func (p *packageRun) forwards() map[string]*contract.Contract {
	if p.forwarded == nil {
		p.forwarded = map[string]*contract.Contract{}
		for _, in := range p.inlines() {
			if c := p.cat.C(in.Callee); c != nil {
				if f := forward(in, c); f != nil {
					p.forwarded[in.Name] = f
				}
			}
		}
	}
	return p.forwarded
}

// forward returns the contract of a function that does nothing but call another
// one, or nil if that takes something that c speaks of from elsewhere.
func forward(in lower.Inline, c *contract.Contract) *contract.Contract {
	if in.Alias {
		return c
	}
	out := &contract.Contract{Name: in.Name, Source: c.Source, Pos: in.Pos.String(), Pure: c.Pure, Blocks: c.Blocks}
	for _, name := range in.Params {
		out.Params = append(out.Params, contract.Var{Name: name})
	}
	to := map[int]int{} // parameter of c -> of out
	for i, arg := range in.Args {
		if j := slices.Index(in.Params, arg); j >= 0 && i < len(c.Params) {
			to[i] = j
			out.Params[j].Kind = c.Params[i].Kind
		}
	}
	ok := true
	path := func(p contract.Path) contract.Path {
		if p.Root == contract.Param {
			j, known := to[p.Index]
			ok = ok && known
			p.Index = j
		}
		return p
	}
	var val func(v contract.Val) contract.Val
	val = func(v contract.Val) contract.Val {
		if v.Kind == contract.At || v.Kind == contract.Addr {
			v.Path = path(v.Path)
		}
		v.Fields = slices.Clone(v.Fields)
		for i := range v.Fields {
			v.Fields[i].Val = val(v.Fields[i].Val)
		}
		return v
	}
	conds := func(cs []contract.Cond) []contract.Cond {
		cs = slices.Clone(cs)
		for i := range cs {
			cs[i].Path = path(cs[i].Path)
		}
		return cs
	}
	for _, r := range c.Rows {
		r.If, r.On = conds(r.If), conds(r.On)
		r.Effects = slices.Clone(r.Effects)
		for i, e := range r.Effects {
			e.X, e.Y = val(e.X), val(e.Y)
			e.Args = slices.Clone(e.Args)
			for j := range e.Args {
				e.Args[j] = val(e.Args[j])
			}
			r.Effects[i] = e
		}
		r.Results = slices.Clone(r.Results)
		for i := range r.Results {
			r.Results[i] = val(r.Results[i])
		}
		if !in.Returns {
			r.Results, r.On = nil, nil
		}
		out.Rows = append(out.Rows, r)
	}
	if in.Returns {
		out.Results = c.Results
	}
	if !ok {
		return nil
	}
	return out
}
