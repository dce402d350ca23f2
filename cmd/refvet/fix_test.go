package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWritable refuses files that fixes must not be written to.
func TestWritable(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.go")
	f := &fixable{name: name, content: []byte("package a\n")}
	var tr trial
	check := func(want string) {
		t.Helper()
		if err := tr.writable(f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error about %q", err, want)
		}
	}
	check("no such file")
	if err := os.WriteFile(name, f.content, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := tr.writable(f); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(name, []byte("package b\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	check("has changed meanwhile: run refvet again")
	if err := os.Chmod(name, 0o444); err != nil {
		t.Fatal(err)
	}
	check("is read-only")
}
