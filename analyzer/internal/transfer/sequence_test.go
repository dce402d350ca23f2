package transfer

import (
	"fmt"
	"go/token"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/analyzer/internal/state"
)

const (
	sequences = 300
	maxLength = 30
	maxKept   = 8 // states that a sequence goes on with
)

// TestSequences runs random sequences of calls in the model, and at once through
// the catalog's contracts. After each call a state must be left that stands for
// what really is. Where a call breaks a rule, such a state must report it, and
// where it breaks none, none may report it for definite.
//
// The world follows the code: results are told to the states when the code
// looks at them, at a random later time or never.
func TestSequences(t *testing.T) {
	tally := map[string]int{}
	for seed := range uint64(sequences) {
		newSequence(t, seed).run(tally)
	}
	t.Log(tally)
	for _, class := range []finding.Class{finding.UseAfterRelease, finding.OverRelease, finding.CrossContext} {
		if tally[string(class)] < sequences/100 {
			t.Errorf("%d of %d sequences end in %s: the test hardly tests it", tally[string(class)], sequences, class)
		}
	}
}

// TestSequencesJoined joins states that agree on resources at random points:
// what is joined must still cover what is, and no finding may come of the join.
func TestSequencesJoined(t *testing.T) {
	tally := map[string]int{}
	for seed := range uint64(sequences) {
		q := newSequence(t, seed)
		q.joins = true
		q.run(tally)
	}
	t.Log(tally)
	if tally["join"] < sequences/4 {
		t.Errorf("%d joins in %d sequences: the test hardly tests them", tally["join"], sequences)
	}
}

// TestSequencesInLoops has calls come by again: of older objects nothing is
// claimed, so that rules may be broken in silence, but nothing may be invented.
func TestSequencesInLoops(t *testing.T) {
	tally := map[string]int{}
	for seed := range uint64(sequences) {
		q := newSequence(t, seed)
		q.sites = 3
		q.run(tally)
	}
	t.Log(tally)
}

type sequence struct {
	*script
	rand   *rand.Rand
	seed   uint64
	joins  bool
	w      *model
	ints   map[string]int // integer variables
	log    []string
	found  map[*state.State][]finding.Finding
	tally  map[string]int
	failed bool
}

func newSequence(t *testing.T, seed uint64) *sequence {
	q := &sequence{script: newScript(t, ""), rand: rand.New(rand.NewPCG(seed, 2)), seed: seed,
		w: &model{vars: map[string]handle{}}, ints: map[string]int{}}
	q.m.Report = func(st *state.State, f finding.Finding) { q.found[st] = append(q.found[st], f) }
	return q
}

// begin makes two contexts, and connections of each.
func (q *sequence) begin() {
	for i, home := range []string{"", "", "x1", "x1", "x2"} {
		q.line++
		name, target := "SSL_CTX_new", fmt.Sprint("x", i+1)
		args := []string{"nil"}
		if home != "" {
			name, target, args = "SSL_new", fmt.Sprint("c", i-1), []string{home}
			h := q.w.vars[home].obj
			c := q.w.make("SSL", 1, h)
			c.ctx, c.known = h, true
			q.w.vars[target] = handle{obj: c}
		} else {
			q.w.vars[target] = handle{obj: q.w.make("SSL_CTX", 1, nil)}
		}
		q.log = append(q.log, fmt.Sprintf("%s = %s(%s)", target, name, args[0]))
		q.found = map[*state.State][]finding.Finding{}
		q.call([]string{target}, name, args)
		q.look(target)
		if home != "" {
			q.line++
			q.step(operation{name: "SSL_connect", call: handshake}, []string{target})
		}
	}
}

