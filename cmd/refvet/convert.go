package main

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/internal/format"
	"github.com/refvet/refvet/internal/govet"
	"github.com/refvet/refvet/passes"
)

// newReport makes the typed result that all formats but plain text are made of.
func newReport(ctx context.Context, opts *options, result *govet.Result) (*format.Report, error) {
	dir := opts.dir
	if dir == "" {
		var err error
		if dir, err = os.Getwd(); err != nil {
			return nil, err
		}
	}
	r := &format.Report{
		Tool:    format.Tool{Name: "refvet", Version: moduleVersion(), URL: "https://github.com/refvet/refvet"},
		Root:    format.FindRoot(dir),
		Partial: result.Partial,
		Checks:  checks(),
		Bases:   bases(ctx, dir),
		Sources: format.NewSources(),
	}
	for i := range result.Findings {
		r.Findings = append(r.Findings, convert(&result.Findings[i]))
	}
	if opts.suppressed {
		addSuppressed(r, opts, result)
	}
	slices.SortStableFunc(r.Findings, func(a, b format.Finding) int {
		return cmp.Or(strings.Compare(a.Location.Path, b.Location.Path), a.Location.Line-b.Location.Line, a.Location.Column-b.Location.Column)
	})
	r.Contracts = stepContracts(ctx, opts, r, opts.format == "html")
	r.Complete()
	return r, nil
}

// addSuppressed adds the findings that do not count. Those that the source ignores
// are for SARIF, the one format that has viewers for them.
func addSuppressed(r *format.Report, opts *options, result *govet.Result) {
	for i := range result.Known {
		f := convert(&result.Known[i])
		f.Suppression = &format.Suppression{Kind: "external", Reason: "known: in the baseline " + filepath.Base(opts.baseline)}
		r.Findings = append(r.Findings, f)
	}
	for i := range result.Ignored {
		if opts.format == "sarif" {
			f := convert(&result.Ignored[i])
			f.Suppression = &format.Suppression{Kind: "inSource", Reason: result.Ignored[i].Reason}
			r.Findings = append(r.Findings, f)
		}
	}
}

func convert(f *govet.Finding) format.Finding {
	pkg, _, _ := strings.Cut(f.Package, " ") // "p [p.test]"
	out := format.Finding{
		Check:    f.Check,
		Possible: passes.IsPossible(f.Check, f.Message),
		Message:  f.Message,
		Package:  pkg,
		Location: location(f.Pos),
	}
	for _, s := range f.Steps {
		read := passes.ReadStep(s.Message)
		step := format.Step{
			Kind: read.Kind, Message: read.Text, Object: read.Object, Call: read.Call,
			Inner: s.Inner || read.Kind == passes.StepKinds[finding.Inside], Location: location(s.Pos), Package: s.Package,
		}
		if read.Count >= 0 {
			step.Count = &read.Count
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

func location(p govet.Position) format.Location {
	return format.Location{Path: p.File, Line: p.Line, Column: p.Col}
}

// stepContracts gives steps the names of the functions that they call, as far as
// their contracts are known, and returns the contracts. Those of Go functions
// take a run of their own: goToo asks for them.
func stepContracts(ctx context.Context, opts *options, r *format.Report, goToo bool) map[string]string {
	texts := make(map[string]string)
	if known, err := loadCatalog(opts.stubs); err == nil {
		for i := range r.Findings {
			for k := range r.Findings[i].Steps {
				s := &r.Findings[i].Steps[k]
				name, ok := strings.CutPrefix(s.Call, "C.")
				if c := known.C(name); ok && c != nil {
					s.Callee = s.Call
					texts[s.Callee] = strings.TrimSpace(catalog.Decl(c))
				}
			}
		}
	}
	if goToo {
		inferred(ctx, opts, r, texts)
	}
	return texts
}

// inferred adds what refvet found out about the Go functions that steps call. The
// function that a step calls is the one that the step inside it lies in.
func inferred(ctx context.Context, opts *options, r *format.Report, texts map[string]string) {
	asked := *opts
	asked.patterns, asked.checkFlags = nil, nil
	callers := make(map[string][]*format.Step) // by file of the function called
	for i := range r.Findings {
		steps := r.Findings[i].Steps
		for k := range steps {
			if k+1 < len(steps) && steps[k].Callee == "" && !steps[k].Inner && steps[k+1].Package != "" {
				inside := steps[k+1]
				callers[inside.Location.Path] = append(callers[inside.Location.Path], &steps[k])
				steps[k].Callee = r.Sources.File(inside.Location.Path).Function(inside.Location.Line)
				asked.patterns = append(asked.patterns, inside.Package)
			}
		}
	}
	slices.Sort(asked.patterns)
	asked.patterns = slices.Compact(asked.patterns)
	known := make(map[string]string) // by file and function
	if len(asked.patterns) > 0 {
		// A report can do without them: what is wrong has been said before.
		result, err := analyse(ctx, &asked, io.Discard, "-"+contractsFlag)
		for i := 0; err == nil && i < len(result.Findings); i++ {
			f := &result.Findings[i]
			known[f.Pos.File+" "+r.Sources.File(f.Pos.File).Function(f.Pos.Line)] = strings.TrimSpace(f.Message)
		}
	}
	for file, steps := range callers {
		for _, s := range steps {
			name := filepath.ToSlash(filepath.Dir(format.Relative(r.Root, file))) + ": " + s.Callee
			if text := known[file+" "+s.Callee]; text != "" && s.Callee != "" {
				s.Callee, texts[name] = name, text
			} else {
				s.Callee = ""
			}
		}
	}
}

// bases returns the go command's directories for source that is not ours.
func bases(ctx context.Context, dir string) []format.Base {
	cmd := exec.CommandContext(ctx, "go", "env", "-json", "GOMODCACHE", "GOROOT")
	cmd.Dir = dir
	var env struct{ GOMODCACHE, GOROOT string }
	if out, err := cmd.Output(); err != nil || json.Unmarshal(out, &env) != nil {
		return nil // paths are absolute then
	}
	if env.GOROOT != "" {
		env.GOROOT = filepath.Join(env.GOROOT, "src")
	}
	return []format.Base{{Name: "GOMODCACHE", Dir: env.GOMODCACHE}, {Name: "GOROOT_SRC", Dir: env.GOROOT}}
}
