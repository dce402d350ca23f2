package format

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"strings"
)

// Complete works out what follows from the rest of a report, whose locations
// have Path, Line and Column only: names, ends and enclosing functions.
func (r *Report) Complete() {
	r.Version = Version
	if r.Sources == nil {
		r.Sources = NewSources()
	}
	if r.Findings == nil {
		r.Findings = []Finding{} // [] in JSON, not null
	}
	seen := make(map[string]int)
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Function = r.Sources.File(f.Location.Path).Function(f.Location.Line)
		r.locate(&f.Location, "")
		if f.Steps == nil {
			f.Steps = []Step{}
		}
		for k := range f.Steps {
			s := &f.Steps[k]
			r.locate(&s.Location, s.Call)
		}
		id := f.identity()
		seen[id]++
		if n := seen[id]; n > 1 {
			id = fmt.Sprintf("%s-%d", id, n)
		}
		f.ID = id
	}
}

// identity names a finding by what stays when lines move: not by its line, nor
// by its file, which a refactoring may split. Messages name no line.
func (f *Finding) identity() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Check, f.Package, f.Function, f.Message}, "\x00")))
	return fmt.Sprintf("%s-%x", f.Check, sum[:6])
}

func (r *Report) locate(l *Location, call string) {
	l.File = Relative(r.Root, l.Path)
	l.EndLine, l.EndColumn = r.Sources.File(l.Path).End(l.Line, l.Column, call)
}

// Relative returns file relative to root, with "/", or as it is if it lies
// elsewhere.
func Relative(root, file string) string {
	if rel, err := filepath.Rel(root, file); err == nil && filepath.IsAbs(file) && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(file)
}

// FindRoot returns the directory of the repository that dir is in: the next one
// up that has a .git, else the next that has a go.mod, else dir.
func FindRoot(dir string) string {
	for _, mark := range []string{".git", "go.work", "go.mod"} {
		for up := dir; ; up = filepath.Dir(up) {
			if exists(filepath.Join(up, mark)) {
				return up
			}
			if up == filepath.Dir(up) {
				break
			}
		}
	}
	return dir
}
