package catalog

import (
	"go/token"
	"slices"
	"strings"
)

// A convention is what the name of an interface method promises where nothing
// else is known of it:
//
//	//refvet:convention Get1* own result
//
// "result" is the object in the method's result, "recv" the receiver's. A name
// may have several lines.
type convention struct {
	name string // up to the "*"
	more bool   // there was one: "Get1*" is also Get1Session, but not Get10
	line directiveLine
	d    *directive
}

func (v *convention) matches(method string) bool {
	rest, ok := strings.CutPrefix(method, v.name)
	return ok && (rest == "" || v.more && (rest[0] < '0' || rest[0] > '9') && (rest[0] < 'a' || rest[0] > 'z'))
}

// conventionVerbs are the verbs that a name can promise. Their operands are
// "recv" and "result".
var conventionVerbs = []string{"own", "borrow", "retain", "release", "clear"}

const conventionExample = "`//refvet:convention Get1* own result`"

// convention reads "convention NAME[*] DIRECTIVE".
func (p *fileParser) convention(l directiveLine) {
	w := splitWords(l)
	if len(w) < 3 {
		p.errorf(l.base, "`convention` needs a method name and a directive: write it like %s", conventionExample)
		return
	}
	name, more := strings.CutSuffix(w[1].text, "*")
	if !token.IsIdentifier(name) {
		p.errorf(w[1].pos, "`%s` is not a method name, with or without `*` behind it: write it like %s", w[1].text, conventionExample)
		return
	}
	rest := directiveLine{pos: l.pos, base: w[2].pos, text: l.text[w[2].pos-l.base:]}
	d := parseDirective(&p.reporter, rest)
	if d == nil || !p.promises(d) {
		return
	}
	v := &convention{name: name, more: more, line: rest, d: d}
	for _, other := range p.stubs.conventions {
		if other.name == name && other.more == more && other.d.text() == d.text() {
			p.errorf(w[1].pos, "duplicate convention for `%s`: it is also at %s, remove one", w[1].text, p.posText(other.line.pos))
			return
		}
	}
	p.stubs.conventions = append(p.stubs.conventions, v)
}

// promises reports whether d is of the kind that a name can promise, and says
// what is wrong with it otherwise.
func (p *fileParser) promises(d *directive) bool {
	if !slices.Contains(conventionVerbs, d.verb.name) {
		p.errorf(d.pos, "a name cannot promise `%s`: conventions have %s", d.verb.name, strings.Join(conventionVerbs, ", "))
		return false
	}
	if d.may || len(d.ifs)+len(d.ons) > 0 || d.kind.text != "" {
		p.errorf(d.pos, "a convention has no conditions, `may` or `as`: its findings are possible ones anyway")
		return false
	}
	for i, args := range d.args {
		for _, a := range args {
			target := i == 0 && describes(d.verb.name)
			if a.text != "recv" && a.text != "result" || target != (a.text == "result") {
				p.errorf(a.pos, "`%s` here is not what a name speaks of: write it like %s", a.text, conventionExample)
				return false
			}
		}
	}
	return true
}
