package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// options is a parsed command line.
type options struct {
	dir        string   // -C, absolute, or ""
	stubs      []string // -stubs, absolute
	checkFlags []string // -leak=false and so on
	buildFlags []string // for the go command
	patterns   []string
	format     string // -format
	output     string // -o: a file, or "" for standard output
	suppressed bool   // -suppressed

	baseline      string // -baseline
	writeBaseline string // -write-baseline
	newFrom       string // -new-from

	fix  bool // -fix
	diff bool // -diff
}

// buildFlags lists the flags of the go command that refvet passes on, and
// whether they are boolean.
var buildFlags = map[string]bool{
	"a": true, "asan": true, "msan": true, "race": true, "trimpath": true, "x": true,
	"compiler": false, "mod": false, "modfile": false, "overlay": false, "p": false, "tags": false,
}

// flagUsage has the help text of the flags that are not checks.
const flagUsage = `  -C dir          change to dir first
  -CHECK          run only the checks so named
  -CHECK=false    run all checks but those so named
  -possible=false leave out what is only possible
  -format name    text, json, sarif, github (annotations) or html; explain: text, json
  -suppressed=false
                  leave out of sarif and json what a baseline lists or the source ignores
  -o file         write to the file in place of standard output
  -baseline file  leave out the findings that the file lists
  -write-baseline file
                  write the file that lists all findings, and report none
  -new-from rev   report only what has to do with lines changed since git's rev
  -fix            fix what can be fixed for sure, and report the rest
  -fix -diff      print what -fix would change, and write nothing
  -stubs files    comma-separated stub files with contracts of your own
  -tags list, -mod mode, -modfile file, -overlay file, -race, -msan, -asan,
  -trimpath, -compiler name, -p n, -a, -x
                  as for go build; -a analyses again what is cached
`

// A pass-through flag value: it records the flag as it was written.
type recorded struct {
	name    string
	boolean bool
	list    *[]string
}

func (r recorded) String() string   { return "" }
func (r recorded) IsBoolFlag() bool { return r.boolean }
func (r recorded) Set(value string) error {
	if r.boolean && value != "true" && value != "false" {
		return errors.New("want true or false")
	}
	*r.list = append(*r.list, "-"+r.name+"="+value)
	return nil
}

// parseOptions parses the command line of a command.
func parseOptions(command subcommand, args []string) (*options, error) {
	var opts options
	var stubs string
	flags := opts.flagSet(&stubs)
	if err := flags.Parse(args); err != nil {
		return nil, flagError(err)
	}
	if err := errors.Join(opts.conflicts(command, flags), checkOutput(&opts, command.formats), checkFix(&opts)); err != nil {
		return nil, err
	}
	opts.patterns = flags.Args()
	for _, p := range opts.patterns {
		if strings.HasPrefix(p, "-") {
			return nil, fmt.Errorf("flag %s comes after a package: put flags first", p)
		}
	}
	if len(opts.patterns) == 0 {
		opts.patterns = []string{"."}
	}
	return &opts, opts.absolute(stubs)
}

// flagSet returns all flags of refvet, which set opts and stubs.
func (opts *options) flagSet(stubs *string) *flag.FlagSet {
	flags := flag.NewFlagSet("refvet", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&opts.dir, "C", "", "")
	flags.StringVar(stubs, "stubs", "", "")
	flags.StringVar(&opts.format, "format", plainText, "")
	flags.StringVar(&opts.output, "o", "", "")
	flags.BoolVar(&opts.suppressed, "suppressed", true, "")
	flags.StringVar(&opts.baseline, "baseline", "", "")
	flags.StringVar(&opts.writeBaseline, "write-baseline", "", "")
	flags.StringVar(&opts.newFrom, "new-from", "", "")
	flags.BoolVar(&opts.fix, "fix", false, "")
	flags.BoolVar(&opts.diff, "diff", false, "")
	for _, name := range checkNames() {
		flags.Var(recorded{name, true, &opts.checkFlags}, name, "")
	}
	flags.Var(recorded{"possible", true, &opts.checkFlags}, "possible", "")
	for name, boolean := range buildFlags {
		flags.Var(recorded{name, boolean, &opts.buildFlags}, name, "")
	}
	return flags
}

func flagError(err error) error {
	name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !ok {
		return fmt.Errorf("%w (see refvet help)", err)
	}
	return fmt.Errorf("unknown flag -%s (the checks are %s; see refvet help)", name, strings.Join(checkNames(), ", "))
}

// absolute makes the paths of opts absolute: stub files are named relative to
// our own directory, and are read by a vettool that runs in the packages'.
func (opts *options) absolute(stubs string) (err error) {
	if opts.dir != "" {
		if opts.dir, err = filepath.Abs(opts.dir); err != nil {
			return err
		}
	}
	for _, file := range []*string{&opts.baseline, &opts.writeBaseline} {
		if *file != "" {
			if *file, err = filepath.Abs(*file); err != nil {
				return err
			}
		}
	}
	opts.stubs, err = absoluteStubs(splitList(stubs))
	return err
}

// splitList splits a comma-separated list, without empty elements.
func splitList(list string) []string {
	return slices.DeleteFunc(strings.Split(list, ","), func(s string) bool { return s == "" })
}
