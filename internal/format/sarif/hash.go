package sarif

import (
	"fmt"
	"unicode/utf16"
)

// lineHashes returns a hash for each line of a file, as GitHub's code scanning
// defines them: over the hundred characters from the start of the line on,
// without blanks and tabs, and with a number to tell equal ones apart. So a
// result stays what it is when lines above it come and go.
func lineHashes(text string) map[int]string {
	chars, starts := hashed(text)
	hashes := make(map[int]string, len(starts))
	seen := make(map[uint64]int)
	for i, start := range starts {
		var h uint64
		for k := start; k < start+window; k++ {
			h *= 37
			if k < len(chars) {
				h += uint64(chars[k])
			}
		}
		seen[h]++
		hashes[i+1] = fmt.Sprintf("%x:%d", h, seen[h])
	}
	return hashes
}

const (
	window    = 100
	endOfFile = 0xFFFF
)

// hashed returns the characters that are hashed, and where in them lines start.
func hashed(text string) (chars []uint16, starts []int) {
	lineStart, afterCR := true, false
	for _, c := range append(utf16.Encode([]rune(text)), endOfFile) {
		if c == ' ' || c == '\t' || afterCR && c == '\n' {
			afterCR = false
			continue
		}
		afterCR = c == '\r'
		if afterCR {
			c = '\n'
		}
		if lineStart {
			starts = append(starts, len(chars))
		}
		lineStart = c == '\n'
		chars = append(chars, c)
	}
	return chars, starts
}
