package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFlagsTested checks that a script uses each flag, each format and each
// command, and that the usage text has each.
func TestFlagsTested(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	var commands strings.Builder // the lines of all scripts that run refvet
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		script, _, _ := strings.Cut(string(data), "\n-- ")
		for line := range strings.Lines(script) {
			if strings.Contains(line, " refvet ") || strings.Contains(line, "'refvet ") {
				commands.WriteString(line)
			}
		}
	}
	used := func(what string) {
		t.Helper()
		if !regexp.MustCompile(`(?m) ` + regexp.QuoteMeta(what) + `([ =']|$)`).MatchString(commands.String()) {
			t.Errorf("no script has refvet %s", what)
		}
	}
	var stubs string
	new(options).flagSet(&stubs).VisitAll(func(f *flag.Flag) {
		used("-" + f.Name)
		usage := regexp.MustCompile(`(^|[ ,\n])-` + regexp.QuoteMeta(f.Name) + `\b`)
		if checkPage(f.Name) == "" && !usage.MatchString(flagUsage) {
			t.Errorf("refvet help does not have -%s", f.Name)
		}
	})
	for _, command := range []string{"help", "version", "stubflags", "contracts", "explain"} {
		used(command)
		if !strings.Contains(overview, "refvet "+command) {
			t.Errorf("refvet help does not have refvet %s", command)
		}
	}
	for _, name := range formatNames {
		if !regexp.MustCompile(`-format[= ]` + name).MatchString(commands.String()) {
			t.Errorf("no script has -format=%s", name)
		}
	}
}