func (q *sequence) run(tally map[string]int) {
	q.tally = tally
	q.begin()
	for end := q.line + maxLength; q.line < end; {
		q.line++
		switch n := q.rand.IntN(16); {
		case n == 0:
			q.copy()
			continue
		case n <= 2:
			q.test()
			continue
		case n <= 4 && q.joins:
			q.join()
			continue
		case n <= 6:
			q.branch()
			continue
		}
		op := operations[q.rand.IntN(len(operations))]
		args, ok := q.args(op)
		if !ok {
			continue
		}
		bad := q.step(op, args)
		q.tally[string(bad)]++
		if bad != none || q.failed {
			return
		}
	}
}

// args picks variables, if there are any. Wrong ones are picked less often, or
// sequences would all be short.
func (q *sequence) args(op operation) ([]string, bool) {
	var out []string
	for _, kind := range op.kinds {
		if kind == "nil" {
			out = append(out, "nil")
			continue
		}
		names := q.w.of(kind, tolerant[op.name])
		if q.rand.IntN(4) > 0 {
			names = slices.DeleteFunc(names, func(n string) bool { return !q.w.good(q.w.vars[n]) })
		}
		if strings.HasSuffix(op.name, "_free") && q.rand.IntN(3) > 0 {
			names = slices.DeleteFunc(names, func(n string) bool { o := q.w.vars[n].obj; return o != nil && o.owed == 0 })
		}
		if len(names) == 0 {
			return nil, false
		}
		out = append(out, names[q.rand.IntN(len(names))])
	}
	return out, true
}

// tolerant are the functions to which NULL is welcome as a session.
var tolerant = map[string]bool{"SSL_SESSION_free": true, "SSL_SESSION_get_time": true, "SSL_set_session": true, "SSL_CTX_remove_session": true}

// step runs one call in both worlds and compares them.
func (q *sequence) step(op operation, names []string) finding.Class {
	args := make([]handle, len(names))
	for i, n := range names {
		args[i] = q.w.vars[n]
	}
	sure := q.covering()
	looked := !slices.ContainsFunc(args, func(h handle) bool { return h.obj != nil && !h.obj.looked })
	null := slices.ContainsFunc(args, func(h handle) bool { return h.obj == nil })
	bad, result, number := op.call(q.w, args, q.rand.IntN)
	target := ""
	switch op.gives {
	case "":
	case "int":
		target = fmt.Sprint("n", q.line)
		q.ints[target] = number
	default:
		target = fmt.Sprint(map[string]string{"SSL_CTX": "x", "SSL": "c", "SSL_SESSION": "s"}[op.gives], q.line)
		q.w.vars[target] = result
	}
	q.log = append(q.log, fmt.Sprintf("%s = %s(%s)", target, op.name, strings.Join(names, ", ")))
	q.found = map[*state.State][]finding.Finding{}
	reports := q.apply(op, names, target, sure)
	if bad != none {
		q.log[len(q.log)-1] += " // " + string(bad)
		if !q.unchecked(reports) || looked {
			q.missed(bad, reports)
		}
		return bad
	}
	if q.unchecked(reports) && !looked {
		return finding.NullResult
	}
	if !null { // else it is right, of a run where it is not
		q.invented(reports)
	}
	if q.failed {
		return none
	}
	if op.gives == "SSL" || op.gives == "SSL_CTX" || q.rand.IntN(2) == 0 {
		q.look(target)
	}
	q.covers()
	q.prune()
	return none
}

// apply runs the call on all states. It returns what those that stood for what
// was found on the way.
func (q *sequence) apply(op operation, names []string, target string, sure map[*state.State]bool) [][]finding.Finding {
	var targets []string
	if target != "" {
		targets = []string{target}
	}
	var after []*state.State
	var reports [][]finding.Finding
	for _, st := range q.states {
		q.found = map[*state.State][]finding.Finding{}
		q.states = []*state.State{st}
		doubt := st.Doubt
		q.call(targets, op.name, names)
		after = append(after, q.states...)
		if sure[st] && !doubt {
			var all []finding.Finding
			for _, fs := range q.found {
				all = append(all, fs...)
			}
			reports = append(reports, all)
		}
	}
	q.states = after
	return reports
}

