package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"slices"
)

// A subcommand is one of refvet's commands that take flags.
type subcommand struct {
	name    string   // "" for refvet itself
	flags   []string // that it takes, beside -C, -stubs and those of go build
	formats []string
}

var (
	analyseCommand   = subcommand{"", nil, formatNames} // all flags
	contractsCommand = subcommand{"contracts", []string{"o"}, []string{plainText}}
	explainCommand   = subcommand{"explain", []string{"o", "format", "baseline"}, []string{plainText, "json"}}
)

// takes returns an error for a flag that would be ignored.
func (c subcommand) takes(flag string) error {
	_, build := buildFlags[flag]
	if c.name == "" || build || flag == "C" || flag == "stubs" || slices.Contains(c.flags, flag) {
		return nil
	}
	return fmt.Errorf("refvet %s does not take -%s (see refvet help)", c.name, flag)
}

// conflicts returns an error for flags that would be ignored.
func (opts *options) conflicts(command subcommand, flags *flag.FlagSet) (err error) {
	flags.Visit(func(f *flag.Flag) { err = cmp.Or(err, command.takes(f.Name)) })
	reports := opts.output == "" && opts.format == plainText
	switch {
	case err != nil:
		return err
	case !opts.suppressed && opts.format != "sarif" && opts.format != "json":
		return errors.New("-suppressed=false is for -format=sarif and json: no other format shows what is suppressed")
	case opts.writeBaseline != "" && !reports:
		return errors.New("-write-baseline reports nothing: leave out -format and -o")
	case opts.diff && !reports:
		return errors.New("-diff prints a patch: leave out -format and -o")
	}
	return nil
}
