// Command golangci-lint is golangci-lint with refvet in it, like the one that
// "golangci-lint custom" builds from docs/golangci/.custom-gcl.yml, but of the
// refvet of this work tree. scripts/test-golangci builds it, and the tests of
// passes/gclplugin run it.
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/refvet/refvet/passes/gclplugin"
)

func main() {
	// Of a development version, golangci-lint puts the hash of the binary into
	// the keys of its cache: there a work tree's plugin changes without notice.
	info := commands.BuildInfo{Version: "(devel)", GoVersion: "unknown", Commit: "unknown", Date: "unknown"}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