// unchecked reports whether a state reports that the code did not look whether
// its argument is NULL. It is, then, silent of the object from here on (rule 7).
func (q *sequence) unchecked(reports [][]finding.Finding) bool {
	return slices.ContainsFunc(slices.Concat(reports...), func(f finding.Finding) bool { return f.Class == finding.NullResult })
}

func (q *sequence) missed(bad finding.Class, reports [][]finding.Finding) {
	for _, fs := range reports {
		if slices.ContainsFunc(fs, func(f finding.Finding) bool { return f.Class == bad }) {
			return
		}
	}
	if len(reports) > 0 && q.sites == 0 { // else all are in doubt
		q.fail("no state reports %s", bad)
	}
}

func (q *sequence) invented(reports [][]finding.Finding) {
	for _, fs := range reports {
		for _, f := range fs {
			if !f.Possible {
				q.fail("%s of %s is reported, and nothing is wrong", f.Class, f.Object)
				return
			}
		}
	}
}

// test has the code look at a variable.
func (q *sequence) test() {
	names := append(slices.Sorted(maps.Keys(q.w.vars)), slices.Sorted(maps.Keys(q.ints))...)
	if len(names) > 0 {
		q.look(names[q.rand.IntN(len(names))])
		q.covers()
	}
}

func (q *sequence) look(name string) {
	if o := q.w.vars[name].obj; o != nil {
		o.looked = true
	}
	op, value := "==", "nil"
	if n, ok := q.ints[name]; ok {
		value = fmt.Sprint(n)
	} else if q.w.vars[name].obj != nil {
		op = "!="
	}
	if name != "" {
		q.log = append(q.log, fmt.Sprintf("assume %s %s %s", name, op, value))
		q.assume(name, op, value)
	}
}

// branch lets the code go two ways, which it can tell by a variable of its own or
// by whether a handle is NULL. The world goes one of them.
func (q *sequence) branch() {
	sessions := q.w.of("SSL_SESSION", true)
	name := fmt.Sprint("b", q.line)
	var after []*state.State
	if len(sessions) > 0 && q.rand.IntN(2) == 0 {
		name = sessions[q.rand.IntN(len(sessions))]
		q.log = append(q.log, fmt.Sprintf("if %s == nil {} else {}", name))
		for _, st := range q.states {
			other := st.Clone()
			isNil := q.m.Compare(st, token.EQL, q.value(st, name), state.Nil)
			if q.m.Assume(st, isNil, true) {
				after = append(after, st)
			}
			if q.m.Assume(other, isNil, false) {
				after = append(after, other)
			}
		}
	} else {
		q.log = append(q.log, fmt.Sprintf("%s = 0 or 1", name))
		q.ints[name] = q.rand.IntN(2)
		for _, st := range q.states {
			other := st.Clone()
			q.set(st, name, state.IntVal(0))
			q.set(other, name, state.IntVal(1))
			after = append(after, st, other)
		}
	}
	q.states = after
	q.covers()
	q.prune()
}

func (q *sequence) copy() {
	names := slices.Sorted(maps.Keys(q.w.vars))
	if len(names) == 0 {
		return
	}
	from, to := names[q.rand.IntN(len(names))], fmt.Sprint("v", q.line)
	q.log = append(q.log, fmt.Sprintf("%s = %s", to, from))
	q.w.vars[to] = q.w.vars[from]
	q.each(func(st *state.State) { q.set(st, to, q.value(st, from)) })
}

// join joins all states that may be.
func (q *sequence) join() {
	byResources := map[string]*state.State{}
	var out []string
	for _, st := range q.states {
		k := st.Resources()
		have := byResources[k]
		if have == nil {
			byResources[k] = st
			out = append(out, k)
			continue
		}
		byResources[k] = have.Join(st, func(name string) state.ID { return q.m.U.ID(fmt.Sprint("join ", q.line, " ", name)) })
		q.tally["join"]++
	}
	q.states = nil
	for _, k := range out {
		q.states = append(q.states, byResources[k])
	}
	q.log = append(q.log, "join")
	q.covers()
}

