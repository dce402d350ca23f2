// Package github writes a report as workflow commands, which GitHub Actions
// shows as annotations beside the code of a pull request.
package github

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/refvet/refvet/internal/format"
)

// Write writes a command for each finding that is not suppressed: an error, or
// a warning if it is only possible. The steps follow in the message, as GitHub
// has nothing like them.
func Write(w io.Writer, r *format.Report) error {
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Suppression != nil {
			continue
		}
		if _, err := io.WriteString(w, command(r, f)); err != nil {
			return err
		}
	}
	return nil
}

func command(r *format.Report, f *format.Finding) string {
	level := "error"
	if f.Possible {
		level = "warning"
	}
	at := f.Location
	properties := []string{
		"file=" + property(file(r, at)),
		"line=" + strconv.Itoa(at.Line),
		"endLine=" + strconv.Itoa(at.EndLine),
	}
	if at.Column > 0 && at.EndLine == at.Line { // columns are for one line only
		properties = append(properties,
			"col="+strconv.Itoa(at.Column),
			// GitHub's last column is that of the last character.
			"endColumn="+strconv.Itoa(max(at.Column, at.EndColumn-1)))
	}
	properties = append(properties, "title="+property("refvet: "+f.Check))
	return fmt.Sprintf("::%s %s::%s\n", level, strings.Join(properties, ","), data(message(r, f)))
}

func message(r *format.Report, f *format.Finding) string {
	var b strings.Builder
	b.WriteString(f.Message)
	for i := range f.Steps {
		s := &f.Steps[i]
		fmt.Fprintf(&b, "\n%d. %s:%d: %s%s", i+1, file(r, s.Location), s.Location.Line, s.Message, s.Owed())
	}
	return b.String()
}

// file returns the path of a file as GitHub wants it: relative to the
// workspace, of which the repository is usually, but not always, the root.
func file(r *format.Report, at format.Location) string {
	if workspace := os.Getenv("GITHUB_WORKSPACE"); workspace != "" {
		if rel := format.Relative(workspace, at.Path); rel != at.Path {
			return rel
		}
	}
	return at.File
}

// The runner undoes these, and no other, escapes.
var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func data(s string) string     { return dataEscapes.Replace(s) }
func property(s string) string { return propertyEscapes.Replace(s) }
