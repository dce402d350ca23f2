package catalog

import (
	"strings"
	"sync"
)

// Mentions reports whether the embedded stubs may have the C function, by its own
// name or a shim's. It reports true too often, but is far cheaper than [Default]:
// of the packages that use cgo, few have to do with OpenSSL.
func Mentions(name string) bool {
	m := mentioned()
	for _, n := range m.shims.unshimmed(name) {
		if m.names[n] {
			return true
		}
	}
	return false
}

type mentions struct {
	names map[string]bool
	shims *Catalog // knows the shims only
}

// mentioned reads the stubs line by line: gofmt puts each declaration at the start
// of one.
var mentioned = sync.OnceValue(func() mentions {
	shims := newStubs()
	m := mentions{map[string]bool{}, &Catalog{[]*Stubs{shims}}}
	entries, _ := embedded.ReadDir(".")
	for _, e := range entries {
		text, _ := embedded.ReadFile(e.Name())
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "func "); ok {
				if name, _, _ := strings.Cut(rest, "("); name != "" { // no method
					m.names[name] = true
				}
			} else if rest, ok := strings.CutPrefix(line, directivePrefix+"shim prefix "); ok {
				shims.prefixes = append(shims.prefixes, strings.TrimSpace(rest))
			} else if rest, ok := strings.CutPrefix(line, directivePrefix+"shim suffix "); ok {
				shims.suffixes = append(shims.suffixes, strings.TrimSpace(rest))
			}
		}
	}
	return m
})