// prune keeps a state that covers what is, and some of the others.
func (q *sequence) prune() {
	if len(q.states) <= maxKept {
		return
	}
	sure := q.covering()
	slices.SortStableFunc(q.states, func(a, b *state.State) int {
		switch {
		case sure[a] == sure[b]:
			return 0
		case sure[a]:
			return -1
		}
		return 1
	})
	q.states = q.states[:maxKept]
}

// covers checks that a state is left that stands for what is.
func (q *sequence) covers() {
	if q.failed || len(q.covering()) > 0 {
		return
	}
	var why []string
	for _, st := range q.states {
		why = append(why, q.differs(st))
	}
	q.fail("no state stands for what is: %s", strings.Join(why, "; "))
}

func (q *sequence) fail(format string, args ...any) {
	q.failed = true
	q.t.Errorf("seed %d: %s\n\t%s", q.seed, fmt.Sprintf(format, args...), strings.Join(q.log, "\n\t"))
}

// covering returns the states that stand for what is.
func (q *sequence) covering() map[*state.State]bool {
	sure := map[*state.State]bool{}
	for _, st := range q.states {
		if q.differs(st) == "" {
			sure[st] = true
		}
	}
	return sure
}

// differs returns why st does not stand for what is, or "".
func (q *sequence) differs(st *state.State) string {
	objs := map[state.ID]*object{}
	for _, name := range slices.Sorted(maps.Keys(q.ints)) {
		n, _ := state.MaskOf(int64(q.ints[name]))
		if st.Mask(q.value(st, name))&n == 0 {
			return name + " is not " + fmt.Sprint(q.ints[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(q.w.vars)) {
		if why := match(st, q.value(st, name), q.w.vars[name], objs); why != "" {
			return name + " " + why
		}
	}
	for _, id := range slices.Sorted(maps.Keys(objs)) {
		if why := q.sameObject(st, id, objs[id], objs); why != "" {
			return why
		}
	}
	return ""
}

// match maps the symbol v to what h is.
func match(st *state.State, v state.Value, h handle, objs map[state.ID]*object) string {
	switch {
	case v.Kind == state.Unknown:
		return ""
	case v.Kind == state.Ref && st.Obj(v.ID) != nil && st.Obj(v.ID).Weak && (h.obj != nil || st.Mask(v)&state.Mask0 != 0):
		return ""
	case h.obj == nil:
		if st.Mask(v)&state.Mask0 == 0 {
			return "is not NULL"
		}
		return ""
	case v.Kind != state.Ref || st.Mask(v)&state.MaskNonNil == 0:
		return "is NULL"
	case v.Borrowed != h.borrowed && h.obj.owed == 0:
		return "is lent on one side only"
	}
	if old := objs[v.ID]; old != nil && old != h.obj {
		return "is another object"
	}
	objs[v.ID] = h.obj
	return ""
}

// sameObject compares what is known of id with the object that it stands for.
func (q *sequence) sameObject(st *state.State, id state.ID, o *object, objs map[state.ID]*object) string {
	a := st.Obj(id)
	if a == nil || a.Weak || a.Reported || a.Kind == "" { // nothing is claimed
		return ""
	}
	if a.Owed != o.owed && q.sites == 0 { // else an older connection's slots are not known
		return fmt.Sprintf("%s %d owes %d, and not %d", a.Kind, id, o.owed, a.Owed)
	}
	if c, ok := a.Cell("#session"); ok && o.known {
		if why := match(st, c.Val, handle{o.session, true}, objs); why != "" {
			return "the session of connection " + fmt.Sprint(id) + " " + why
		}
	}
	if h := q.m.home(st, id); h > 0 && objs[h] != nil && o.home != nil && objs[h] != o.home {
		return fmt.Sprintf("the home of %s %d is another", a.Kind, id)
	}
	return ""
}
