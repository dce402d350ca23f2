package sarif

import (
	"go/doc/comment"
	"strings"

	"github.com/refvet/refvet/internal/format"
)

// newRule describes a check. Its help is the check's page.
func newRule(c format.Check) rule {
	doc := new(comment.Parser).Parse(c.Doc)
	printer := &comment.Printer{HeadingLevel: 2, DocLinkBaseURL: "https://pkg.go.dev"}
	out := rule{
		ID:                   c.Name,
		Name:                 c.Name,
		ShortDescription:     message{Text: sentence(c.Summary)},
		FullDescription:      message{Text: sentence(c.Summary) + " " + firstParagraph(c.Doc)},
		Help:                 message{Text: string(printer.Text(doc)), Markdown: string(printer.Markdown(doc))},
		HelpURI:              c.URL,
		DefaultConfiguration: configuration{"error"},
		Properties: ruleProperties{
			Tags: append([]string{}, c.Tags...), Precision: "high", ProblemSeverity: "error", SecuritySeverity: c.Severity,
		},
	}
	return out
}

// sentence makes a sentence of a summary.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

func firstParagraph(doc string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(doc), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}
