package main

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/refvet/refvet/internal/govet"
)

// A target is the place that "refvet explain" is asked about.
type target struct {
	file         string // absolute
	line, column int
	info         os.FileInfo
}

var targetForm = regexp.MustCompile(`^(.+?):(\d+)(?::(\d+))?:?$`)

// parseTarget reads file.go:LINE or file.go:LINE:COLUMN, relative to dir.
func parseTarget(dir, text string) (*target, error) {
	g := targetForm.FindStringSubmatch(text)
	if g == nil {
		return nil, fmt.Errorf("%q is no place in a file: write file.go:LINE or file.go:LINE:COLUMN", text)
	}
	at := &target{file: g[1]}
	at.line, _ = strconv.Atoi(g[2])
	at.column, _ = strconv.Atoi(g[3])
	if !filepath.IsAbs(at.file) {
		at.file = filepath.Join(dir, at.file)
	}
	var err error
	if at.file, err = filepath.Abs(at.file); err != nil {
		return nil, err
	}
	return at, at.check(g[1])
}

// check checks that there is such a line.
func (at *target) check(name string) (err error) {
	if at.info, err = os.Stat(at.file); err != nil {
		return err
	}
	if at.info.IsDir() || filepath.Ext(at.file) != ".go" {
		return fmt.Errorf("%s is not a Go file", name)
	}
	data, err := os.ReadFile(at.file)
	if err != nil {
		return err
	}
	lines := strings.Count(strings.TrimSuffix(string(data), "\n"), "\n") + 1
	if at.line < 1 || at.line > lines {
		return fmt.Errorf("%s has lines 1 to %d: there is no line %d", name, lines, at.line)
	}
	return nil
}

// same reports whether file is the target's.
func (at *target) same(file string) bool {
	if file == at.file {
		return true
	}
	if filepath.Base(file) != filepath.Base(at.file) {
		return false
	}
	info, err := os.Stat(file)
	return err == nil && os.SameFile(info, at.info)
}

// findPackage has opts ask for the package of the file. It may lie in another
// module than the one that the go command would look at.
func (at *target) findPackage(ctx context.Context, opts *options) error {
	dir := filepath.Dir(at.file)
	opts.patterns = []string{dir}
	files, err := govet.Files(ctx, govet.Config{Dir: opts.dir, BuildFlags: opts.buildFlags, Patterns: opts.patterns})
	if err != nil || len(files.All()) == 0 {
		opts.dir, opts.patterns = dir, []string{"."}
		if files, err = govet.Files(ctx, govet.Config{Dir: dir, BuildFlags: opts.buildFlags, Patterns: opts.patterns}); err != nil {
			return err
		}
	}
	name := filepath.Base(at.file)
	for _, f := range files.Built {
		if f == name {
			return nil
		}
	}
	for _, f := range files.Ignored {
		if f == name {
			return fmt.Errorf("%s is not part of the build: its build constraints exclude it (try -tags, or see whether cgo is on)", govet.Short(at.file))
		}
	}
	return errors.New(govet.Short(at.file) + " is in no package that the go command knows")
}

// statement returns the first line of the innermost statement around a line; 0
// if there is none.
func statement(file string, line int) (first int) {
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
	if f == nil {
		return 0
	}
	lineOf := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || lineOf(n.Pos()) > line || lineOf(n.End()) < line {
			return false
		}
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			if lineOf(n.Pos()) < line && line < lineOf(n.End()) {
				first = 0 // a line of its own in a block is no part of what is around
			}
		case ast.Stmt:
			first = lineOf(n.Pos())
		}
		return true
	})
	return first
}
