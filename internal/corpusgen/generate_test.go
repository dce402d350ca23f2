package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestUpToDate compares the corpus with the templates.
func TestUpToDate(t *testing.T) {
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(f.Name)))
		if err != nil || !bytes.Equal(text, f.Text) {
			t.Errorf("%s is not up to date: go run ./internal/corpusgen (%v)", f.Name, err)
		}
	}
}

// TestEnoughVariants holds the corpus to its promised size.
func TestEnoughVariants(t *testing.T) {
	if n := len(variants()); n < 48 {
		t.Errorf("there are %d variants, want 48 at least", n)
	}
	if n := len(checks); n != 6 {
		t.Errorf("there are %d checks, want 6", n)
	}
}
