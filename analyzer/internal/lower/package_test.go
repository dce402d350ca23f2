package lower

import (
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// TestPackage checks what else is known of a package.
func TestPackage(t *testing.T) {
	pass := load(t, module(t, shapes), ".")[0]
	p, err := Build(pass, sanity)
	if err != nil {
		t.Fatal(err)
	}
	if fn := p.Exported("gocb"); fn == nil || fn.Name() != "gocb" {
		t.Errorf("C's gocb is %v", fn)
	}
	if fn := p.Exported("SSL_new"); fn != nil {
		t.Errorf("C's SSL_new is %v", fn)
	}
	var names []string
	for _, fn := range p.Instances {
		names = append(names, fn.RelString(p.Types))
	}
	if got, want := strings.Join(names, " "), "generic[int] (*box[int]).free (*box[string]).free"; got != want {
		t.Errorf("instances are %s, want %s", got, want)
	}
	inlines := Preamble(pass)
	if len(inlines) != 1 || printInline(inlines[0]) != "X_get1(ssl) = return SSL_get1_session(ssl)" || inlines[0].Pos.Line != 20 {
		t.Errorf("preamble: %+v", inlines)
	}
}

// TestDeterminism checks that two runs on one pass list the same functions.
func TestDeterminism(t *testing.T) {
	pass := load(t, module(t, shapes), ".")[0]
	var runs [2][]string
	for i := range runs {
		p, err := Build(pass)
		if err != nil {
			t.Fatal(err)
		}
		for _, fn := range append(p.Funcs, p.Instances...) {
			runs[i] = append(runs[i], fn.String())
		}
	}
	if !slices.Equal(runs[0], runs[1]) {
		t.Errorf("%v\n%v", runs[0], runs[1])
	}
}

// TestNoReturn checks that blocks end where the option says so.
func TestNoReturn(t *testing.T) {
	dir := module(t, map[string]string{"a.go": `package shapes

func fatal() { panic("x") }

func f(x bool) int {
	if x {
		fatal()
	}
	return 1
}
`})
	pass := load(t, dir, ".")[0]
	p, err := Build(pass, sanity, NoReturn(func(fn *types.Func) bool { return fn.Name() == "fatal" }))
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range p.SSA.Func("f").Blocks {
		for _, instr := range block.Instrs {
			if _, ok := instr.(*ssa.Call); ok && len(block.Succs) > 0 {
				t.Errorf("%v returns", instr)
			}
		}
	}
}

// TestNames checks the names that Expr gives, by the places that they are
// stored to or passed from.
func TestNames(t *testing.T) {
	dir := module(t, map[string]string{"a.go": `package shapes

type in struct{ p *int }
type mid struct{ in }
type out struct {
	mid
	list []in
	arr  [2]in
	m    map[string]*int
}

var global out

func sink(...any)
func use(p *int)
func get() *int
func two() (*int, error)

func f(o *out, v out, i int, pp **int, c func(), _ *int) {
	use(o.p)
	use(v.p)
	use(o.list[i].p)
	use(v.arr[1].p)
	use(o.m["k"])
	use(*pp)
	use(global.p)
	use(get())
	x := get()
	use(x)
	y, _ := two()
	use(y)
	z := o.p
	use(z)
	o.p = get()
	w := &out{}
	use(w.p)
	func() { use(x); use(o.p); x = nil }()
	for _, e := range o.list {
		use(e.p)
	}
	var cell *int
	pp = &cell
	use(cell)
	if i > 0 {
		y = get()
	}
	use(y)
	use(o.mid.in.p)
}
`, "a.s": ""})
	p, err := Build(load(t, dir, ".")[0], sanity)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	f := p.SSA.Func("f")
	eachCall(append([]*ssa.Function{f}, f.AnonFuncs...), func(instr ssa.CallInstruction) {
		if call := p.CallOf(instr); call.Written == "use" {
			got = append(got, p.Expr(instr.Common().Args[0]))
		}
	})
	want := []string{"o.p", "v.p", "o.list[i].p", "v.arr[1].p", `o.m["k"]`, "*pp", "global.p", "",
		"x", "y", "o.p", "w.p", "e.p", "cell", "y", "o.mid.in.p", "x", "o.p"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}
