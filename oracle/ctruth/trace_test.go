package ctruth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/refvet/refvet/oracle/gen"
	"github.com/refvet/refvet/oracle/run"
)

// TestPrograms runs what generated programs did on the model on libssl as well,
// under valgrind: a memory error there is a permission violation in the model.
func TestPrograms(t *testing.T) {
	b := &run.Batch{Dir: t.TempDir()}
	fresh := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1)).Uint64() >> 20
	t.Logf("fresh seed %d", fresh)
	for i := range uint64(24) {
		seed := 300 + i
		if i >= 12 {
			seed = fresh + i
		}
		p, err := run.Make(seed, gen.Size{Funcs: 3, Stmts: 8})
		if err != nil {
			t.Fatal(err)
		}
		b.Programs = append(b.Programs, p)
	}
	if err := b.Write(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Run(t.Context(), run.NewTally()); err != nil {
		t.Fatal(err)
	}
	traces, err := b.Traces(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var rules []Rule
	for i, x := range traces {
		ops := ofTrace(x.Ops)
		if len(ops) > 3 && !slices.ContainsFunc(rules, func(r Rule) bool { return script(r) == script(Rule{Ops: ops}) }) {
			rules = append(rules, Rule{Name: fmt.Sprintf("trace_%d", i), Ops: ops})
		}
	}
	rules = rules[:min(len(rules), 120)]
	real := valgrind(t, Emit(rules))
	errors, permissions := 0, 0
	for _, r := range rules {
		p, v := Predict(r), real[r.Name]
		if v.Memory {
			errors++
		}
		if p.Permission {
			permissions++
		}
		if v.Memory && !p.Permission {
			t.Errorf("a memory error that is no permission violation\n%s", script(r))
		}
		if p.Memory && !v.Memory {
			t.Errorf("the model says memory error, libssl has none\n%s", script(r))
		}
	}
	t.Logf("%d runs of generated programs: %d violate permission, %d have memory errors", len(rules), permissions, errors)
}

// ofTrace makes a script of a run. What the root was given is made first. The
// script ends where libssl would need what a script cannot give: a handshake
// after SSL_clear, a session in two caches, a connection that is NULL.
func ofTrace(trace [][]string) [][]string {
	list := ops("ctx xg")
	known, cleared, cached := map[string]bool{"xg": true}, map[string]bool{}, map[string]bool{}
	made := map[string]int{"ctx": 1, "new": 1, "get0": 1, "get1": 1, "dup": 1, "d2i": 1, "get_ctx": 1, "dup_conn": 1}
	for _, op := range trace {
		for i, a := range op[1:] {
			switch {
			case known[a] || i < made[op[0]]:
			case a == "NULL" && (op[0] == "time" || op[0] == "free" || op[0] == "set_session" && i == 1):
			case a == "NULL":
				return list
			case a[0] == 's':
				list = append(list, []string{"d2i", a})
			case a[0] == 'c':
				list = append(list, []string{"conn", a, "xg"})
			default:
				list = append(list, []string{"ctx", a})
			}
			known[a] = true
		}
		switch last := op[len(op)-1]; op[0] {
		case "clear":
			cleared[op[1]] = true
		case "read", "handshake", "shutdown", "dup_conn":
			if cleared[last] || op[0] == "dup_conn" {
				return list
			}
		case "add":
			if len(cached) > 0 {
				return list
			}
			cached[last] = true
		}
		if slices.Contains(op, "NULL") && made[op[0]] > 0 {
			return list // the model had nothing to give, libssl might
		}
		list = append(list, op)
	}
	return list
}
