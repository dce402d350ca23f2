package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/refvet/refvet/analyzer"
	"github.com/refvet/refvet/analyzer/catalog"
	"github.com/refvet/refvet/internal/govet"
)

// absoluteStubs returns the paths of stub files as absolute ones.
func absoluteStubs(files []string) ([]string, error) {
	list := make([]string, len(files))
	for i, file := range files {
		abs, err := filepath.Abs(file)
		if err != nil {
			return nil, err
		}
		if strings.Contains(abs, ",") {
			return nil, fmt.Errorf("stub file %s: its path must not contain a comma", abs)
		}
		list[i] = abs
	}
	return list, nil
}

// checkedStubFlags returns the vettool's flags for the stub files, or an error
// that lists what is wrong with them. The go command's vet cache sees the names
// of the files only, so a hash of their contents travels as a flag.
func checkedStubFlags(files []string) ([]string, error) {
	if len(files) == 0 {
		return nil, nil
	}
	hash, err := analyzer.HashStubs(files)
	if err != nil {
		return nil, fmt.Errorf("stub file: %w", err)
	}
	if _, err := loadCatalog(files); err != nil {
		return nil, err
	}
	return []string{"-stubs=" + strings.Join(files, ","), "-stubshash=" + hash}, nil
}

// stubflags is the command that prints the flags that go vet needs.
func stubflags(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		return trouble(stderr, errors.New("stubflags: name the stub files"))
	}
	files, err := absoluteStubs(args)
	if err != nil {
		return trouble(stderr, err)
	}
	flags, err := checkedStubFlags(files)
	if err != nil {
		return trouble(stderr, err)
	}
	fmt.Fprintln(stdout, strings.Join(flags, " "))
	return exitClean
}

// loadCatalog returns the catalog with the stub files, or an error that lists all
// that is wrong with them.
func loadCatalog(files []string) (*catalog.Catalog, error) {
	base, err := catalog.Default()
	if err != nil {
		return nil, err
	}
	var layers []*catalog.Stubs
	var problems []error
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("stub file: %w", err)
		}
		stubs, err := catalog.ParseFile(govet.Short(file), data)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		layers = append(layers, stubs)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("bad stub file:\n%w", err)
	}
	return base.With(layers...)
}
