// Command refvet reports reference-count misuse of OpenSSL sessions and other
// OpenSSL objects in Go code.
//
// It is a vettool (go vet -vettool=$(which refvet) ./...), and a command of its
// own (refvet ./...), which runs go vet with itself as the vettool. Run "refvet
// help" for its use.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/refvet/refvet/passes"
)

// Exit codes of the command; as a vettool it has those of unitchecker.
const (
	exitClean    = 0
	exitFindings = 1
	exitTrouble  = 2
)

func main() {
	args := os.Args[1:]
	if isVettool(args) {
		vettool(args) // does not return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(command(ctx, args, os.Stdout, os.Stderr))
}

// command is refvet on its own: it returns the exit code.
func command(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 {
		switch args[0] {
		case "help", "-h", "-help", "--help":
			return help(args[1:], stdout, stderr)
		case "version", "-version", "--version":
			if len(args) > 1 {
				return trouble(stderr, fmt.Errorf("version takes no arguments: %s", strings.Join(args[1:], " ")))
			}
			fmt.Fprintln(stdout, versionLine())
			return exitClean
		case "stubflags":
			return stubflags(args[1:], stdout, stderr)
		case "explain":
			return explainLine(ctx, args[1:], stdout, stderr)
		case "contracts":
			return printContracts(ctx, args[1:], stdout, stderr)
		}
	}
	opts, err := parseOptions(analyseCommand, args)
	if err != nil {
		return trouble(stderr, err)
	}
	return run(ctx, opts, stdout, stderr)
}

// trouble reports err and returns the exit code for it.
func trouble(stderr io.Writer, err error) int {
	fmt.Fprintf(stderr, "refvet: %v\n", err)
	return exitTrouble
}

// checkNames lists the checks, in order.
func checkNames() []string {
	var names []string
	for _, a := range passes.All {
		names = append(names, a.Name)
	}
	return names
}

// isVettool reports whether the go command calls: to learn the tool's version
// or flags, or to have one package analysed.
func isVettool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	switch last := args[len(args)-1]; {
	case len(args) == 1 && (last == "-flags" || strings.HasPrefix(last, "-V=")):
		return true
	default:
		return strings.HasSuffix(last, ".cfg")
	}
}
