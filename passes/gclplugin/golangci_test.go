package gclplugin

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/goproxytest"
	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

// TestGolangci runs a real golangci-lint that has refvet in it, which
// scripts/test-golangci builds. Each script has golangci-lint's cache and Go's
// module cache of its own.
func TestGolangci(t *testing.T) {
	binary := os.Getenv("GOLANGCI_LINT")
	if binary == "" {
		t.Skip("GOLANGCI_LINT names no golangci-lint with refvet in it: run scripts/test-golangci")
	}
	proxy, err := goproxytest.NewServer("testdata/mod", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Close)
	out, err := exec.Command("go", "env", "GOROOT", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	goroot, gocache, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	config, err := filepath.Abs("../../docs/golangci/.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			for name, value := range map[string]string{
				"GOLANGCI_LINT": binary, "GOLANGCI_LINT_CACHE": filepath.Join(env.WorkDir, ".lint"),
				"CONFIG": config,
				"GOROOT": goroot, "GOCACHE": gocache, "GOTOOLCHAIN": "local",
				"GOMODCACHE": filepath.Join(env.WorkDir, ".mod"),
				"GOPROXY":    proxy.URL, "GOSUMDB": "off", "GOFLAGS": "-modcacherw -mod=mod",
			} {
				env.Setenv(name, value)
			}
			return nil
		},
	})
}
