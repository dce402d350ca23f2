package gclplugin

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/passes"
)

// Settings are what stands below linters.settings.custom.refvet.settings.
type Settings struct {
	Enable   []string `json:"enable"`   // only these checks
	Disable  []string `json:"disable"`  // all checks but these
	Stubs    []string `json:"stubs"`    // stub files
	Possible *bool    `json:"possible"` // whether what is only possible counts; nil is true
	Steps    bool     `json:"steps"`    // whether each step is reported, too
}

func decode(conf any) (Settings, error) {
	s, err := register.DecodeSettings[Settings](conf)
	if err != nil {
		return s, fmt.Errorf("%w (the settings of refvet are enable, disable, stubs, possible and steps)", err)
	}
	if len(s.Enable) > 0 && len(s.Disable) > 0 {
		return s, errors.New("set enable or disable, not both")
	}
	return s, nil
}

// checks returns the checks that are to run.
func (s *Settings) checks() ([]*analysis.Analyzer, error) {
	var names []string
	for _, a := range passes.All {
		names = append(names, a.Name)
	}
	for _, name := range slices.Concat(s.Enable, s.Disable) {
		if !slices.Contains(names, name) {
			return nil, fmt.Errorf("no check is named %q: the checks are %s", name, strings.Join(names, ", "))
		}
	}
	checks := slices.DeleteFunc(slices.Clone(passes.All), func(a *analysis.Analyzer) bool {
		return slices.Contains(s.Disable, a.Name) || len(s.Enable) > 0 && !slices.Contains(s.Enable, a.Name)
	})
	if len(checks) == 0 {
		return nil, errors.New("all checks are disabled: remove refvet from linters.enable instead")
	}
	return checks, nil
}

// apply sets the flags, which all checks share, by those of one check, and
// returns the hash of the stub files, or "" if there are none.
func (s *Settings) apply(check *analysis.Analyzer) (hash string, err error) {
	files := make([]string, len(s.Stubs))
	for i, name := range s.Stubs {
		if files[i], err = find(name); err != nil {
			return "", err
		}
	}
	if len(files) > 0 {
		if err := checkStubs(files); err != nil {
			return "", err
		}
		if hash, err = analyzer.HashStubs(files); err != nil {
			return "", err
		}
	}
	possible := s.Possible == nil || *s.Possible
	return hash, errors.Join(
		check.Flags.Set("stubs", strings.Join(files, ",")),
		check.Flags.Set("stubshash", hash),
		check.Flags.Set("possible", strconv.FormatBool(possible)),
	)
}

// find returns the absolute path of a stub file. golangci-lint does not tell
// where its configuration is: it may be in a directory above.
func find(name string) (string, error) {
	if filepath.IsAbs(name) {
		return name, nil
	}
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if file := filepath.Join(dir, name); isFile(file) {
			return file, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("stub file %s is neither in %s nor in a directory above", name, start)
		}
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// checkStubs reports all that is wrong with stub files; the engine would stop at
// the first mistake, once for each package.
func checkStubs(files []string) error {
	base, err := catalog.Default()
	if err != nil {
		return err
	}
	var layers []*catalog.Stubs
	var problems []error
	for _, file := range files {
		if strings.Contains(file, ",") {
			return fmt.Errorf("stub file %s: its path must not contain a comma", file)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		stubs, err := catalog.ParseFile(file, data)
		problems = append(problems, err)
		layers = append(layers, stubs)
	}
	if err := errors.Join(problems...); err != nil {
		return fmt.Errorf("bad stub file:\n%w", err)
	}
	_, err = base.With(layers...)
	return err
}
