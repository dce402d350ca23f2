package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/refvet/refvet/passes"
)

const overview = `refvet reports reference-count misuse of OpenSSL sessions, connections, contexts
and other OpenSSL objects in Go code, through cgo and through Go wrappers.

Usage:

  refvet [flags] [packages]                      analyse packages (default: .)
  go vet -vettool=$(which refvet) [flags] [packages]
                                                 the same, as a part of go vet
  refvet contracts [flags] [packages]            print what is known of exported functions, as stubs
  refvet explain [flags] file.go:LINE            tell what is known at a line, and why nothing is reported
  refvet stubflags FILE...                       print the flags that make go vet use stub files
  refvet help [CHECK]                            print this, or a check's page
  refvet version                                 print the version

Checks:

`

const commandFlags = `
refvet contracts takes -C, -o, -stubs and the flags of go build; refvet explain
those, -format and -baseline.
`

const exitCodes = `
Exit codes: 0 no finding, 1 findings, 2 trouble (results, if any, are partial).
`

// help prints the overview, or the pages of the named checks.
func help(names []string, stdout, stderr io.Writer) int {
	if len(names) == 0 {
		fmt.Fprint(stdout, overview)
		for _, a := range passes.All {
			summary, _, _ := strings.Cut(a.Doc, "\n")
			fmt.Fprintf(stdout, "  %-16s%s\n", a.Name, summary)
		}
		fmt.Fprint(stdout, "\nFlags:\n\n", flagUsage, commandFlags, exitCodes)
		return exitClean
	}
	for i, name := range names {
		page := checkPage(name)
		if page == "" {
			return trouble(stderr, fmt.Errorf("no check is named %q: the checks are %s", name, strings.Join(checkNames(), ", ")))
		}
		if i > 0 {
			fmt.Fprintln(stdout)
		}
		fmt.Fprintln(stdout, page)
	}
	return exitClean
}

func checkPage(name string) string {
	for _, a := range passes.All {
		if a.Name == name {
			return a.Name + ": " + a.Doc
		}
	}
	return ""
}

// moduleVersion returns the version of refvet, such as v1.2.3.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return "(unknown version)"
}

// versionLine says which refvet this is, and what it was built with and from.
func versionLine() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "refvet (unknown version)"
	}
	line := "refvet " + info.Main.Version + " " + info.GoVersion
	for _, m := range info.Deps {
		if m.Path == "golang.org/x/tools" {
			line += " x/tools " + m.Version
		}
	}
	return line
}
