package terminal

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

const tabWidth = 4

// clean replaces what a terminal would act on: source code and file names must
// not move its cursor or set its title.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// window returns the part of a source line, without its indentation and with
// tabs expanded, that fits into the room with what is between two byte columns;
// and the columns of the screen, from 0, where that starts and ends.
func window(line string, column, end, room int) (text string, from, to int) {
	room = max(room, 20)
	var cells []rune // one each, or a wide rune and a 0
	for i, r := range line {
		if i == column-1 {
			from = len(cells)
		}
		if i == end-1 {
			to = len(cells)
		}
		switch {
		case r == '\t':
			for ok := true; ok; ok = len(cells)%tabWidth != 0 {
				cells = append(cells, ' ')
			}
		case unicode.Is(unicode.Mn, r): // combines with the one before
		default:
			cells = append(cells, []rune(clean(string(r)))...)
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				cells = append(cells, 0)
			}
		}
	}
	if end > len(line) {
		to = len(cells)
	}
	start := 0
	for start < len(cells) && cells[start] == ' ' && start < from {
		start++
	}
	if from-start > room*3/4 { // far to the right
		start = from - room/4
	}
	stop := min(len(cells), start+room)
	text = strings.ReplaceAll(string(cells[start:stop]), "\x00", "")
	return text, from - start, max(from-start+1, min(to, stop)-start)
}
