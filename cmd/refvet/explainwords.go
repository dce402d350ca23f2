package main

import (
	"fmt"
	"strings"

	known "github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/internal/govet"
)

var functionSources = map[known.Source]string{
	known.Directive: "by its directive",
	known.Inferred:  "inferred from its body",
}

func objectName(o known.Object) string {
	if o.Name != "" {
		return o.Name
	}
	return "(in no variable)"
}

// objectWords says what an object is, and what the code owes.
func objectWords(o known.Object) string {
	words := []string{o.Kind}
	if o.Kind == "" {
		words[0] = "object"
	}
	switch o.Null {
	case known.IsNull:
		return words[0] + ", NULL"
	case known.MaybeNull:
		words = append(words, "may be NULL")
	}
	switch {
	case o.Lost > 0:
		words = append(words, references(o.Lost)+" lost: nothing can give it back any more")
	case o.Owed > 0:
		words = append(words, references(o.Owed)+" owed")
	case o.Caller:
		words = append(words, "what is owed is the caller's")
	default:
		words = append(words, "no reference owed")
	}
	if o.Home != "" {
		words = append(words, "of context "+o.Home)
	}
	return strings.Join(words, ", ")
}

func references(n int) string {
	if n == 1 {
		return "1 reference"
	}
	return fmt.Sprintf("%d references", n)
}

// objectLines has the details of an object: handles, holders, notes and history.
func objectLines(o known.Object) (lines []string) {
	for _, h := range o.Handles {
		lines = append(lines, handleWords(o, h))
	}
	for _, h := range o.Holders {
		switch {
		case h.Dead:
			lines = append(lines, fmt.Sprintf("was in the slot %s of %s, which is gone", h.Slot, orSome(h.Object)))
		default:
			lines = append(lines, fmt.Sprintf("in the slot %s of %s, which has a reference of its own", h.Slot, orSome(h.Object)))
		}
	}
	for _, n := range o.Notes {
		lines = append(lines, noteWords(n))
	}
	for i, e := range o.History {
		if i > 0 && i < len(o.History)-maxEvents {
			continue // of a long story, how it began and how it goes on
		}
		lines = append(lines, eventWords(e))
	}
	return lines
}

func orSome(name string) string {
	if name == "" {
		return "an object without a name"
	}
	return name
}

func handleWords(o known.Object, h known.Handle) string {
	switch h.Right {
	case known.Owned:
		return h.Name + " holds it, with a reference"
	case known.Borrowed:
		if h.From != "" {
			return h.Name + " holds it, borrowed from " + h.From
		}
		return h.Name + " holds it, borrowed"
	case known.Dead:
		text := h.Name + " holds it, but is dead"
		if o.Possible {
			text = h.Name + " holds it, but may be dead"
		}
		if o.Ended != nil && o.Ended.Call != "" {
			text += " since " + o.Ended.Call
		}
		if o.Ended != nil && o.Ended.At != "" {
			text += " at " + shortAt(o.Ended.At)
		}
		return text
	}
	return h.Name + " holds it, as the caller passed it"
}

// shortAt shortens the file's name in a position.
func shortAt(at string) string {
	if at == "" {
		return ""
	}
	return short(govet.ParsePosition(at))
}

func eventWords(e known.Event) string {
	text := strings.ReplaceAll(e.Kind.String(), "-", " ")
	if e.At != "" {
		text += " at " + shortAt(e.At)
	}
	if e.Call != "" {
		text += " by " + e.Call
	}
	if e.Count >= 0 {
		text += " (" + references(e.Count) + " owed)"
	}
	return text
}

func noteWords(n known.Note) string {
	text := map[known.Why]string{
		known.Kept:      "kept by something that refvet does not follow: it may be given back there, so that no leak is reported",
		known.Entrusted: "handed to a function value that comes from outside: callers that know it see what it does",
		known.Reported:  "a finding was reported for it: what follows from that is not news",
		known.Excused:   "that it may be gone was reported: what follows from that is not news",
		known.Several:   "stands for the objects of earlier rounds of a loop: nothing is claimed of them",
		known.Finalizer: "a finalizer gives it back",
		known.Shared:    "another goroutine or a function that is called later may write it",
	}[n.Why]
	if n.By != "" {
		text += fmt.Sprintf(" (%s at %s)", n.By, shortAt(n.At))
	}
	return text
}
