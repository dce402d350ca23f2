package catalog

import (
	"strconv"
	"strings"

	"github.com/refvet/refvet/analyzer/contract"
)

// value resolves an operand that may be a constant.
func (r *resolver) value(w word) (contract.Val, bool) {
	switch w.text {
	case "nil":
		return contract.Val{Kind: contract.Nil}, true
	case "true":
		return contract.Val{Kind: contract.Int, Int: 1}, true
	case "false":
		return contract.Val{Kind: contract.Int}, true
	case "nonnil":
		return contract.Val{Kind: contract.NonNil}, true
	case "_":
		return contract.Val{}, true
	}
	if n, err := strconv.ParseInt(w.text, 0, 64); err == nil {
		return contract.Val{Kind: contract.Int, Int: n}, true
	}
	if name, ok := strings.CutPrefix(w.text, "func:"); ok && name != "" {
		return contract.Val{Kind: contract.Func, Func: name}, true
	}
	if target, ok := strings.CutPrefix(w.text, "&"); ok {
		p, ok := r.place(word{target, w.pos + 1})
		return contract.Val{Kind: contract.Addr, Path: p.path}, ok
	}
	p, ok := r.place(w)
	return p.val(), ok
}

func at(p contract.Path) contract.Val { return contract.Val{Kind: contract.At, Path: p} }
