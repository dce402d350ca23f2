package main_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/refvet/refvet/internal/govet"
	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

// bin holds the built refvet, warm a build cache with the compiled parts of the
// standard library that scripts import, but with nothing that vet did.
var bin, warm string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(withBinary(m))
}

func withBinary(m *testing.M) int {
	dir, err := os.MkdirTemp("", "refvet-script-")
	if err == nil {
		defer os.RemoveAll(dir)
		bin, warm = filepath.Join(dir, "bin"), filepath.Join(dir, "cache")
		err = errors.Join(goBuild(nil, bin, "."), goBuild([]string{"GOCACHE=" + warm}, dir, "./testdata/warm"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

func goBuild(env []string, dir, pkg string) error {
	cmd := exec.Command("go", "build", "-o", dir+string(filepath.Separator), pkg)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", cmd, err, out)
	}
	return nil
}

// TestScripts runs the built binary through the real go vet, each script with a
// build cache of its own: go vet's cache may lose findings.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup:         setup,
		Condition:     condition,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

func setup(env *testscript.Env) error {
	out, err := exec.Command("go", "env", "GOMODCACHE", "GOROOT").Output()
	if err != nil {
		return err
	}
	modcache, goroot, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	cache := filepath.Join(env.WorkDir, ".cache")
	env.Setenv("GOCACHE", cache)
	env.Setenv("GOMODCACHE", modcache)
	env.Setenv("GOROOT", goroot)
	env.Setenv("GOPROXY", "off")
	env.Setenv("GOTOOLCHAIN", "local")
	env.Setenv("GOFLAGS", "")
	env.Setenv("BIN", bin)
	docs, err := filepath.Abs("../../docs")
	if err != nil {
		return err
	}
	env.Setenv("DOCS", docs)
	env.Setenv("PATH", bin+string(filepath.ListSeparator)+env.Getenv("PATH"))
	return os.CopyFS(cache, os.DirFS(warm))
}

// condition adds [loses-diagnostics]: the go command has the bug.
func condition(cond string) (bool, error) {
	if cond != "loses-diagnostics" {
		return false, fmt.Errorf("unknown condition %q", cond)
	}
	version, err := exec.Command("go", "env", "GOVERSION").Output()
	return govet.LosesDiagnostics(strings.TrimSpace(string(version))), err
}

// exits is the command "exits CODE PROGRAM ARGS...".
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
