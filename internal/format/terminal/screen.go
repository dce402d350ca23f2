// Package terminal writes a report for people at a terminal: with the source
// line of each step, a caret below what the step speaks of, and colours.
package terminal

import (
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// A Screen says what a terminal can show.
type Screen struct {
	Color bool
	Width int // in columns
}

// Detect reports whether w is a terminal, and which kind. One that is there for a
// program to read is none.
func Detect(w io.Writer) (Screen, bool) {
	file, ok := w.(*os.File)
	if !ok || dumb() || !term.IsTerminal(int(file.Fd())) {
		return Screen{}, false
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil || width < 20 {
		width = 80
	}
	// See https://no-color.org.
	return Screen{Color: os.Getenv("NO_COLOR") == "", Width: width}, true
}

// dumb reports whether the terminal is one that an editor reads, which wants a line
// for each position: it calls itself dumb, or is Emacs's compilation buffer, where
// TERM is what Emacs itself has.
func dumb() bool {
	return strings.HasPrefix(os.Getenv("TERM"), "dumb") || strings.Contains(os.Getenv("INSIDE_EMACS"), ",compile")
}
