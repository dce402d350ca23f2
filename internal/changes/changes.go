// Package changes tells which lines of a git work tree were changed since a
// revision. What enters is a directory and a revision, what leaves is lines;
// findings are no business of this package.
package changes

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// A Range is lines From to To of a file as it is now.
type Range struct{ From, To int }

// Lines are the changes of one file.
type Lines struct {
	All     bool    // the file is new
	Changed []Range // lines that were added or changed
	// Removed has a place for each change that took away more lines than it
	// added: after that line.
	Removed []int
}

// A Set is the changes of a work tree, by absolute file name.
type Set map[string]*Lines

// Since returns what was changed since the work tree's branch left rev: in
// commits, in the index and in the work tree, files that git does not know yet
// included.
func Since(ctx context.Context, dir, rev string) (Set, error) {
	g := git{ctx, dir}
	root, err := g.line("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(rev, "-") {
		return nil, fmt.Errorf("git does not know revision %s", rev)
	}
	commit, err := g.line("rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("git does not know revision %s (in CI, fetch it first; a shallow clone may lack it)", rev)
	}
	// What was changed in rev's branch meanwhile is not ours.
	if base, err := g.line("merge-base", commit, "HEAD"); err == nil {
		commit = base
	}
	root, err = filepath.EvalSymlinks(root)
	if err != nil {
		return nil, err
	}
	g.dir = root
	diff, err := g.run("-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-renames", "--unified=0",
		"--src-prefix=a/", "--dst-prefix=b/", commit, "--", "*.go")
	if err != nil {
		return nil, err
	}
	set := parse(diff, root)
	untracked, err := g.run("ls-files", "-z", "--others", "--exclude-standard", "--", "*.go")
	if err != nil {
		return nil, err
	}
	for _, name := range strings.Split(string(untracked), "\x00") {
		if name != "" {
			set[filepath.Join(root, filepath.FromSlash(name))] = &Lines{All: true}
		}
	}
	return set, nil
}

type git struct {
	ctx context.Context
	dir string
}

func (g git) run(args ...string) ([]byte, error) {
	cmd := exec.CommandContext(g.ctx, "git", args...)
	cmd.Dir = g.dir
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		text, _, _ := strings.Cut(strings.TrimSpace(string(exit.Stderr)), "\n")
		return nil, errors.New("git " + args[0] + ": " + strings.TrimPrefix(text, "fatal: "))
	case err != nil:
		return nil, fmt.Errorf("cannot run git: %w", err)
	}
	return out, nil
}

func (g git) line(args ...string) (string, error) {
	out, err := g.run(args...)
	return strings.TrimSpace(string(out)), err
}

var hunk = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`) })

// parse reads the output of git diff --unified=0.
func parse(diff []byte, root string) Set {
	set := Set{}
	var file *Lines
	scanner := bufio.NewScanner(bytes.NewReader(diff))
	scanner.Buffer(nil, 1<<30)
	rest := 0 // lines of the current hunk still to come
	for scanner.Scan() {
		line := scanner.Text()
		if rest > 0 && line != "" && strings.IndexByte("+-", line[0]) >= 0 {
			rest--
			continue
		}
		if name, ok := strings.CutPrefix(line, "+++ "); ok {
			name = strings.TrimSuffix(name, "\t") // git marks names with blanks so
			if unquoted, err := strconv.Unquote(name); err == nil {
				name = unquoted
			}
			file = &Lines{}
			if name != "/dev/null" {
				set[filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(name, "b/")))] = file
			}
			continue
		}
		if g := hunk().FindStringSubmatch(line); g != nil && file != nil {
			old, from, now := count(g[1]), count(g[2]), count(g[3])
			rest = old + now
			if now > 0 {
				file.Changed = append(file.Changed, Range{from, from + now - 1})
			}
			if old > now {
				file.Removed = append(file.Removed, from+max(now-1, 0))
			}
		}
	}
	return set
}

// count reads a number of a hunk's head, where 1 is left out.
func count(text string) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return 1
}

// Has reports whether a line was added or changed.
func (s Set) Has(file string, line int) bool {
	lines := s.lines(file)
	if lines == nil {
		return false
	}
	for _, r := range lines.Changed {
		if r.From <= line && line <= r.To {
			return true
		}
	}
	return lines.All
}

// Removed reports whether lines were taken away between two lines.
func (s Set) Removed(file string, from, to int) bool {
	lines := s.lines(file)
	if lines == nil {
		return false
	}
	for _, after := range lines.Removed {
		if from <= after && after < to {
			return true
		}
	}
	return false
}

// lines returns the changes of a file, whose name may have symbolic links in it.
func (s Set) lines(file string) *Lines {
	if lines := s[file]; lines != nil {
		return lines
	}
	if real, err := filepath.EvalSymlinks(file); err == nil {
		return s[real]
	}
	return nil
}
