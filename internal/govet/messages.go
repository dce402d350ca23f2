package govet

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// messages passes the go command's messages on, line by line, with paths
// relative to our own directory in place of the go command's, and adds what the
// user can do about the most frequent kinds of trouble.
type messages struct {
	out     io.Writer
	dir     string
	partial []byte // of a line that has not ended
	hints   []string
}

func newMessages(cfg Config) *messages { return &messages{out: cfg.Stderr, dir: cfg.Dir} }

func (m *messages) Write(data []byte) (int, error) {
	m.partial = append(m.partial, data...)
	for {
		line, rest, ok := bytes.Cut(m.partial, []byte("\n"))
		if !ok {
			return len(data), nil
		}
		m.line(string(line))
		m.partial = rest
	}
}

// close writes what is left, and the hints.
func (m *messages) close() {
	if len(m.partial) > 0 {
		m.line(string(m.partial))
	}
	for _, h := range m.hints {
		fmt.Fprintf(m.out, "refvet: hint: %s\n", h)
	}
}

// Nothing here is compiled before it is needed: as a vettool, refvet starts once
// for each package, and says nothing of this.
var position = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\s*)([^\s:]+):(\d+):`) })

func (m *messages) line(line string) {
	if g := position().FindStringSubmatch(line); g != nil && m.dir != "" && !filepath.IsAbs(g[2]) {
		if file := filepath.Join(m.dir, g[2]); exists(file) {
			line = g[1] + Short(file) + line[len(g[1])+len(g[2]):]
		}
	}
	fmt.Fprintln(m.out, line)
	for _, r := range remedies() {
		if g := r.trouble.FindStringSubmatch(line); g != nil {
			m.hint(strings.ReplaceAll(r.hint, "{}", g[len(g)-1]))
			return
		}
	}
}

func (m *messages) hint(text string) {
	if !slices.Contains(m.hints, text) {
		m.hints = append(m.hints, text)
	}
}

// Short returns file relative to the current directory, unless that is the
// longer way to write it.
func Short(file string) string {
	dir, err := os.Getwd()
	if err != nil {
		return file
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || strings.HasPrefix(rel, "..") && len(rel) >= len(file) {
		return file
	}
	return rel
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// A remedy is what to do about a line of the go command's.
type remedy struct {
	trouble *regexp.Regexp
	hint    string
}

// remedies are tried in their order.
var remedies = sync.OnceValue(func() []remedy {
	return []remedy{
		{regexp.MustCompile(`fatal error: (openssl/\S+): No such file`),
			"the C header {} is missing: install OpenSSL's headers (Debian: apt-get install libssl-dev), or check its name"},
		{regexp.MustCompile(`fatal error: (\S+): No such file`),
			"the C header {} is missing: install the library's headers, or check CGO_CFLAGS"},
		{regexp.MustCompile(`C compiler "(.*)" not found`),
			"cgo needs the C compiler {} (Debian: apt-get install gcc)"},
		{regexp.MustCompile(`exec: "(pkg-config)": executable file not found`),
			"a #cgo pkg-config line needs pkg-config (Debian: apt-get install pkg-config)"},
		{regexp.MustCompile(`^Package '?([^\s']+)'? was not found in the pkg-config search path`),
			"pkg-config does not know {}: install its headers (for openssl on Debian: apt-get install libssl-dev), or set PKG_CONFIG_PATH"},
		{regexp.MustCompile(`no required module provides package (\S+?);?( |$)`),
			"a dependency is missing from go.mod: run go mod tidy"},
	}
})

// reportIgnoredCgo reports the packages whose cgo files the go command left out
// because cgo is off, which it does silently where no C compiler is found.
func reportIgnoredCgo(ctx context.Context, cfg Config, env environment) (missed bool) {
	if env.CGO_ENABLED != "0" {
		return false
	}
	args := append([]string{"list", "-e", "-json=Dir,ImportPath,IgnoredGoFiles"}, cfg.BuildFlags...)
	args = append(append(args, "--"), cfg.Patterns...)
	stdout, _ := cfg.run(ctx, io.Discard, args...)
	for dec := json.NewDecoder(bytes.NewReader(stdout)); ; {
		var p struct {
			Dir, ImportPath string
			IgnoredGoFiles  []string
		}
		if dec.Decode(&p) != nil {
			break
		}
		for _, name := range p.IgnoredGoFiles {
			if leftOut(p.Dir, name) {
				fmt.Fprintf(cfg.Stderr, "%s: not analysed: the file needs cgo, and cgo is off\n", Short(filepath.Join(p.Dir, name)))
				missed = true
			}
		}
	}
	if missed {
		fmt.Fprintln(cfg.Stderr, "refvet: hint: cgo is off: install a C compiler (Debian: apt-get install gcc), or set CGO_ENABLED=1")
	}
	return missed
}

// leftOut reports whether the file would be built if cgo were on.
func leftOut(dir, name string) bool {
	with := build.Default
	with.CgoEnabled = true
	if match, err := with.MatchFile(dir, name); err != nil || !match {
		return false // left out for another reason
	}
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.ImportsOnly)
	return err == nil && slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"C"` })
}
