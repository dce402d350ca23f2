// Package page writes a report as one HTML file that needs nothing else: no
// network, no server, no other file.
//
// What comes from outside (source code, names, messages) reaches the page
// through html/template only, and the page's policy lets no script run but its
// own. A finding's path is in a template element, so that a browser lays out
// what is open only: a thousand findings are no burden.
package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"sync"

	"github.com/refvet/refvet/internal/format"
)

//go:embed page.gohtml
var pageText string

//go:embed page.css
var style string

//go:embed page.js
var script string

// page is parsed when it is first asked for: a vettool never does.
var page = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageText)) })

// Write writes the report.
func Write(w io.Writer, r *format.Report) error {
	var buf bytes.Buffer // a page that ends in the middle is worse than none
	if err := page().Execute(&buf, newView(r)); err != nil {
		return err
	}
	_, err := w.Write(buf.Bytes())
	return err
}

// scriptElement is the page's script; scriptHash is by which its policy knows it.
var (
	scriptElement = template.HTML("<script>" + script + "</script>")
	scriptHash    = hash(script)
)

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}
