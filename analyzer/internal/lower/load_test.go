package lower

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// load loads the packages that match the patterns in dir as go vet would show
// them to an analyzer.
func load(t *testing.T, dir string, patterns ...string) []*analysis.Pass {
	t.Helper()
	config := &packages.Config{
		Dir:  dir,
		Mode: packages.LoadSyntax | packages.NeedModule,
		Env:  append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off"),
	}
	loaded, err := packages.Load(config, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	var passes []*analysis.Pass
	for _, pkg := range loaded {
		for _, err := range pkg.Errors {
			t.Fatalf("%s: %v", pkg.ID, err)
		}
		passes = append(passes, &analysis.Pass{
			Fset:      pkg.Fset,
			Files:     pkg.Syntax,
			Pkg:       pkg.Types,
			TypesInfo: pkg.TypesInfo,
			ReadFile:  os.ReadFile,
		})
	}
	return passes
}

// module writes the files to a new module and returns its directory.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := files["go.mod"]; !ok {
		if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.org/shapes\n\ngo 1.26\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
