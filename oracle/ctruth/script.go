package ctruth

import (
	"fmt"
	"strings"

	"github.com/refvet/refvet/oracle/model"
)

// A Rule is one line of rules.txt: name: op args; op args; ... => outcome
type Rule struct {
	Name string
	Ops  [][]string
	Want Outcome // as the table has it
}

// An Outcome is what a run of a rule shows.
type Outcome struct {
	Memory     bool // freed memory, or NULL, is touched
	Leak       bool
	Permission bool // the model only
}

func (o Outcome) String() string {
	var list []string
	for _, x := range []struct {
		is   bool
		name string
	}{{o.Memory, "memory"}, {o.Permission, "permission"}, {o.Leak, "leak"}} {
		if x.is {
			list = append(list, x.name)
		}
	}
	if list == nil {
		return "fine"
	}
	return strings.Join(list, " ")
}

// Parse reads rules.txt.
func Parse(text string) ([]Rule, error) {
	var rules []Rule
	seen := map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, ok := strings.Cut(line, ":")
		script, want, ok2 := strings.Cut(rest, "=>")
		if !ok || !ok2 || seen[name] {
			return nil, fmt.Errorf("rules.txt:%d: want a new name, a script and an outcome: %q", i+1, line)
		}
		seen[name] = true
		r := Rule{Name: name, Ops: ops(script)}
		for _, op := range r.Ops {
			if cops[op[0]] == "" {
				return nil, fmt.Errorf("rules.txt:%d: no operation %q", i+1, op[0])
			}
		}
		for _, w := range strings.Fields(want) {
			switch w {
			case "memory":
				r.Want.Memory = true
			case "permission":
				r.Want.Permission = true
			case "leak":
				r.Want.Leak = true
			case "fine":
			default:
				return nil, fmt.Errorf("rules.txt:%d: no outcome %q", i+1, w)
			}
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func ops(script string) [][]string {
	var out [][]string
	for _, op := range strings.Split(script, ";") {
		if f := strings.Fields(op); len(f) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// Adversarial frees every connection and context before the last operation.
func (r Rule) Adversarial() Rule {
	last := len(r.Ops) - 1
	list := append(append([][]string{}, r.Ops[:last]...), []string{"freeall"}, r.Ops[last])
	return Rule{Name: r.Name + "_adversarial", Ops: list}
}

// machine runs a script on the model.
type machine struct {
	s       map[string]*model.SSL_SESSION
	c       map[string]*model.SSL
	x       map[string]*model.SSL_CTX
	answers []int
	owned   []func() // what freeall frees
	shut    map[string]bool
	shaken  map[string]bool // connected
	pending map[string]bool // a ticket waits to be read
}

// Predict runs r on the model.
func Predict(r Rule) Outcome {
	m := &machine{s: map[string]*model.SSL_SESSION{}, c: map[string]*model.SSL{}, x: map[string]*model.SSL_CTX{},
		shut: map[string]bool{}, shaken: map[string]bool{}, pending: map[string]bool{}}
	w := &model.World{Choose: func(int) int {
		if len(m.answers) == 0 {
			return 0
		}
		a := m.answers[0]
		m.answers = m.answers[1:]
		return a
	}}
	model.Begin(w)
	done := make(chan bool)
	go func() {
		defer close(done)
		for _, op := range r.Ops {
			m.do(op)
			m.answers = nil
		}
		m.do([]string{"freeall"})
	}()
	<-done
	var o Outcome
	o.Memory = len(w.Memory) > 0
	for _, v := range w.Violations {
		o.Permission = o.Permission || v.Class != model.CrossContext
	}
	o.Leak = !o.Memory && len(model.Debts(w)) > 0
	return o
}

// conns keeps the connections and contexts that the script still owns.
func (m *machine) do(op []string) {
	arg := func(i int) string {
		if i+1 < len(op) {
			return op[i+1]
		}
		return ""
	}
	a, b := arg(0), arg(1)
	switch op[0] {
	case "ctx":
		m.x[a] = model.SSL_CTX_new()
	case "new":
		m.c[a] = model.SSL_new(m.x[b])
	case "conn", "conn13":
		m.shaken[a] = true
		m.c[a] = model.SSL_new(m.x[b])
		m.answers = []int{1}
		model.SSL_do_handshake(m.c[a])
		m.pending[a] = op[0] == "conn13"
	case "conn_keep": // a new-session callback that keeps what it is handed
		m.do([]string{"conn", a, b})
		m.s[arg(2)] = model.SSL_get1_session(m.c[a])
	case "conn_leave":
		m.do([]string{"conn", a, b})
		m.s[arg(2)] = model.SSL_get0_session(m.c[a])
	case "resume_copy", "resume_move": // a get-session callback
		x := model.SSL_CTX_new()
		m.c[b] = model.SSL_new(x)
		model.SSL_CTX_free(x)
		m.answers = []int{1}
		model.SSL_do_handshake(m.c[b])
		m.s[a] = model.SSL_get1_session(m.c[b])
		if op[0] == "resume_move" {
			model.SSL_SESSION_free(m.s[a])
		}
	case "dup_conn":
		m.c[a] = model.SSL_dup(m.c[b])
	case "handshake":
		if !m.shaken[a] {
			m.answers = []int{1}
			m.shaken[a] = true
		}
		model.SSL_do_handshake(m.c[a])
	case "up_ref_ctx":
		model.SSL_CTX_up_ref(m.x[a])
	case "copy_id":
		model.SSL_copy_session_id(m.c[a], m.c[b])
	case "get0":
		m.s[a] = model.SSL_get0_session(m.c[b])
	case "get":
		m.s[a] = model.SSL_get_session(m.c[b])
	case "get1":
		m.s[a] = model.SSL_get1_session(m.c[b])
	case "up_ref":
		model.SSL_SESSION_up_ref(m.s[a])
	case "free":
		model.SSL_SESSION_free(m.s[a])
	case "dup":
		m.s[a] = model.SSL_SESSION_dup(m.s[b])
	case "d2i":
		m.s[a] = model.D2i_SSL_SESSION(nil, nil)
	case "d2i_into": // b is NULL before
		p := m.s[b]
		m.s[a] = model.D2i_SSL_SESSION(&p, nil)
		m.s[b] = p
	case "d2i_fail":
		m.answers = []int{1}
		p := m.s[b]
		m.s[a] = model.D2i_SSL_SESSION(&p, nil)
		m.s[b] = p
	case "use":
		model.SSL_SESSION_is_resumable(m.s[a])
	case "time":
		model.SSL_SESSION_get_time(m.s[a])
	case "set_session":
		model.Sure()
		model.SSL_set_session(m.c[a], m.s[b])
	case "clear":
		if !m.shut[a] {
			m.answers = []int{1}
		}
		model.SSL_clear(m.c[a])
	case "shutdown":
		m.shut[a] = true
		model.SSL_shutdown(m.c[a])
	case "read":
		if m.pending[a] {
			m.answers = []int{1}
			m.pending[a] = false
		}
		model.SSL_read(m.c[a], nil)
	case "use_conn":
		model.SSL_get_version(m.c[a])
	case "up_ref_conn":
		model.SSL_up_ref(m.c[a])
	case "free_conn":
		model.SSL_free(m.c[a])
	case "use_ctx":
		model.SSL_CTX_get_timeout(m.x[a])
	case "get_ctx":
		m.x[a] = model.SSL_get_SSL_CTX(m.c[b])
	case "set_ctx":
		model.SSL_set_SSL_CTX(m.c[a], m.x[b])
	case "free_ctx":
		model.SSL_CTX_free(m.x[a])
	case "flush":
		model.SSL_CTX_flush_sessions(m.x[a], 0)
	case "add":
		model.Sure()
		model.SSL_CTX_add_session(m.x[a], m.s[b])
	case "remove":
		model.SSL_CTX_remove_session(m.x[a], m.s[b])
	case "freeall":
		model.FreeAll()
	}
}
