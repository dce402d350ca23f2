package govet

import (
	"context"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// resolve replaces the positions in other packages, which facts name by import
// path and file ("net/http/server.go"), by those of the files on this machine.
// A fact must not hold a machine's paths, as it is cached.
func resolve(ctx context.Context, cfg Config, findings []Finding) {
	var paths []string
	each(findings, func(s *Step) {
		s.Package = path.Dir(s.Pos.File)
		paths = append(paths, s.Package)
	})
	if len(paths) == 0 {
		return
	}
	slices.Sort(paths)
	dirs := packageDirs(ctx, cfg, slices.Compact(paths))
	each(findings, func(s *Step) {
		if dir, ok := dirs[s.Package]; ok {
			if file := filepath.Join(dir, path.Base(s.Pos.File)); exists(file) {
				s.Pos.File = file
			}
		}
	})
}

// Locate returns the position in a file on this machine of one that a fact named
// by import path, as it is where the go command does not know the package.
func Locate(ctx context.Context, cfg Config, positions []string) map[string]string {
	var paths []string
	for _, at := range positions {
		if file := ParsePosition(at).File; !filepath.IsAbs(file) && strings.Contains(file, "/") {
			paths = append(paths, path.Dir(file))
		}
	}
	if len(paths) == 0 {
		return nil
	}
	slices.Sort(paths)
	dirs := packageDirs(ctx, cfg, slices.Compact(paths))
	found := make(map[string]string)
	for _, at := range positions {
		p := ParsePosition(at)
		if dir, ok := dirs[path.Dir(p.File)]; ok && exists(filepath.Join(dir, path.Base(p.File))) {
			p.File = filepath.Join(dir, path.Base(p.File))
			found[at] = p.String()
		}
	}
	return found
}

// each calls f with the steps in other packages.
func each(findings []Finding, f func(*Step)) {
	for i := range findings {
		for k := range findings[i].Steps {
			s := &findings[i].Steps[k]
			if s.Inner && !filepath.IsAbs(s.Pos.File) && strings.Contains(s.Pos.File, "/") {
				f(s)
			}
		}
	}
}

// packageDirs returns the directories of the packages, as far as the go command
// knows them.
func packageDirs(ctx context.Context, cfg Config, paths []string) map[string]string {
	args := append([]string{"list", "-e", "-find", "-f", "{{.ImportPath}}\t{{.Dir}}"}, cfg.BuildFlags...)
	args = append(append(args, "--"), paths...)
	stdout, err := cfg.run(ctx, io.Discard, args...)
	if err != nil {
		return nil
	}
	dirs := make(map[string]string)
	for line := range strings.Lines(string(stdout)) {
		if importPath, dir, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok && dir != "" {
			dirs[importPath] = dir
		}
	}
	return dirs
}
