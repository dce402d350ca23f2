package sarif

import (
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/refvet/refvet/internal/format"
)

func (p *printer) location(l format.Location) location {
	return location{PhysicalLocation: physicalLocation{ArtifactLocation: p.artifact(l), Region: p.region(l)}}
}

func (p *printer) artifact(l format.Location) artifactLocation {
	name, dir := p.base(l)
	switch {
	case name == root:
		return artifactLocation{URI: relativeURI(l.File), URIBaseID: root}
	case name != "":
		return artifactLocation{URI: relativeURI(format.Relative(dir, l.Path)), URIBaseID: name}
	case filepath.IsAbs(l.Path):
		return artifactLocation{URI: fileURI(l.Path)}
	}
	return artifactLocation{URI: relativeURI(l.File)} // nobody knows relative to what
}

// base returns the innermost directory with a name that holds the file: the
// repository's, or one of the go command's. A machine's own paths are of no use
// to others.
func (p *printer) base(l format.Location) (name, dir string) {
	if l.File != filepath.ToSlash(l.Path) {
		return root, p.report.Root
	}
	for _, b := range p.report.Bases {
		if b.Dir != "" && format.Relative(b.Dir, l.Path) != filepath.ToSlash(l.Path) {
			return b.Name, b.Dir
		}
	}
	return "", ""
}

func relativeURI(path string) string { return (&url.URL{Path: path}).String() }

func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // c:/dir
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func directoryURI(dir string) string { return strings.TrimSuffix(fileURI(dir), "/") + "/" }

// region returns the region of l, with columns in UTF-16 code units, as its
// readers have them; Go counts bytes.
func (p *printer) region(l format.Location) *region {
	if l.Line < 1 {
		return nil
	}
	src := p.report.Sources.File(l.Path)
	out := &region{StartLine: l.Line}
	if l.Column > 0 {
		out.StartColumn = column(src.Line(l.Line), l.Column)
		out.EndLine = l.EndLine
		out.EndColumn = column(src.Line(l.EndLine), l.EndColumn)
	}
	if line := src.Line(l.Line); l.EndLine == l.Line && l.Column > 0 && l.EndColumn > l.Column && l.EndColumn <= len(line)+1 {
		out.Snippet = &message{Text: strings.ToValidUTF8(line[l.Column-1:l.EndColumn-1], "\uFFFD")}
	}
	return out
}

func column(line string, bytes int) int {
	if bytes < 1 || bytes > len(line)+1 {
		return max(bytes, 1)
	}
	return len(utf16.Encode([]rune(line[:bytes-1]))) + 1
}

// lineHash returns the fingerprint by which GitHub tells whether a result is an
// old one. It computes the same where a workflow uploads the report, but not
// where a script does.
func (p *printer) lineHash(l format.Location) string {
	hashes, ok := p.hashes[l.Path]
	if !ok {
		if text := p.report.Sources.File(l.Path).Text; text != "" {
			hashes = lineHashes(text)
		}
		p.hashes[l.Path] = hashes
	}
	return hashes[l.Line]
}
