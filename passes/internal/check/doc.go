package check

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"strings"
)

// extractDoc returns the section "# Analyzer name" of the package comment in
// the given Go source, without the "name: " that begins it: what
// [analysis.Analyzer.Doc] wants. The form is that of the passes of x/tools, so
// that one text serves pkg.go.dev and the terminal.
func extractDoc(source, name string) (string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", source, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	if file.Doc == nil {
		return "", errors.New("no package comment")
	}
	_, section, ok := strings.Cut(file.Doc.Text(), "# Analyzer "+name+"\n")
	if !ok {
		return "", fmt.Errorf("no heading %q", "# Analyzer "+name)
	}
	doc, ok := strings.CutPrefix(strings.TrimSpace(section), name+": ")
	if !ok {
		return "", fmt.Errorf("the heading is not followed by a line %q", name+": summary")
	}
	return doc, nil
}
