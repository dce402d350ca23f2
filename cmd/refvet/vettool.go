package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/internal/govet"
	"github.com/refvet/refvet/passes"
	"github.com/refvet/refvet/passes/contracts"
	"github.com/refvet/refvet/passes/explain"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// packagesFlag is the flag that keeps the results of different sets of packages
// apart in go vet's cache; see [govet.LosesDiagnostics].
const packagesFlag = "packages"

// vettool speaks the go command's vettool protocol. It does not return.
func vettool(args []string) {
	startHeap()
	// Short names for the flags that the checks share.
	for _, name := range []string{"stubs", "stubshash", "possible", passes.FixesFlag, passes.SuppressedFlag} {
		f := passes.All[0].Flags.Lookup(name)
		flag.Var(f.Value, f.Name, f.Usage)
	}
	flag.String(packagesFlag, "", "any `text` that tells sets of packages apart in go vet's cache; without effect otherwise")

	if unit := readUnit(args[len(args)-1], `"`+warnIn+`"`); unit != nil && unit.ImportPath == warnIn {
		warn(args)
	}
	if err := checkVettoolStubs(args); err != nil {
		if unit := readUnit(args[len(args)-1], ""); unit != nil && !unit.standard() {
			fmt.Fprintf(os.Stderr, "refvet: %v\n", err)
			os.Exit(1)
		}
	}
	if slices.Contains(args, "-"+contractsFlag) || slices.Contains(args, "-"+contractsFlag+"=true") {
		unitchecker.Main(contracts.Analyzer)
	}
	if slices.Contains(args, "-"+explainFlag) || slices.Contains(args, "-"+explainFlag+"=true") {
		if err := analyzer.Analyzer.Flags.Set(analyzer.ExplainFlag, "true"); err != nil {
			fmt.Fprintf(os.Stderr, "refvet: %v\n", err)
			os.Exit(1)
		}
		unitchecker.Main(explain.Analyzer)
	}
	flag.Bool(explainFlag, false, explain.Analyzer.Doc)
	flag.Bool(contractsFlag, false, contracts.Analyzer.Doc)
	unitchecker.Main(passes.All...)
}

// A unit is what is needed here of the go command's description of a package.
type unit struct {
	ImportPath string
	Dir        string
}

// standard reports whether u belongs to the standard library. The go command
// sets GOROOT for the commands that it runs.
func (u *unit) standard() bool {
	root := os.Getenv("GOROOT")
	return root != "" && strings.HasPrefix(u.Dir, filepath.Join(root, "src")+string(filepath.Separator))
}

// readUnit reads the description of a package that mentions the text; nil if
// there is none, which unitchecker reports. Descriptions are long and decoding
// them is not free, so ask for text wherever most packages do not have it.
func readUnit(file, text string) *unit {
	if !strings.HasSuffix(file, ".cfg") {
		return nil
	}
	data, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(data, []byte(text)) {
		return nil
	}
	u := new(unit)
	if json.Unmarshal(data, u) != nil {
		return nil
	}
	return u
}

// warnIn is the package during whose analysis refvet warns of the go command.
// Each package has a process of its own, so "once" must be tied to a package:
// one that everything depends on, and that has no dependencies. The go command
// shows the warning when it does not find the package in its cache.
const warnIn = "internal/goarch"

// warn warns once if the go command loses diagnostics. The go command tells its
// version to the commands that it runs.
func warn(args []string) {
	version := os.Getenv("GOVERSION")
	if version == "" || !govet.LosesDiagnostics(version) || flagValue(args, packagesFlag) != "" {
		return
	}
	fmt.Fprintf(os.Stderr, "refvet: warning: go vet of %s loses findings in packages that it has seen as dependencies before; "+
		"run refvet without go vet, or upgrade Go (to 1.26.9, 1.27.2 or later)\n", version)
}

// checkVettoolStubs checks the -stubs flag, which must come with the hash of the
// files' contents: without it, go vet's cache would keep the results of old ones.
func checkVettoolStubs(args []string) error {
	files := splitList(flagValue(args, "stubs"))
	if len(files) == 0 {
		return nil
	}
	for _, file := range files {
		if !filepath.IsAbs(file) {
			return fmt.Errorf("-stubs: %s is not an absolute path; use go vet -vettool=... $(refvet stubflags %s)", file, strings.Join(files, " "))
		}
	}
	flags, err := checkedStubFlags(files)
	if err != nil {
		return err
	}
	if want := "-stubshash=" + flagValue(args, "stubshash"); want != flags[1] {
		return fmt.Errorf("-stubs without the right -stubshash, which go vet's cache needs; use go vet -vettool=... $(refvet stubflags %s)",
			strings.Join(files, " "))
	}
	return nil
}

// flagValue returns the last value of the named flag, of the tool or of a check.
func flagValue(args []string, name string) (value string) {
	for i, arg := range args {
		key, v, ok := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if !strings.HasPrefix(arg, "-") || key[strings.LastIndexByte(key, '.')+1:] != name {
			continue
		}
		if !ok && i+1 < len(args) {
			v = args[i+1]
		}
		value = v
	}
	return value
}
