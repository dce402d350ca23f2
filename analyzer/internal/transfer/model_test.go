package transfer

import (
	"maps"
	"slices"

	"github.com/refvet/refvet/analyzer/finding"
)

// A model is what really happens, by the rules of what a violation is: objects
// that count the code's references, slots that hold one of their own, and
// variables that hold handles. Nothing in it is abstract.
type model struct {
	vars map[string]handle
	all  []*object
}

// A handle is what a variable holds.
type handle struct {
	obj      *object // nil: NULL
	borrowed bool
}

type object struct {
	kind    string
	owed    int
	session *object // iff a connection: its slots
	known   bool    // whether session is decided: else the first look decides
	ctx     *object
	home    *object // of a connection, or of a session; nil: unbound
	looked  bool    // the code knows that it is not NULL
}

func (w *model) make(kind string, owed int, home *object) *object {
	o := &object{kind: kind, owed: owed, home: home}
	w.all = append(w.all, o)
	return o
}

// live reports whether someone with a right to it keeps o: the code, or a slot
// of a live object.
func (w *model) live(o *object) bool {
	if o.owed > 0 {
		return true
	}
	return slices.ContainsFunc(w.all, func(c *object) bool {
		return c.kind == "SSL" && c.owed > 0 && (c.session == o || c.ctx == o || c.home == o)
	})
}

// good is rules 1 and 2.
func (w *model) good(h handle) bool {
	return h.obj == nil || h.obj.owed > 0 || h.borrowed && w.live(h.obj)
}

// A choice decides what the world decides.
type choice func(n int) int

// An operation is one call in the model: what is wrong with it, and what it
// gives. A call that is wrong has no effect, the run ends there.
type operation struct {
	name  string
	kinds []string // of the arguments
	gives string   // the kind of the result; "int", or "" for none
	call  func(w *model, args []handle, choose choice) (bad finding.Class, result handle, number int)
}

const none = finding.Class("")

// operations are the functions of the manual page and around it.
var operations = []operation{
	{"SSL_CTX_new", []string{"nil"}, "SSL_CTX", func(w *model, _ []handle, choose choice) (finding.Class, handle, int) {
		return none, handle{obj: w.make("SSL_CTX", 1, nil)}, 0
	}},
	{"SSL_CTX_up_ref", []string{"SSL_CTX"}, "", retain},
	{"SSL_up_ref", []string{"SSL"}, "", retain},
	{"SSL_SESSION_up_ref", []string{"SSL_SESSION"}, "", retain},
	{"SSL_SESSION_up_ref", []string{"SSL_SESSION"}, "int", func(w *model, args []handle, choose choice) (finding.Class, handle, int) {
		if choose(2) == 0 {
			return use(w, args[0]), handle{}, 0
		}
		bad, _, _ := retain(w, args, choose)
		return bad, handle{}, 1
	}},
	{"SSL_CTX_free", []string{"SSL_CTX"}, "", release},
	{"SSL_free", []string{"SSL"}, "", release},
	{"SSL_SESSION_free", []string{"SSL_SESSION"}, "", release},
	{"SSL_SESSION_get_time", []string{"SSL_SESSION"}, "", func(w *model, args []handle, _ choice) (finding.Class, handle, int) {
		return use(w, args[0]), handle{}, 0
	}},
	{"SSL_SESSION_is_resumable", []string{"SSL_SESSION"}, "", func(w *model, args []handle, _ choice) (finding.Class, handle, int) {
		return use(w, args[0]), handle{}, 0
	}},
	{"SSL_new", []string{"SSL_CTX"}, "SSL", func(w *model, args []handle, choose choice) (finding.Class, handle, int) {
		if bad := use(w, args[0]); bad != none || args[0].obj == nil {
			return bad, handle{}, 0
		}
		if choose(6) == 0 {
			return none, handle{}, 0
		}
		c := w.make("SSL", 1, args[0].obj)
		c.ctx, c.known = args[0].obj, true // and there is no session yet
		return none, handle{obj: c}, 0
	}},
	{"SSL_connect", []string{"SSL"}, "", handshake},
	{"SSL_SESSION_new", nil, "SSL_SESSION", func(w *model, _ []handle, _ choice) (finding.Class, handle, int) {
		return none, handle{obj: w.make("SSL_SESSION", 1, nil)}, 0
	}},
	{"SSL_SESSION_dup", []string{"SSL_SESSION"}, "SSL_SESSION", func(w *model, args []handle, _ choice) (finding.Class, handle, int) {
		return use(w, args[0]), handle{obj: w.make("SSL_SESSION", 1, nil)}, 0
	}},
	{"SSL_get0_session", []string{"SSL"}, "SSL_SESSION", func(w *model, args []handle, choose choice) (finding.Class, handle, int) {
		if bad := use(w, args[0]); bad != none {
			return bad, handle{}, 0
		}
		return none, handle{w.look(args[0].obj, choose), true}, 0
	}},
	{"SSL_get1_session", []string{"SSL"}, "SSL_SESSION", func(w *model, args []handle, choose choice) (finding.Class, handle, int) {
		if bad := use(w, args[0]); bad != none {
			return bad, handle{}, 0
		}
		s := w.look(args[0].obj, choose)
		if s != nil {
			s.owed++
		}
		return none, handle{obj: s}, 0
	}},
	{"SSL_set_session", []string{"SSL", "SSL_SESSION"}, "", setSession},
	{"SSL_set_session", []string{"SSL", "SSL_SESSION"}, "int", func(w *model, args []handle, choose choice) (finding.Class, handle, int) {
		before := args[0].obj.session
		known := args[0].obj.known
		bad, _, _ := setSession(w, args, choose)
		if bad == none && choose(3) == 0 {
			args[0].obj.session, args[0].obj.known = before, known
			return none, handle{}, 0
		}
		return bad, handle{}, 1
	}},
	{"SSL_clear", []string{"SSL"}, "", func(w *model, args []handle, _ choice) (finding.Class, handle, int) {
		if bad := use(w, args[0]); bad != none {
			return bad, handle{}, 0
		}
		args[0].obj.session, args[0].obj.known = nil, true
		return none, handle{}, 0
	}},
	{"SSL_get_SSL_CTX", []string{"SSL"}, "SSL_CTX", func(w *model, args []handle, _ choice) (finding.Class, handle, int) {
		return use(w, args[0]), handle{args[0].obj.ctx, true}, 0
	}},
	{"SSL_set_SSL_CTX", []string{"SSL", "SSL_CTX"}, "", func(w *model, args []handle, _ choice) (finding.Class, handle, int) {
		for _, a := range args {
			if bad := use(w, a); bad != none {
				return bad, handle{}, 0
			}
		}
		args[0].obj.ctx = args[1].obj
		return none, handle{}, 0
	}},
	{"SSL_CTX_remove_session", []string{"SSL_CTX", "SSL_SESSION"}, "", func(w *model, args []handle, _ choice) (finding.Class, handle, int) {
		for _, a := range args {
			if bad := use(w, a); bad != none {
				return bad, handle{}, 0
			}
		}
		if args[1].obj == nil {
			return none, handle{}, 0
		}
		return bind(args[1].obj, args[0].obj), handle{}, 0
	}},
}

