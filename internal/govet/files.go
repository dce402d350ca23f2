package govet

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// PackageFiles has the names of the Go files of a package.
type PackageFiles struct {
	Built   []string // with those of its tests
	Ignored []string // by build constraints, or because cgo is off
}

// All returns the names of all files.
func (f *PackageFiles) All() []string { return slices.Concat(f.Built, f.Ignored) }

// Files returns the files of the one package that the pattern matches.
func Files(ctx context.Context, cfg Config) (*PackageFiles, error) {
	args := append([]string{"list", "-e", "-find", "-json=GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,IgnoredGoFiles,Error"}, cfg.BuildFlags...)
	var stderr bytes.Buffer
	stdout, err := cfg.run(ctx, &stderr, append(append(args, "--"), cfg.Patterns...)...)
	if err != nil {
		return nil, errors.New("go list: " + strings.TrimSpace(stderr.String()))
	}
	var p struct {
		GoFiles, CgoFiles, TestGoFiles, XTestGoFiles, IgnoredGoFiles []string
		Error                                                        *struct{ Err string }
	}
	if err := json.Unmarshal(stdout, &p); err != nil {
		return nil, errors.New("go list: " + strings.TrimSpace(string(stdout)))
	}
	files := &PackageFiles{slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles), p.IgnoredGoFiles}
	if p.Error != nil && len(files.All()) == 0 {
		return nil, errors.New(p.Error.Err)
	}
	return files, nil
}
