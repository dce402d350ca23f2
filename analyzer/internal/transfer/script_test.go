package transfer

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

// A script is a straight-line program that is run line by line on all states at
// once. Its statements are
//
//	param c               c is a parameter of the function under analysis
//	box b                 b points to Go memory that was allocated here
//	[s =] f(a, nil, 1)    a call of the function whose contract is f; without
//	                      "s =" nobody looks at its result ("_ =" does)
//	a, err = f(b)         its two results
//	b.f = a; a = b.f      a field; *b is the pointee
//	a = b                 a copy of the handle
//	assume a == nil       and the states where that cannot be are gone
//	show a b              what is known of a and b
//	count                 the number of states
//
// What a line finds, or shows, is expected in a comment at its end, what
// differs between states behind a bar.
type script struct {
	t      *testing.T
	cat    *catalog.Catalog
	m      *Machine
	states []*state.State
	regs   map[string]state.Reg
	line   int
	said   []string // by the line that is run
	sites  int      // that lines take turns at, as in a loop; 0: each has its own
}

func newScript(t *testing.T, stubs string) *script {
	t.Helper()
	cat := defaultCatalog(t)
	if stubs != "" {
		parsed, err := catalog.ParseFile("stubs.go.txt", []byte("package C\n\n"+stubs))
		if err != nil {
			t.Fatal(err)
		}
		if cat, err = cat.With(parsed); err != nil {
			t.Fatal(err)
		}
	}
	x := &script{t: t, cat: cat, regs: map[string]state.Reg{}, states: []*state.State{state.New()}}
	x.m = &Machine{
		U:    state.NewUniverse(),
		Kind: cat.Kind,
		Report: func(st *state.State, f finding.Finding) {
			possible := ""
			if f.Possible {
				possible = " possible"
			}
			x.said = append(x.said, fmt.Sprintf("%s %s %s%s", f.Class, reasons[f.Reason], f.Object, possible))
		},
		Invoke: x.invoke,
		Later: func(_ *state.State, fn state.Value, _ []state.Value, _ *Site) {
			x.said = append(x.said, fmt.Sprint("later ", fn.Fn))
		},
		Wait: func(st *state.State) []*state.State { x.said = append(x.said, "wait"); return []*state.State{st} },
		Releases: func(_ *state.State, fn, _ state.Value) ([]string, bool) {
			if fn.Fn == "SSL_SESSION_free" {
				return []string{""}, true
			}
			return nil, false
		},
		Func: func(string) any { return nil },
		At:   func(token.Pos) string { return "" },
	}
	return x
}

