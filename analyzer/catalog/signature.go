package catalog

import (
	"go/token"
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// A Shape is what can be done with a value of a type.
type Shape uint8

const (
	AnyShape     Shape = iota // not known, or all of them
	PointerShape              // an address of memory that fields are in
	StructShape               // fields held by value
	FuncShape                 // can be called
	BoolShape                 // true or false
	IntShape                  // any other basic type
)

// A Param is a receiver, parameter or result as directives see it.
type Param struct {
	contract.Var
	Shape Shape
	// Elem is the object kind that an out-parameter points to (**SSL: "SSL").
	Elem string
	// Opaque marks an address of unknown things (unsafe.Pointer), which may be
	// a handle all the same.
	Opaque bool
}

// A Signature is the function that directives stand on.
type Signature struct {
	Name    string  // as contracts name it: "(*pkg/path.T).Method"
	Params  []Param // the receiver, if there is one, comes first
	Results []Param
	HasRecv bool
	// C marks a C function's stub: its handles are used by every call, and
	// each result that is a handle must be accounted for.
	C bool
	// Field, if not nil, resolves a field path that starts at the parameter or
	// result root: the object kind that it is a handle of, or "", or an error
	// that says which field does not exist and which do.
	Field func(root Param, fields []string) (kind string, err error)
	Pos   string // for Contract.Pos; "" to take the first directive's
}

// names lists what a path can start with, for messages.
func (s *Signature) names() []string {
	var names []string
	for _, p := range append(s.Params[:len(s.Params):len(s.Params)], s.Results...) {
		if p.Name != "" && p.Name != "_" {
			names = append(names, p.Name)
		}
	}
	if s.HasRecv && s.Params[0].Name == "" {
		names = append(names, "recv")
	}
	return names
}

// checkNames reports names that directives could not tell apart.
func (r *resolver) checkNames(where token.Pos) {
	seen := map[string]bool{"nil": true, "true": true, "false": true, "nonnil": true, "fresh": true}
	for i, p := range append(r.sig.Params[:len(r.sig.Params):len(r.sig.Params)], r.sig.Results...) {
		if p.Name == "" || p.Name == "_" {
			continue
		}
		n, isParam := numbered(p.Name, "param")
		m, isResult := numbered(p.Name, "result")
		_, isCall := numbered(p.Name, "call")
		if seen[p.Name] || isCall || isParam && n != i || isResult && m != i-len(r.sig.Params) {
			r.errorf(where, "directives cannot tell what the name `%s` means: rename it", p.Name)
		}
		seen[p.Name] = true
	}
}

// root looks up the first element of a path.
func (s *Signature) root(name string) (contract.Path, *Param, bool) {
	for i := range s.Params {
		if s.Params[i].Name == name && name != "_" {
			return contract.Path{Root: contract.Param, Index: i}, &s.Params[i], true
		}
	}
	for i := range s.Results {
		if s.Results[i].Name == name && name != "_" {
			return contract.Path{Root: contract.Result, Index: i}, &s.Results[i], true
		}
	}
	if name == "recv" && s.HasRecv {
		return contract.Path{Root: contract.Param}, &s.Params[0], true
	}
	if n, ok := numbered(name, "param"); ok && n < len(s.Params) {
		return contract.Path{Root: contract.Param, Index: n}, &s.Params[n], true
	}
	if n, ok := numbered(name, "result"); ok && n < len(s.Results) {
		return contract.Path{Root: contract.Result, Index: n}, &s.Results[n], true
	}
	return contract.Path{}, nil, false
}

// numbered reads "result" as 0 and "result2" as 2.
func numbered(name, prefix string) (int, bool) {
	digits, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return 0, false
	}
	if digits == "" {
		return 0, prefix == "result"
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n >= 0 && strconv.Itoa(n) == digits
}

func vars(params []Param) []contract.Var {
	var out []contract.Var
	for _, p := range params {
		v := p.Var
		if v.Name == "_" {
			v.Name = ""
		}
		out = append(out, v)
	}
	return out
}