func use(w *model, h handle) finding.Class {
	if !w.good(h) {
		return finding.UseAfterRelease
	}
	return none
}

func retain(w *model, args []handle, _ choice) (finding.Class, handle, int) {
	if bad := use(w, args[0]); bad != none {
		return bad, handle{}, 0
	}
	args[0].obj.owed++
	return none, handle{}, 0
}

func release(w *model, args []handle, _ choice) (finding.Class, handle, int) {
	switch o := args[0].obj; {
	case o == nil:
	case o.owed == 0:
		return finding.OverRelease, handle{}, 0
	default:
		o.owed--
	}
	return none, handle{}, 0
}

// handshake ends the session, and puts another one into its place, or none.
func handshake(w *model, args []handle, _ choice) (finding.Class, handle, int) {
	if bad := use(w, args[0]); bad != none {
		return bad, handle{}, 0
	}
	args[0].obj.session, args[0].obj.known = nil, false
	return none, handle{}, 0
}

func setSession(w *model, args []handle, _ choice) (finding.Class, handle, int) {
	for _, a := range args {
		if bad := use(w, a); bad != none {
			return bad, handle{}, 0
		}
	}
	c, s := args[0].obj, args[1].obj
	if s != nil {
		if bad := bind(s, c.home); bad != none {
			return bad, handle{}, 0
		}
	}
	c.session, c.known = s, true
	return none, handle{}, 0
}

// bind is rule 5.
func bind(s, home *object) finding.Class {
	if s.home == nil {
		s.home = home
	}
	if s.home != home {
		return finding.CrossContext
	}
	return none
}

// look returns the session of connection c, which a handshake may have made.
func (w *model) look(c *object, choose choice) *object {
	if !c.known {
		c.known = true
		if choose(3) > 0 {
			c.session = w.make("SSL_SESSION", 0, c.home)
		}
	}
	return c.session
}

// of returns the variables that hold a handle of one kind, NULL where nullable.
func (w *model) of(kind string, nullable bool) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(w.vars)) {
		h := w.vars[name]
		if h.obj == nil && nullable && kind == "SSL_SESSION" || h.obj != nil && h.obj.kind == kind {
			out = append(out, name)
		}
	}
	return out
}
