package run

import (
	"context"
	"go/ast"
	"go/format"
	"go/token"
	"time"

	"github.com/refvet/refvet/oracle/gen"
)

// A task is a disagreement to shrink.
type task struct {
	verdict Verdict
	class   string
	best    *Checked
	seed    uint64
	text    string
	done    bool

	base      *Checked // what union applies to
	union     []cut
	skip      int // rounds without success
	exhausted bool
}

const (
	shrinkRounds = 20
	shrinkBatch  = 150     // candidates in a round, of all tasks
	shrinkText   = 500_000 // bytes of text in a round
	shrinkTime   = 3 * time.Minute
)

// A candidate is a smaller program, and the cuts that make it.
type candidate struct {
	p    *Checked
	cuts []cut
}

// shrinkAll makes the programs of the tasks small, all at once: a round tries
// many cuts in one batch, and the next one all those together that went well.
func shrinkAll(tasks []*task) error {
	start := time.Now()
	for range shrinkRounds {
		if time.Since(start) > shrinkTime {
			return nil
		}
		b := &Batch{}
		var owner []*task
		var from []candidate
		open := 0
		for _, t := range tasks {
			if !t.done {
				open++
			}
		}
		for _, t := range tasks {
			if t.done {
				continue
			}
			for _, c := range t.candidates(min(max(10, shrinkBatch/open), max(6, shrinkText/open/size(t.best)))) {
				b.Programs = append(b.Programs, c.p)
				owner = append(owner, t)
				from = append(from, c)
			}
		}
		if len(b.Programs) == 0 {
			return nil
		}
		cases, err := b.judge(context.Background(), "", false, NewTally(), nil)
		if err != nil {
			return err
		}
		good := map[int]string{}
		for _, x := range cases {
			if x.Program >= 0 && x.Program < len(owner) && x.Verdict == owner[x.Program].verdict && x.Class == owner[x.Program].class {
				good[x.Program] = x.Text
			}
		}
		for _, t := range tasks {
			if !t.done {
				t.advance(b, owner, from, good)
			}
		}
	}
	return nil
}

// advance takes the smallest good candidate, and remembers the cuts of all good
// ones, to be tried together.
func (t *task) advance(b *Batch, owner []*task, from []candidate, good map[int]string) {
	base := t.best
	var all []cut
	for i, p := range b.Programs {
		text, ok := good[i]
		if owner[i] != t || !ok {
			continue
		}
		if size(p) < size(t.best) {
			t.best, t.text = p, text
		}
		if from[i].p != nil && len(from[i].cuts) == 1 {
			all = append(all, from[i].cuts...)
		}
	}
	t.base, t.union = base, all
	if t.best == base {
		if t.skip += 1; t.exhausted {
			t.done = true
		}
	} else {
		t.skip = 0
	}
}

// candidates are up to n smaller programs: what went well in the last round
// together, and then single cuts, the next ones where the last ones failed.
func (t *task) candidates(n int) []candidate {
	var out []candidate
	try := func(base *Checked, cuts []cut) {
		e, ew := &edits{c: base.p}, &edits{c: base.w}
		for _, k := range cuts {
			if k.wrap {
				ew.replace(k.from, k.to, k.text)
			} else {
				e.replace(k.from, k.to, k.text)
			}
		}
		main, wrap := e.apply(), ""
		if base.w != nil {
			wrap = ew.apply()
		}
		src, err := format.Source([]byte(main))
		if err != nil {
			return
		}
		if x, err := Check(gen.Program{Seed: base.Seed, Main: string(src), Wrap: wrap}); err == nil && size(x) < size(t.best) {
			out = append(out, candidate{x, cuts})
		}
	}
	if len(t.union) > 1 {
		try(t.base, apart(t.union))
		try(t.base, apart(t.union[:len(t.union)/2]))
		try(t.base, apart(t.union[len(t.union)/2:]))
	}
	list := cuts(t.best.p, false)
	if t.best.w != nil {
		list = append(cuts(t.best.w, true), list...)
		if x, err := Check(gen.Program{Seed: t.best.Seed, Main: t.best.Main}); err == nil {
			out = append(out, candidate{p: x})
		}
	}
	i := t.skip * n
	for ; i < len(list) && len(out) < n; i++ {
		try(t.best, list[i:i+1])
	}
	t.exhausted = i >= len(list)
	return out
}

// apart keeps those of the cuts that do not overlap an earlier, larger one.
func apart(list []cut) []cut {
	var out []cut
next:
	for _, k := range list {
		for _, o := range out {
			if k.wrap == o.wrap && k.from < o.to && o.from < k.to {
				continue next
			}
		}
		out = append(out, k)
	}
	return out
}

func size(c *Checked) int { return len(c.Main) + len(c.Wrap) }

// A cut is a deletion, or the replacement of a statement by its body.
type cut struct {
	from, to token.Pos
	text     string
	wrap     bool // in package w
}

// cuts lists the cuts of a file: halves of the functions, functions, halves of
// blocks, statements, and statements replaced by their bodies.
func cuts(c *checked, wrap bool) []cut {
	var list []cut
	text := func(from, to token.Pos) string {
		return c.src[c.fset.Position(from).Offset:c.fset.Position(to).Offset]
	}
	var decls []ast.Decl
	for _, d := range c.file.Decls {
		if g, ok := d.(*ast.GenDecl); !ok || g.Tok != token.IMPORT {
			decls = append(decls, d)
		}
	}
	for w := len(decls) / 2; w >= 1; w /= 2 {
		for i := 0; i+w <= len(decls); i += w {
			list = append(list, cut{decls[i].Pos(), decls[i+w-1].End(), "", wrap})
		}
	}
	ast.Inspect(c.file, func(n ast.Node) bool {
		var stmts []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			stmts = n.List
		case *ast.CaseClause:
			stmts = n.Body
		}
		for w := len(stmts) / 2; w >= 2; w /= 2 {
			for i := 0; i+w <= len(stmts); i += w {
				list = append(list, cut{stmts[i].Pos(), stmts[i+w-1].End(), "", wrap})
			}
		}
		for _, s := range stmts {
			list = append(list, cut{s.Pos(), s.End(), "", wrap})
			var body *ast.BlockStmt
			switch s := s.(type) {
			case *ast.IfStmt:
				body = s.Body
				if s.Else != nil {
					list = append(list, cut{s.Body.End(), s.Else.End(), "", wrap})
				}
			case *ast.ForStmt:
				body = s.Body
			case *ast.RangeStmt:
				body = s.Body
			case *ast.BlockStmt:
				body = s
			}
			if body != nil {
				list = append(list, cut{s.Pos(), s.End(), text(body.Lbrace+1, body.Rbrace), wrap})
			}
		}
		return true
	})
	return list
}
