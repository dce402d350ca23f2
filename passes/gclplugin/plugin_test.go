package gclplugin

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/passes"
)

// build makes the plugin as golangci-lint does, and names its analyzers.
func build(conf any) (names []string, err error) {
	newPlugin, err := register.GetPlugin("refvet")
	if err != nil {
		return nil, err
	}
	p, err := newPlugin(conf)
	if err != nil {
		return nil, err
	}
	list, err := p.BuildAnalyzers()
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		names = append(names, a.Name)
	}
	return names, analysis.Validate(list)
}

func TestChecks(t *testing.T) {
	var all []string
	for _, a := range passes.All {
		all = append(all, a.Name)
	}
	for _, c := range []struct {
		conf any
		want []string
	}{
		{nil, all},
		{map[string]any{}, all},
		{map[string]any{"enable": []string{"overrelease", "leak"}}, []string{"leak", "overrelease"}},
		{map[string]any{"disable": []string{"leak"}, "possible": false, "steps": true}, slices.Concat(all[:1], all[2:])},
	} {
		got, err := build(c.conf)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%v: got %v, %v", c.conf, got, err)
		}
	}
	if possible := passes.All[0].Flags.Lookup("possible"); possible.Value.String() != "false" {
		t.Error("possible is not set")
	} else {
		possible.Value.Set("true")
	}
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile("bad.go", []byte("package C\n\n//refvet:borow result\nfunc f()\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		conf map[string]any
		want string
	}{
		{map[string]any{"enabel": []string{"leak"}}, `unknown field "enabel" (the settings of refvet are enable,`},
		{map[string]any{"enable": []string{"leek"}}, `no check is named "leek": the checks are useafterrelease,`},
		{map[string]any{"enable": []string{"leak"}, "disable": []string{"leak"}}, "not both"},
		{map[string]any{"disable": strings.Fields("useafterrelease leak overrelease crosscontext nullresult contract borrowescape")}, "all checks are disabled"},
		{map[string]any{"possible": "maybe"}, "cannot unmarshal string"},
		{map[string]any{"stubs": []string{"nowhere.go"}}, "stub file nowhere.go is neither in "},
		{map[string]any{"stubs": []string{"bad.go"}}, "bad.go:3:10: unknown verb"},
	} {
		if _, err := build(c.conf); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got error %v, want %q", c.conf, err, c.want)
		}
	}
}

// TestVersion checks that the golangci-lint of the documents is the tested one.
func TestVersion(t *testing.T) {
	custom, err := os.ReadFile("../../docs/golangci/.custom-gcl.yml")
	if err != nil {
		t.Fatal(err)
	}
	module, err := os.ReadFile("../../testdata/golangci/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^version: (\S+)$`).FindSubmatch(custom)
	if version == nil || !strings.Contains(string(module), "github.com/golangci/golangci-lint/v2 "+string(version[1])+"\n") {
		t.Errorf("testdata/golangci/go.mod does not require golangci-lint %s", version)
	}
}

// TestStubs checks that stub files are found from below, and that what they say
// is part of the names that golangci-lint's caches go by.
func TestStubs(t *testing.T) {
	flags := &passes.All[0].Flags
	defer func(name string) {
		analyzer.Analyzer.Name = name
		flags.Set("stubs", "")
		flags.Set("stubshash", "")
	}(analyzer.Analyzer.Name)

	dir := t.TempDir()
	sub := filepath.Join(dir, "a", "b")
	if err := os.MkdirAll(sub, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(sub)
	seen := map[string]bool{}
	for _, text := range []string{"package C\n\nfunc f()\n", "package C\n\nfunc g()\n"} {
		if err := os.WriteFile(filepath.Join(dir, "stubs.go"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		names, err := build(map[string]any{"stubs": []string{"stubs.go"}})
		if err != nil {
			t.Fatal(err)
		}
		seen[names[len(names)-1]], seen[analyzer.Analyzer.Name] = true, true
		if got, want := flags.Lookup("stubs").Value.String(), filepath.Join(dir, "stubs.go"); got != want {
			t.Errorf("stubs: got %s, want %s", got, want)
		}
	}
	if len(seen) != 4 {
		t.Errorf("names: got %v, want 4 different ones", seen)
	}
}
