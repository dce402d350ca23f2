package drive

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"time"

	"github.com/refvet/refvet/oracle/model"
)

// Limits on one root.
const (
	maxRuns   = 1 << 14
	extraRuns = 1 << 11 // at random, where maxRuns did not suffice
	maxTime   = 2 * time.Second
	maxStuck  = 40                      // runs that were too long: the root has an endless loop
	maxWait   = 1500 * time.Millisecond // for one run
)

// A pending run owes references, which are leaks unless a garbage collection
// finds a handle in what is kept.
type pending struct {
	debts []model.Debt
	keep  []reflect.Value
	gone  []func() // what goroutines were started with
}

type explorer struct {
	p       *Program
	r       *Root
	res     *Result
	truths  map[string]*Truth
	order   []string
	memory  map[string]bool
	pending []pending
	frames  map[uintptr][]string
	nulls   map[string]bool   // sites of what was NULL in a nullresult
	watch   func(model.Stack) // is shown each call of the API; or nil
	note    func([]string)    // is told each call, as an operation of package ctruth; or nil
	work    chan func()
	done    chan bool
}

const hangs = "a run does not end"

func newExplorer(p *Program, r *Root) *explorer {
	texts = append([]string{""}, p.Strings...)
	return &explorer{p: p, r: r, res: &Result{Program: p.ID, Root: r.Name}, truths: map[string]*Truth{}, memory: map[string]bool{},
		frames: map[uintptr][]string{}, nulls: map[string]bool{}}
}

// explore runs root r with all answers.
func explore(p *Program, r *Root, max int) Result {
	x := newExplorer(p, r)
	c := &chooser{}
	start := time.Now()
	for stuck := 0; stuck < maxStuck && x.res.Trouble != hangs; {
		if x.run(c.choose) {
			stuck++
		}
		x.res.Runs++
		if c.rnd != nil {
			if x.res.Runs >= max+extraRuns || time.Since(start) > 2*maxTime {
				break
			}
			continue
		}
		if !c.next() {
			x.res.Whole = x.res.Trouble == ""
			break
		}
		if x.res.Runs >= max || time.Since(start) > maxTime {
			c.rnd = rand.New(rand.NewPCG(1, uint64(x.res.Runs)))
		}
	}
	return x.finish()
}

// finish ends the exploration of the root.
func (x *explorer) finish() Result {
	if x.work != nil {
		close(x.work)
		<-x.done
	}
	x.settle()
	for _, k := range x.order {
		if t := x.truths[k]; t.Class != string(model.NullResult) && x.nulls[t.Site] {
			t.Later = true
		}
		x.res.Truths = append(x.res.Truths, *x.truths[k])
	}
	for _, k := range []string{"session", "connection", "context", "null session", "null connection", "null context"} {
		if x.memory[k] {
			x.res.Memory = append(x.res.Memory, k)
		}
	}
	return *x.res
}

// run makes one run, and reports whether it was too long.
func (x *explorer) run(choose func(int) int) bool {
	w := &model.World{Choose: choose, Watch: x.watch, Note: x.note}
	model.Begin(w)
	model.Globals = model.Globals[:0]
	for _, g := range x.r.Globals {
		model.Globals = append(model.Globals, x.p.Globals[g])
	}
	var keep []reflect.Value
	returned := false
	x.here(func() {
		defer func() {
			if e := recover(); e != nil {
				if err, ok := e.(runtime.Error); ok && x.res.Trouble == "" && !closedAlready(err) {
					x.res.Trouble = err.Error()
				}
			}
		}()
		keep = x.call()
		returned = true
		model.Finish()
	})
	x.violations(w)
	if returned {
		if debts := x.fresh(model.Debts(w)); len(debts) > 0 {
			for _, g := range x.r.Globals {
				v := reflect.ValueOf(x.p.Globals[g]).Elem()
				snap := reflect.New(v.Type()).Elem()
				snap.Set(v)
				keep = append(keep, snap)
			}
			x.pending = append(x.pending, pending{debts, keep, model.Spawned(w)})
		}
	}
	model.Begin(&model.World{})
	model.Globals = model.Globals[:0]
	if len(x.pending) >= 1024 {
		x.settle()
	}
	return w.Stuck
}

// closedAlready reports whether err says that a channel was closed which nobody
// hands closed to the root: one that it sends to, or closes itself.
func closedAlready(err error) bool {
	return strings.Contains(err.Error(), "closed channel")
}

// here calls f on a goroutine of its own, which f may end.
func (x *explorer) here(f func()) {
	if x.work == nil {
		x.work, x.done = make(chan func()), make(chan bool, 1)
		work, done := x.work, x.done
		go func() {
			defer func() { done <- false }()
			for f := range work {
				f()
				done <- true
			}
		}()
	}
	x.work <- f
	select {
	case ok := <-x.done:
		if ok {
			return
		}
	case <-time.After(maxWait): // it spins without a call: leave it behind
		x.res.Trouble = hangs
	}
	x.work = nil
}

