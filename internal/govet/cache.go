package govet

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"go/version"
	"io"
	"slices"
	"strings"
)

// environment is what "go env" says that matters here.
type environment struct{ GOVERSION, CGO_ENABLED string }

func goEnv(ctx context.Context, cfg Config) (environment, error) {
	var env environment
	stdout, err := cfg.run(ctx, cfg.Stderr, "env", "-json", "GOVERSION", "CGO_ENABLED")
	if err != nil {
		return env, fmt.Errorf("cannot run the go command (go env): %w", err)
	}
	if err := json.Unmarshal(stdout, &env); err != nil {
		return env, fmt.Errorf("cannot read the output of go env: %w", err)
	}
	return env, nil
}

// LosesDiagnostics reports whether the go command of the given version (as "go
// env GOVERSION" says it) has a vet cache that loses diagnostics. Its key does
// not tell a package that was analysed for its facts only, as a dependency, from
// one that was analysed for diagnostics: after "go vet ./b", where b imports a,
// "go vet ./a" is silent. A value of a vettool flag that differs by the set of
// packages asked for keeps the two apart.
func LosesDiagnostics(goVersion string) bool {
	v, _, _ := strings.Cut(goVersion, "-") // "go1.26.3-custom"
	v, _, _ = strings.Cut(v, " ")          // "go1.26.3 X:experiment"
	if !version.IsValid(v) {
		return true // a development version: to be wrong costs time only
	}
	switch version.Lang(v) {
	case "go1.26":
		return version.Compare(v, "go1.26.9") < 0
	case "go1.27":
		return version.Compare(v, "go1.27.2") < 0
	}
	return false
}

// packageSet returns a short name for the set of packages that the patterns
// match, or "" where the go command cannot tell; then it cannot vet them either.
func packageSet(ctx context.Context, cfg Config) string {
	args := append([]string{"list", "-e", "-f", "{{.ImportPath}}"}, cfg.BuildFlags...)
	args = append(append(args, "--"), cfg.Patterns...)
	stdout, err := cfg.run(ctx, io.Discard, args...)
	if err != nil {
		return ""
	}
	paths := strings.Fields(string(stdout))
	slices.Sort(paths)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(paths), "\n")))
	return fmt.Sprintf("%x", sum[:8])
}

// Dirs returns the directories of the packages that the patterns match.
func Dirs(ctx context.Context, cfg Config) []string {
	args := append([]string{"list", "-e", "-f", "{{.Dir}}"}, cfg.BuildFlags...)
	stdout, err := cfg.run(ctx, io.Discard, append(append(args, "--"), cfg.Patterns...)...)
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(stdout)), "\n")
}
