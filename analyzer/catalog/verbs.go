package catalog

import "sort"

// A verb says which operands a directive has, and which words may follow them.
type verb struct {
	name     string
	operands []operand
	example  string
	tail     string // "null": nullable or nonnull; "as": a kind; "when": now, maybe or later
	alone    bool   // takes neither conditions nor may
}

// An operand is one operand of a verb, with the keyword before it.
type operand struct {
	keyword  string // "", "=", "from", "to", "in", "with", ","
	list     bool   // any number, separated by commas
	value    bool   // any value; else a path
	optional bool
}

var path = operand{}

func after(keyword string) operand   { return operand{keyword: keyword} }
func valueOf(keyword string) operand { return operand{keyword: keyword, value: true} }

var optionalWith = operand{keyword: "with", list: true, value: true, optional: true}

var verbs = map[string]*verb{}

// The example is shown when the operands are wrong.
func init() {
	for _, v := range []*verb{
		{name: "own", operands: []operand{path, {keyword: "from", optional: true}}, tail: "as null", example: "own result"},
		{name: "borrow", operands: []operand{path, after("from")}, tail: "as null", example: "borrow result from ssl.session"},
		{name: "alias", operands: []operand{path, valueOf("=")}, tail: "null", example: "alias result = s"},
		{name: "release", operands: []operand{path}, example: "release s"},
		{name: "retain", operands: []operand{path}, example: "retain s"},
		{name: "transfer", operands: []operand{path, after("to")}, example: "transfer x to ctx"},
		{name: "hold", operands: []operand{path, after("in")}, example: "hold s in ssl.session"},
		{name: "store", operands: []operand{path, valueOf("=")}, example: "store c.ptr = nil"},
		{name: "clear", operands: []operand{path}, example: "clear c.ptr"},
		{name: "end", operands: []operand{path}, example: "end ssl.session"},
		{name: "endhome", operands: []operand{path}, example: "endhome ctx"},
		{name: "context", operands: []operand{path, after("=")}, example: "context result = ctx"},
		{name: "unbound", operands: []operand{path}, example: "unbound result"},
		{name: "samecontext", operands: []operand{path, after(",")}, example: "samecontext s, ctx"},
		{name: "nonnull", operands: []operand{path}, example: "nonnull s"},
		{name: "tolerates", operands: []operand{path}, example: "tolerates s"},
		{name: "use", operands: []operand{path}, example: "use s"},
		{name: "unused", operands: []operand{path}, example: "unused s"},
		{name: "keep", operands: []operand{path}, example: "keep data"},
		{name: "keepalive", operands: []operand{path}, example: "keepalive x"},
		{name: "havoc", operands: []operand{path}, example: "havoc buf"},
		{name: "sync", example: "sync"},
		{name: "call", operands: []operand{path, optionalWith}, tail: "when", example: "call f now with s"},
		{name: "finalizer", operands: []operand{path, valueOf("=")}, example: "finalizer obj = finalizer"},
		{name: "cleanup", operands: []operand{path, valueOf("="), optionalWith}, example: "cleanup ptr = cleanup with arg"},
		{name: "ensures", operands: []operand{path}, example: "ensures err on result"},
		{name: "equal", operands: []operand{path, after("="), after(",")}, example: "equal result = err, target"},
		{name: "sum", operands: []operand{path, after("="), valueOf(",")}, example: "sum result = x.n, delta"},
		{name: "add", operands: []operand{path, valueOf("by")}, example: "add x.n by delta"},
		{name: "kind", operands: []operand{path}, tail: "as", alone: true, example: "kind s.ptr as SSL"},
		{name: "noreturn", alone: true, example: "noreturn"},
		{name: "pure", alone: true, example: "pure"},
		{name: "blocks", alone: true, example: "blocks"},
		{name: "nothing", example: "nothing if s == nil"},
	} {
		verbs[v.name] = v
	}
}

func verbNames() []string {
	names := make([]string, 0, len(verbs))
	for name := range verbs {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
