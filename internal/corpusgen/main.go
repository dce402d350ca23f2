// Corpusgen writes the corpus of flow variants, testdata/src/cgo and
// testdata/src/wrapped: a bad and a good function for each variant of flow and
// each check, once with C in sight and once through the Go wrapper
// testdata/src/wrap.
//
// A variant (files named variants*.go) is a function body with holes such as
// $START, $E, $V(s); a check (checks.go) says what fills them. A new variant is
// therefore one entry, and grows the corpus by twelve bodies and more.
//
// Run it from the top of the module:
//
//	go run ./internal/corpusgen
package main

//go:generate go run . -root ../..

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	root := flag.String("root", ".", "top of the module")
	check := flag.Bool("check", false, "write nothing; fail if a file is not up to date")
	flag.Parse()
	files, err := Files()
	if err != nil {
		log.Fatal(err)
	}
	stale := false
	for _, f := range files {
		name := filepath.Join(*root, filepath.FromSlash(f.Name))
		old, err := os.ReadFile(name)
		if err == nil && bytes.Equal(old, f.Text) {
			continue
		}
		if *check {
			fmt.Println(f.Name, "is not up to date: go run ./internal/corpusgen")
			stale = true
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(name, f.Text, 0o666); err != nil {
			log.Fatal(err)
		}
	}
	if stale {
		os.Exit(1)
	}
}
