package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A Promise is an interface method whose name may promise something.
type Promise struct {
	Method string
	Sig    Signature
	// Recv and Result are the objects in the receiver and in a result, nil
	// where none is known.
	Recv, Result *contract.Object
	// Outcome is the condition under which the method did what its name says
	// ("result1 == nil"), or "".
	Outcome string
}

// conventions returns what the last layer that knows the method's name has.
func (c *Catalog) conventions(method string) []*convention {
	for _, layer := range slices.Backward(c.layers) {
		var found []*convention
		for _, v := range layer.conventions {
			if v.matches(method) {
				found = append(found, v)
			}
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// HasConvention reports whether the name of a method promises anything.
func (c *Catalog) HasConvention(method string) bool { return len(c.conventions(method)) > 0 }

// Convention returns the contract that a method's name promises, or nil: without
// an object to speak of, a name promises nothing.
func (c *Catalog) Convention(p Promise) *contract.Contract {
	found := c.conventions(p.Method)
	var lines []directiveLine
	for _, v := range found {
		text := p.directive(v.d)
		if text == "" {
			return nil
		}
		lines = append(lines, v.synthesize(text))
		if verb := v.d.verb.name; verb == "retain" || verb == "release" {
			lines = append(lines, v.synthesize(fmt.Sprintf("kind %s as %s", p.path("recv"), p.Recv.Kind)))
		}
	}
	if lines == nil {
		return nil
	}
	for i := range p.Sig.Params {
		if i > 0 { // what else it is given may go anywhere
			lines = append(lines, found[0].synthesize(fmt.Sprint("keep param", i)), found[0].synthesize(fmt.Sprint("havoc param", i)))
		}
	}
	// The fields on the way to an object need not be those of an interface.
	p.Sig.Field = func(Param, []string) (string, error) { return "", nil }
	made := build(&reporter{}, c.kinds(), p.Sig, lines, found[0].line.pos)
	if made != nil {
		made.Source = contract.FromConvention
	}
	return made
}

// directive writes d for the objects of the method, or "" if it speaks of one that
// is not known.
func (p *Promise) directive(d *directive) string {
	text := d.verb.name
	for i, o := range d.verb.operands {
		if len(d.args[i]) == 0 {
			continue
		}
		word := d.args[i][0].text
		lender := i > 0 // need not be counted itself
		if p.object(word) == nil && !lender {
			return ""
		}
		text += " " + strings.TrimSpace(o.keyword+" "+p.path(word))
	}
	if d.verb.name == "clear" && len(p.Recv.Path.Elems) == 0 {
		return "" // there is no field that could be nil afterwards
	}
	if describes(d.verb.name) {
		text += " as " + p.Result.Kind
	}
	// A release that fails has nothing left to release.
	if p.Outcome != "" && d.verb.name != "release" && d.verb.name != "clear" {
		text += " on " + p.Outcome
	}
	return text
}

// synthesize returns a line that takes the place of v's.
func (v *convention) synthesize(text string) directiveLine {
	return directiveLine{pos: v.line.pos, base: v.line.base, text: text}
}

// object returns the object that "recv" or "result" means, or nil.
func (p *Promise) object(word string) *contract.Object {
	if word == "recv" {
		return p.Recv
	}
	return p.Result
}

// path writes the path of the object that word means.
func (p *Promise) path(word string) string {
	object := p.object(word)
	if object == nil {
		return word
	}
	if word == "result" && object.Path.Index > 0 {
		word += fmt.Sprint(object.Path.Index)
	}
	for _, e := range object.Path.Elems {
		if !strings.HasPrefix(e, "[") {
			word += "."
		}
		word += e
	}
	return word
}