func defaultCatalog(t *testing.T) *catalog.Catalog {
	t.Helper()
	cat, err := catalog.Default()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

var reasons = map[finding.Reason]string{
	finding.NoReason: "-", finding.LenderFreed: "lender-freed", finding.SlotReplaced: "replaced", finding.HomeFlushed: "flushed",
	finding.LastReleased: "released", finding.NotOwned: "not-owned", finding.ReleasedTwice: "twice", finding.Unchecked: "unchecked",
	finding.KnownNull: "null", finding.StoredLonger: "stored", finding.StoredGlobal: "global", finding.InGoroutine: "goroutine",
	finding.FinalizerToo: "finalizer", finding.Returned: "returned", finding.Sent: "sent",
}

// run runs the text and compares what it says with its comments.
func (x *script) run(text string) {
	x.t.Helper()
	for line := range strings.Lines(text) {
		x.line++
		stmt, want, _ := strings.Cut(line, "//")
		stmt, want = strings.TrimSpace(stmt), strings.TrimSpace(want)
		if stmt == "" {
			continue
		}
		x.said = nil
		x.statement(stmt)
		slices.Sort(x.said)
		if got := strings.Join(slices.Compact(x.said), " | "); got != want {
			x.t.Errorf("line %d: %s\n\tgot  %s\n\twant %s", x.line, stmt, got, want)
		}
	}
}

func (x *script) statement(stmt string) {
	words := strings.Fields(stmt)
	switch words[0] {
	case "param":
		x.each(func(st *state.State) { x.param(st, words[1]) })
		return
	case "box":
		x.each(func(st *state.State) {
			x.set(st, words[1], x.m.Fresh(st, x.site("").Key, &state.Object{Init: state.Zero, Mask: state.MaskNonNil, Fresh: true}))
		})
		return
	case "assume":
		x.assume(words[1], words[2], words[3])
		return
	case "show":
		for _, name := range words[1:] {
			for _, st := range x.states {
				x.said = append(x.said, name+": "+x.show(st, name))
			}
		}
		return
	case "count":
		x.said = append(x.said, strconv.Itoa(len(x.states)))
		return
	}
	left, right, assigns := strings.Cut(stmt, " = ")
	if !assigns {
		right = stmt
	}
	if name, args, calls := strings.Cut(strings.TrimSuffix(right, ")"), "("); calls {
		var targets []string
		if assigns {
			targets = strings.Split(left, ", ")
		}
		x.call(targets, name, strings.FieldsFunc(args, func(r rune) bool { return r == ',' || r == ' ' }))
		return
	}
	x.each(func(st *state.State) { x.assign(st, left, x.value(st, right)) })
}

func (x *script) each(f func(st *state.State)) {
	for _, st := range x.states {
		f(st)
	}
}

func (x *script) param(st *state.State, name string) {
	id := x.m.U.ID("param " + name)
	st.Put(id, &state.Object{Init: state.Lazy, Mask: state.MaskAll, Full: state.MaskAll, Caller: 1})
	x.m.U.SetRoot(id, contract.Path{Root: contract.Param, Index: len(x.regs)})
	x.set(st, name, state.RefVal(id))
}

func (x *script) set(st *state.State, name string, v state.Value) {
	if _, ok := x.regs[name]; !ok {
		x.regs[name] = state.Reg(len(x.regs))
	}
	st.Regs[x.regs[name]] = v
}

// cell splits "b.f" or "*b" into the variable and the cell of what it points to.
func cell(expr string) (name, path string, ok bool) {
	if name, ok = strings.CutPrefix(expr, "*"); ok {
		return name, "", true
	}
	name, path, ok = strings.Cut(expr, ".")
	return name, "." + path, ok
}

func (x *script) value(st *state.State, expr string) state.Value {
	if name, path, ok := cell(expr); ok {
		v := x.value(st, name)
		return st.Load(x.m.U, v.ID, v.Path+path, nil)
	}
	if expr == "nil" {
		return state.Nil
	}
	if n, err := strconv.ParseInt(expr, 10, 64); err == nil {
		return state.IntVal(n)
	}
	if fn, ok := strings.CutPrefix(expr, "func:"); ok {
		return state.Value{Kind: state.Func, Fn: fn}
	}
	reg, ok := x.regs[expr]
	if !ok {
		x.t.Fatalf("line %d: %s is not defined", x.line, expr)
	}
	return st.Resolve(st.Regs[reg])
}

func (x *script) assign(st *state.State, target string, v state.Value) {
	if name, path, ok := cell(target); ok {
		to := x.value(st, name)
		x.m.Write(st, to.ID, to.Path+path, nil, v, token.Pos(x.line))
		return
	}
	x.set(st, target, v)
}

func (x *script) contract(name string) *contract.Contract {
	if c := x.cat.C(name); c != nil {
		return c
	}
	if c := x.cat.Go(name); c != nil {
		return c
	}
	x.t.Fatalf("line %d: there is no contract of %s", x.line, name)
	return nil
}

func (x *script) site(call string) *Site {
	key := fmt.Sprint("line", x.line)
	if x.sites > 0 {
		key = fmt.Sprint("site", x.line%x.sites, call)
	}
	return &Site{Key: key, Pos: token.Pos(x.line), Call: call}
}

func (x *script) call(targets []string, name string, args []string) {
	c, site := x.contract(name), x.site(name)
	site.Args = args
	site.Results = make([]types.Type, len(c.Results)) // not known
	site.Ignored = len(targets) == 0
	if !site.Ignored && targets[0] != "_" {
		site.Target = targets[0]
	}
	var after []*state.State
	for _, st := range x.states {
		vals := make([]state.Value, len(args))
		for i, a := range args {
			vals[i] = x.value(st, a)
		}
		for _, o := range x.m.Apply(st, c, vals, site) {
			for i, target := range targets {
				if target != "_" && i < len(o.Results) {
					x.set(o.State, target, o.Results[i])
				}
			}
			after = append(after, o.State)
		}
	}
	x.states = after
}

// invoke runs the function value fn, which is named after its contract.
func (x *script) invoke(st *state.State, fn state.Value, args []state.Value, site *Site) []Outcome {
	name, ok := fn.Fn.(string)
	if !ok {
		x.said = append(x.said, "call of an unknown function")
		return []Outcome{{st, nil}}
	}
	inner := *site
	inner.Key += "/" + name
	return x.m.Apply(st, x.contract(name), args, &inner)
}

var operators = map[string]token.Token{"==": token.EQL, "!=": token.NEQ, "<": token.LSS, "<=": token.LEQ, ">": token.GTR, ">=": token.GEQ}

func (x *script) assume(a, op, b string) {
	x.states = slices.DeleteFunc(x.states, func(st *state.State) bool {
		return !x.m.Assume(st, x.m.Compare(st, operators[op], x.value(st, a), x.value(st, b)), true)
	})
}

// show prints what st knows of a handle.
func (x *script) show(st *state.State, name string) string {
	v := x.value(st, name)
	switch v.Kind {
	case state.Int:
		return cmp.Or(map[int64]string{0: "nil"}[v.N], strconv.FormatInt(v.N, 10))
	case state.Ref:
	default:
		return "?"
	}
	o := st.Obj(v.ID)
	var words []string
	add := func(if_ bool, word string) {
		if if_ {
			words = append(words, word)
		}
	}
	if o.Kind == "" {
		add(true, "plain")
	} else {
		good := map[bool]string{true: "good", false: "dead"}[st.Good(v.ID, v.Borrowed)]
		add(true, fmt.Sprintf("owed %d, %s", o.Owed, good))
	}
	add(v.Borrowed, "lent")
	add(o.Kind != "" && o.Mask&state.Mask0 != 0, "or nil")
	add(o.Moved, "moved")
	add(o.Kept > 0, "kept")
	add(o.Weak, "weak")
	add(o.Home == state.Unbound, "unbound")
	return strings.Join(words, ", ")
}
