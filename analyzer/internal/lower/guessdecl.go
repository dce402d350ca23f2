package lower

import (
	"fmt"
	"sort"
	"strings"
)

// numeric are C's own types, as cgo has them on 64-bit systems. Their exact
// sizes do not matter.
var numeric = map[string]string{
	"char": "int8", "schar": "int8", "uchar": "uint8", "short": "int16", "ushort": "uint16",
	"int": "int32", "uint": "uint32", "long": "int64", "ulong": "uint64", "longlong": "int64",
	"ulonglong": "uint64", "float": "float32", "double": "float64", "size_t": "uint64",
	"ssize_t": "int64", "time_t": "int64", "int8_t": "int8", "int16_t": "int16",
	"int32_t": "int32", "int64_t": "int64", "uint8_t": "uint8", "uint16_t": "uint16",
	"uint32_t": "uint32", "uint64_t": "uint64", "intptr_t": "int64", "uintptr_t": "uint64",
	"bool": "bool", "_Bool": "bool",
}

// helpers are the functions that cgo itself provides, with their results.
var helpers = map[string]string{
	"CString": "*_Ctype_char", "CBytes": "_cgo_pointer", "GoString": "string",
	"GoStringN": "string", "GoBytes": "[]byte", "malloc": "_cgo_pointer",
}

// declarations returns Go declarations of what C declares.
func (g *guesser) declarations() string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport \"unsafe\"\n\ntype _cgo_pointer = unsafe.Pointer\n\nfunc _Cgo_ptr(p _cgo_pointer) _cgo_pointer { return p }\n", g.pass.Pkg.Name())
	for _, name := range []string{"char", "int"} { // needed for guesses
		if g.names[name] == nil {
			g.names[name] = &cName{name: name, kind: cType}
		}
	}
	var order []string
	for name := range g.names {
		order = append(order, name)
	}
	sort.Strings(order)
	for i, name := range order {
		n := g.names[name]
		switch n.kind {
		case cType:
			fmt.Fprintf(&b, "type _Ctype_%s %s\n", name, n.typeDecl())
		case cFunc:
			n.declare(&b)
			fmt.Fprintf(&b, "var _Cfpvar_fp_%s unsafe.Pointer\n", name)
		case cPointer:
			fmt.Fprintf(&b, "var _Cfpvar_fp_%s unsafe.Pointer\n", name)
		default:
			fmt.Fprintf(&b, "const _Ciconst_%s = %d\n", name, i+2) // distinct, for switches
		}
	}
	return b.String()
}

func (n *cName) typeDecl() string {
	switch {
	case numeric[n.name] != "":
		return numeric[n.name]
	case n.handle:
		return "unsafe.Pointer"
	case n.callback:
		return "*[0]byte"
	case n.pointer:
		return "struct{}"
	}
	return "int32"
}

// declare declares a function whose parameters take anything.
func (n *cName) declare(b *strings.Builder) {
	var typeParams, params []string
	for i := range n.args {
		typeParams = append(typeParams, fmt.Sprintf("T%d any", i))
		params = append(params, fmt.Sprintf("p%d T%d", i, i))
	}
	list := ""
	if n.args > 0 {
		list = "[" + strings.Join(typeParams, ", ") + "]"
	}
	result := n.result
	if result == "" && n.value {
		result = "_cgo_pointer"
	}
	fmt.Fprintf(b, "func _Cfunc_%s%s(%s) %s { panic(0) }\n", n.name, list, strings.Join(params, ", "), result)
	if n.two {
		fmt.Fprintf(b, "func _C2func_%s%s(%s) (%s, error) { panic(0) }\n", n.name, list, strings.Join(params, ", "), orVoid(result))
	}
}

func orVoid(result string) string {
	if result == "" {
		return "[0]byte"
	}
	return result
}