// call makes globals and arguments and calls the root. What it returns must be
// kept to keep what the caller can still reach.
func (x *explorer) call() []reflect.Value {
	for _, g := range x.r.Globals {
		v := reflect.ValueOf(x.p.Globals[g]).Elem()
		v.Set(build(v.Type(), 1))
	}
	fn := reflect.ValueOf(x.r.Fn)
	var args []reflect.Value
	for i := range fn.Type().NumIn() {
		args = append(args, build(fn.Type().In(i), 0))
	}
	var out []reflect.Value
	if fn.Type().IsVariadic() {
		out = fn.CallSlice(args)
	} else {
		out = fn.Call(args)
	}
	for _, f := range out { // the caller may call what it is given
		if f.Kind() == reflect.Func && !f.IsNil() && !f.Type().IsVariadic() {
			var args []reflect.Value
			for i := range f.Type().NumIn() {
				args = append(args, build(f.Type().In(i), 0))
			}
			out = append(out, f.Call(args)...)
		}
	}
	return append(out, args...)
}

// settle decides which debts of the pending runs are leaks.
func (x *explorer) settle() {
	if len(x.pending) == 0 {
		return
	}
	runtime.GC()
	for _, p := range x.pending {
		places := map[any]int{}
		for _, v := range p.keep {
			walkValue(v, func(h any) { places[h]++ }, map[any]bool{}, 0)
		}
		for _, d := range p.debts {
			if lost, doubtful := d.Lost(places); lost {
				x.add(model.Leak, d.Kind, []model.Stack{d.Open}, d.Acquired, d.Later || doubtful)
			}
		}
		runtime.KeepAlive(p.keep)
		runtime.KeepAlive(p.gone)
	}
	x.pending = x.pending[:0]
	clear(x.pending[:cap(x.pending)])
}

// fresh drops the debts that are known to be leaks already.
func (x *explorer) fresh(ds []model.Debt) []model.Debt {
	var out []model.Debt
	for _, d := range ds {
		if t := x.truths[x.key(model.Leak, d.Kind, []model.Stack{d.Open}, nil)]; t == nil || t.Later && !d.Later || !x.covers(t, d.Acquired) {
			out = append(out, d)
		}
	}
	return out
}

// covers reports whether t lists all places of stacks.
func (x *explorer) covers(t *Truth, stacks []model.Stack) bool {
	for _, s := range stacks {
		for _, l := range x.lines(s) {
			if !has(t.Lines, l) {
				return false
			}
		}
	}
	return true
}

func (x *explorer) violations(w *model.World) {
	for i, v := range w.Violations {
		for _, n := range v.Nulls {
			x.nulls[x.site([]model.Stack{n}, nil)] = true
		}
		t := x.add(v.Class, v.Kind, v.Acquired, v.Stacks, v.Later)
		t.Spawned = t.Spawned || v.Spawned
		if v.Class != model.UseAfterRelease || v.Later {
			continue
		}
		for _, again := range w.Violations[i:] {
			if again.Class == model.OverRelease && again.Same(v) {
				x.releasing(t, v.Stacks[0], again.Stacks[0])
			}
		}
	}
	for _, m := range w.Memory {
		x.memory[m] = true
	}
}

// releasing adds the calls that are on both stacks, of a use and of a release of
// the same object, to t's.
func (x *explorer) releasing(t *Truth, use, release model.Stack) {
	for i := 1; i <= min(len(use), len(release)) && use[len(use)-i] == release[len(release)-i]; i++ {
		for _, l := range x.lines(use[len(use)-i : len(use)-i+1]) {
			if !has(t.Releasing, l) {
				t.Releasing = append(t.Releasing, l)
			}
		}
	}
}

func (x *explorer) key(c model.Class, k model.Kind, acquired, stacks []model.Stack) string {
	return fmt.Sprintf("%s %s %s", c, k, x.site(acquired, stacks))
}

func (x *explorer) site(acquired, stacks []model.Stack) string {
	if len(acquired) == 0 {
		acquired = stacks
		if len(stacks) == 0 {
			return "?"
		}
	}
	s := ""
	for _, l := range x.lines(acquired[0]) {
		s += "<" + l
	}
	if s == "" {
		return "given"
	}
	return s[1:]
}

func (x *explorer) add(c model.Class, k model.Kind, acquired, stacks []model.Stack, later bool) *Truth {
	key := x.key(c, k, acquired, stacks)
	t := x.truths[key]
	if t == nil {
		t = &Truth{Class: string(c), Kind: k.String(), Site: x.site(acquired, stacks), Later: true}
		x.truths[key] = t
		x.order = append(x.order, key)
	}
	t.Runs++
	t.Later = t.Later && later
	for _, s := range stacks {
		for _, l := range x.lines(s) {
			if !has(t.Lines, l) {
				t.Lines = append(t.Lines, l)
			}
		}
	}
	return t
}

func has(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
