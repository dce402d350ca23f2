package model

import (
	"embed"
	"io/fs"
	"strings"
)

// source holds this package, with those below it, for the module that generated
// programs are built in (where this file is left out).
//
//go:embed *.go drive/*.go fake/*/*.go
var source embed.FS

// Source returns the files by their paths below this directory.
func Source() (map[string]string, error) {
	files := map[string]string{}
	err := fs.WalkDir(source, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == "embed.go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := source.ReadFile(path)
		files[path] = string(text)
		return err
	})
	return files, err
}

// Contracts is the stub file that tells refvet of this package.
//
//go:embed contracts.go.txt
var Contracts []byte
