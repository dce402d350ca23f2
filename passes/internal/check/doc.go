package check

import (
	"errors"
	"fmt"
	"strings"
)

// extractDoc returns the section "# Analyzer name" of the package comment in
// the given Go source, without the "name: " that begins it: what
// [analysis.Analyzer.Doc] wants. The form is that of the passes of x/tools, so
// that one text serves pkg.go.dev and the terminal.
func extractDoc(source, name string) (string, error) {
	comment := packageComment(source)
	if comment == "" {
		return "", errors.New("no package comment")
	}
	_, section, ok := strings.Cut(comment, "# Analyzer "+name+"\n")
	if !ok {
		return "", fmt.Errorf("no heading %q", "# Analyzer "+name)
	}
	doc, ok := strings.CutPrefix(strings.TrimSpace(section), name+": ")
	if !ok {
		return "", fmt.Errorf("the heading is not followed by a line %q", name+": summary")
	}
	return doc, nil
}

// packageComment returns the text of the line comment directly above the package
// clause. It is tempting to leave that to go/parser, but this runs for each check
// at the start of each process, and go vet starts one for each package.
func packageComment(source string) string {
	var b strings.Builder
	for line := range strings.Lines(source) {
		text, ok := strings.CutPrefix(line, "//")
		switch {
		case ok:
			b.WriteString(strings.TrimPrefix(text, " "))
		case strings.HasPrefix(line, "package "):
			return b.String()
		default:
			b.Reset() // a comment about something else
		}
	}
	return ""
}
