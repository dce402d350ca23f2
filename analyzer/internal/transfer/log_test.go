package transfer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/contract"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

var opNames = map[contract.Op]string{contract.OpUse: "use", contract.OpNew: "new", contract.OpRetain: "retain", contract.OpRelease: "release",
	contract.OpSet: "set", contract.OpEnd: "end", contract.OpEndHome: "endhome", contract.OpLend: "lend", contract.OpHome: "home",
	contract.OpSameHome: "samehome", contract.OpKeep: "keep", contract.OpCall: "call", contract.OpFinalizer: "finalizer"}

// TestLog is what a function's contract will be made of: what it does to objects
// that its callers can know, in order.
func TestLog(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"in order", `
			param c
			s = SSL_get1_session(c)
			assume s != nil
			SSL_shutdown(c)
			SSL_SESSION_free(s)
			SSL_free(c)`, "use c; use s; release c | use c; retain s; end c; use s; release s; use c; release c"},
		{"uses are told once", `
			param s
			SSL_SESSION_get_time(s)
			SSL_SESSION_get_time(s)
			SSL_SESSION_is_resumable(s)`, "use s crash"},
		{"uses of several are a set", `
			param a
			param b
			SSL_SESSION_get_time(b)
			SSL_SESSION_get_time(a)
			SSL_SESSION_get_time(b)`, "use a; use b"},
		{"but are told again behind what can end them", `
			param c
			s = SSL_get0_session(c)
			SSL_SESSION_get_time(s)
			SSL_shutdown(c)
			t = SSL_get0_session(c)
			SSL_SESSION_get_time(s)        // useafterrelease replaced s possible`, "use c crash; use s; end c; use s"},
		{"what ends twice ends once", `
			param c
			SSL_shutdown(c)
			SSL_shutdown(c)`, "use c; end c"},
		{"what is retained twice is", `
			param s
			SSL_SESSION_up_ref(s)
			SSL_SESSION_up_ref(s)`, "use s crash; retain s; retain s"},
		{"Go memory of its own is its own affair", `
			box b
			b.f = nil`, ""},
		{"NULL is no object", `
			SSL_SESSION_free(nil)`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newScript(t, "")
			x.run(c.text)
			want := strings.Split(c.want, " | ") // one for each way that the calls can go
			for _, st := range x.states {
				got := x.logOf(st)
				if !strings.Contains(c.want, "crash") {
					got = strings.ReplaceAll(got, " crash", "")
				}
				if !slices.Contains(want, got) {
					t.Errorf("got  %s\nwant %s", got, c.want)
				}
			}
			if len(x.states) < len(want) {
				t.Errorf("%d ways, want %d", len(x.states), len(want))
			}
		})
	}
}

// logOf writes the log, with objects by the first variable that holds them.
func (x *script) logOf(st *state.State) string {
	names := map[state.ID]string{}
	for name, reg := range x.regs {
		if v := st.Regs[reg]; v.Kind == state.Ref && (names[v.ID] == "" || name < names[v.ID]) {
			names[v.ID] = name
		}
	}
	var out []string
	for _, e := range st.Log {
		s := opNames[e.Op] + " " + names[e.X.ID]
		if e.Effect.Crash {
			s += " crash"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// TestLogFull checks that a log that has no more room says so.
func TestLogFull(t *testing.T) {
	x := newScript(t, "")
	for i := range maxLog + 1 {
		x.run(fmt.Sprintf("param s%d\nSSL_SESSION_free(s%d)", i, i))
	}
	for _, st := range x.states {
		if !st.LogFull {
			t.Errorf("%d releases are not too many: %d entries, and room for %d", maxLog+1, len(st.Log), maxLog)
		}
	}
}

// TestEscape is what becomes of handles that other goroutines have.
func TestEscape(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		want                []string
	}{
		{"ended while the goroutine may run", "", "SSL_free(c)", []string{"borrowescape goroutine s"}},
		{"still good when it is waited for", "", "", nil},
		{"owned", "SSL_SESSION_up_ref(s)", "SSL_free(c)", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := newScript(t, "")
			x.run(`
				x = SSL_CTX_new(nil)
				c = SSL_new(x)
				assume c != nil
				SSL_connect(c)
				s = SSL_get0_session(c)
				assume s != nil
			` + c.before)
			x.each(func(st *state.State) { x.m.Escape(st, x.value(st, "s"), finding.InGoroutine, 1) })
			x.run(c.after)
			x.said = nil
			x.each(x.m.Sync)
			slices.Sort(x.said)
			if got := slices.Compact(x.said); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			x.each(func(st *state.State) {
				if len(st.Escapes) > 0 {
					t.Errorf("after waiting there is still %v", fmt.Sprint(st.Escapes))
				}
			})
		})
	}
}

// TestDoubt checks that a state in doubt reports nothing, and counts it.
func TestDoubt(t *testing.T) {
	x := newScript(t, "")
	x.run(`
		param s
		SSL_SESSION_free(s)`)
	x.each(func(st *state.State) { st.Doubt = true })
	x.run(`SSL_SESSION_free(s)`)
	if x.m.Doubts != 1 {
		t.Errorf("%d findings are counted as kept back, want 1", x.m.Doubts)
	}
}
