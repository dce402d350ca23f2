package ctruth

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestRules compares the model with libssl, rule by rule.
func TestRules(t *testing.T) {
	rules, err := Parse(rulesText)
	if err != nil {
		t.Fatal(err)
	}
	all := append([]Rule(nil), rules...)
	for _, r := range rules {
		if p := Predict(r); p != r.Want {
			t.Errorf("%s: the model says %v, rules.txt %v", r.Name, p, r.Want)
		}
		if r.Want.Permission && !r.Want.Memory {
			all = append(all, r.Adversarial())
		}
	}
	compare(t, all)
}

func compare(t *testing.T, rules []Rule) {
	t.Helper()
	real := valgrind(t, Emit(rules))
	for _, r := range rules {
		p, v := Predict(r), real[r.Name]
		if v.Memory && !p.Permission {
			t.Errorf("%s: a memory error that is no permission violation\n%s", r.Name, script(r))
		}
		if v.Memory != p.Memory || !v.Memory && v.Leak != p.Leak {
			t.Errorf("%s: the model says %v, libssl %v\n%s", r.Name, p, v, script(r))
		}
		if strings.HasSuffix(r.Name, "_adversarial") && !v.Memory {
			t.Errorf("%s: no memory error, though everything else was freed\n%s", r.Name, script(r))
		}
	}
}

func script(r Rule) string {
	var ops []string
	for _, op := range r.Ops {
		ops = append(ops, strings.Join(op, " "))
	}
	return "\t" + strings.Join(ops, "; ")
}

var (
	invalid = regexp.MustCompile(`Invalid (read|write|free)|Process terminating|uninitialised`)
	lost    = regexp.MustCompile(`definitely lost: [1-9]`)
)

// valgrind compiles a program that runs each rule in a process of its own, and
// runs it.
func valgrind(t *testing.T, text string) map[string]Outcome {
	t.Helper()
	for _, tool := range []string{"gcc", "valgrind"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is needed to check the model against libssl: apt-get install gcc valgrind libssl-dev", tool)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "rules.c"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "rules")
	if out, err := exec.Command("gcc", "-O0", "-g", "-w", "-o", bin, filepath.Join(dir, "rules.c"), "-lssl", "-lcrypto").CombinedOutput(); err != nil {
		t.Fatalf("cannot compile against libssl (apt-get install libssl-dev): %v\n%s", err, out)
	}
	cmd := exec.Command("valgrind", "--leak-check=full", "--log-file="+dir+"/log.%p", bin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("valgrind: %v\n%s", err, stderr.String())
	}
	got := map[string]Outcome{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		var name string
		var pid, status int
		if n, _ := fmt.Sscan(line, &name, &pid, &status); n != 3 {
			t.Fatalf("cannot read %q", line)
		}
		if status == 70 {
			t.Errorf("%s cannot be run\n%s", name, stderr.String())
		}
		log, err := os.ReadFile(fmt.Sprintf("%s/log.%d", dir, pid))
		if err != nil {
			t.Fatal(err)
		}
		o := Outcome{Memory: invalid.Match(log) || status == -9 || status == -24, // hangs
			Leak: lost.Match(log)}
		o.Leak = o.Leak && !o.Memory
		got[name] = o
	}
	return got
}

// TestRandom compares the model with libssl on random scripts.
func TestRandom(t *testing.T) {
	seeds := []uint64{1, uint64(time.Now().UnixNano())}
	for _, seed := range seeds {
		t.Logf("seed %d", seed)
		r := rand.New(rand.NewPCG(seed, 1))
		var rules []Rule
		for i := range 40 {
			rules = append(rules, Rule{Name: fmt.Sprintf("random_%d", i), Ops: randomOps(r)})
		}
		real := valgrind(t, Emit(rules))
		for _, r := range rules {
			p, v := Predict(r), real[r.Name]
			switch {
			case v.Memory && !p.Permission:
				t.Errorf("seed %d: a memory error that is no permission violation\n%s", seed, script(r))
			case p.Memory && !v.Memory, !p.Permission && v.Leak != p.Leak:
				t.Errorf("seed %d: the model says %v, libssl %v\n%s", seed, p, v, script(r))
			}
		}
	}
}

// randomOps writes a script over two contexts, two connections, three sessions.
func randomOps(r *rand.Rand) [][]string {
	list := ops("ctx x; conn c x; conn d x")
	conns, sessions := []string{"c", "d"}, []string{}
	has := func(n int, of []string) string { return of[r.IntN(len(of))] }
	for range 4 + r.IntN(8) {
		s := fmt.Sprintf("s%d", len(sessions))
		c := has(0, conns)
		if len(sessions) == 0 || r.IntN(4) == 0 {
			switch r.IntN(5) {
			case 0, 1:
				list = append(list, []string{"get0", s, c})
			case 2, 3:
				list = append(list, []string{"get1", s, c})
			default:
				list = append(list, []string{"d2i", s})
			}
			sessions = append(sessions, s)
			continue
		}
		x := has(0, sessions)
		list = append(list, [][]string{{"time", x}, {"time", x}, {"free", x}, {"up_ref", x}, {"free", x}, {"set_session", c, x}, {"set_session", c, "NULL"},
			{"clear", c}, {"read", c}, {"free_conn", c}, {"up_ref_conn", c}, {"flush", "x"}, {"add", "x", x}, {"remove", "x", x}, {"copy_id", c, has(0, conns)},
			{"dup", s, x}, {"shutdown", c}, {"free_ctx", "x"}}[r.IntN(18)])
		op := list[len(list)-1]
		switch op[0] {
		case "clear": // a read would begin a handshake
			conns = remove(conns, c)
			if len(conns) == 0 {
				return list
			}
		case "copy_id":
			if op[1] == op[2] { // libssl would free the certificate that it copies
				list = list[:len(list)-1]
			}
		case "dup":
			sessions = append(sessions, s)
		case "free_conn":
			if len(conns) == 1 {
				return list
			}
			conns = remove(conns, c)
		case "free_ctx":
			return append(list, []string{"time", x})
		}
	}
	return list
}

func remove(list []string, s string) []string {
	var out []string
	for _, x := range list {
		if x != s {
			out = append(out, x)
		}
	}
	return out
}

// TestNull checks which functions NULL crashes.
func TestNull(t *testing.T) {
	real := valgrind(t, emitNulls())
	for i, n := range nulls {
		if got := real[fmt.Sprintf("null%d", i)].Memory; got != n.crash {
			t.Errorf("%s: crashes %v, the table says %v", n.call, got, n.crash)
		}
	}
}
