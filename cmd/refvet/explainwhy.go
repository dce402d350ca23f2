package main

import (
	"fmt"
	"slices"
	"strings"

	known "github.com/refvet/refvet/analyzer/explain"
	"github.com/refvet/refvet/internal/govet"
)

var contractSources = map[known.Source]string{
	known.Catalog:         "the catalog",
	known.Stub:            "your stub file",
	known.Directive:       "its directive",
	known.Inferred:        "inferred from its body",
	known.Implementations: "what its implementations agree on",
}

// callWords says what a call was taken to do.
func callWords(c known.Call) string {
	if c.How == known.ByContract {
		text := contractSources[c.Source]
		if c.Callee != "" && c.Callee != c.Call {
			text = c.Callee + ", " + text
		}
		if c.Contract == "" {
			return text + ": does nothing to references"
		}
		return text + ": " + c.Contract
	}
	return howWords[c.How]
}

var howWords = map[known.How]string{
	known.Inlined:       "a function literal, run here",
	known.InPlace:       "run here with what is known of its arguments: its contract says less than it does",
	known.UnknownC:      "a C function without a contract",
	known.UnknownFunc:   "a function value that may be any function",
	known.NoFacts:       "of a package that has nothing to do with OpenSSL: it can keep what it gets, but not free it",
	known.ForeignMethod: "a method of an interface of a package that has nothing to do with OpenSSL: it can keep what it gets, but not free it",
	known.NoAgreement:   "a method of an interface without a contract",
	known.Callback:      "a function value that comes from outside: what it does is seen by callers that know it",
	known.OutOfBudget:   "a function that refvet gave up",
	known.TooDeep:       "function literals that call one another: not followed any deeper",
	known.WithoutFunc:   "a function of which nothing is known",
}

// remedies says what to do about calls that are not understood.
var remedies = map[known.How]string{
	known.UnknownC:    "say what it does in a stub file (-stubs)",
	known.UnknownFunc: "put a directive on a named function type",
	known.NoAgreement: "put a directive on the method: its implementations do not agree, or none is seen here",
	known.OutOfBudget: "put a directive on it, or make it smaller",
	known.WithoutFunc: "put a directive on it, or describe it in a stub file (-stubs)",
}

// what says what the reasons are for.
func (a *answer) what() string {
	if slices.ContainsFunc(a.Findings, answerFinding.counts) {
		return "nothing else"
	}
	return "nothing"
}

// counts reports whether the finding is shown to users.
func (f answerFinding) counts() bool { return !f.Suppressed && f.Baseline == "" }

// reasons says why there is nothing (more) to report at the line.
func (a *answer) reasons() (list []string) {
	for _, f := range a.Findings {
		switch {
		case f.Suppressed:
			list = append(list, fmt.Sprintf("a //refvet:ignore line suppresses the finding of %s: %s", f.Class, f.Ignored))
		case f.Baseline != "":
			list = append(list, fmt.Sprintf("the baseline %s lists the finding of %s", govet.Short(f.Baseline), f.Class))
		}
	}
	switch {
	case !a.Analysed:
		return append(list, "the package was not analysed: it calls no function with a contract, has no directives, and imports no package that has any")
	case a.Function != nil && a.Function.Budget:
		list = append(list, a.Function.Name+" is too complicated: it was given up, and what was not looked at is silent")
	}
	if len(a.Lines) == 0 {
		return append(list, a.noCode())
	}
	for i := range a.Lines {
		list = append(list, lineReasons(&a.Lines[i])...)
	}
	if len(list) == 0 && len(a.Findings) == 0 {
		list = append(list, "as far as refvet can tell, this line does what it may")
	} else if len(list) == 0 {
		list = append(list, "nothing is left out: the rest of this line does what it may")
	}
	return list
}

func (a *answer) noCode() string {
	if a.Function == nil {
		return "the line is in no function"
	}
	if statement(a.File, a.Line) == a.Line {
		return "no path leads to the line: what comes before it does not return"
	}
	return "there is no code on the line"
}

func lineReasons(l *known.Line) (list []string) {
	if len(l.Before.List) == 0 && len(l.After.List) == 0 && len(l.Calls) == 0 {
		list = append(list, "no path leads to "+functionLine(l)+": the code before it does not return, a branch is never taken, or no one calls the function literal")
	}
	for _, c := range l.Calls {
		if remedy := remedies[c.How]; remedy != "" {
			list = append(list, fmt.Sprintf("%s is %s: what it frees or keeps is not known; %s", calleeName(c), howWords[c.How], remedy))
		}
	}
	for _, w := range l.Withheld {
		text := fmt.Sprintf("a finding of %s was withheld, as the path to it may not exist", w.Class)
		if w.Object != "" {
			text += " (" + w.Object + ")"
		}
		list = append(list, text)
	}
	if slices.ContainsFunc(l.Before.List, func(s known.State) bool { return s.Doubt }) {
		list = append(list, "in some case refvet is in doubt whether its path exists: nothing is reported there")
	}
	return append(list, objectReasons(l)...)
}

func functionLine(l *known.Line) string {
	return fmt.Sprintf("line %d of %s", l.Line, functionWord(l.Func))
}

func calleeName(c known.Call) string {
	if c.Callee != "" && strings.Contains(c.Callee, ".") {
		return c.Callee
	}
	return c.Call
}

// objectReasons says of which objects less is reported, and why.
func objectReasons(l *known.Line) (list []string) {
	for _, s := range slices.Concat(l.Before.List, l.After.List) {
		for _, o := range s.Objects {
			for _, n := range o.Notes {
				if text := objectName(o) + ": " + noteWords(n); !slices.Contains(list, text) {
					list = append(list, text)
				}
			}
		}
	}
	return list
}
