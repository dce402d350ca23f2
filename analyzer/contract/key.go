package contract

import (
	"strconv"
	"strings"
)

// Key is the path element that stands for the element of a list or map that
// parameter i picks.
func Key(i int) string { return "[#" + strconv.Itoa(i) + "]" }

// IsKey reports whether the path element e is a [Key], and of which parameter.
func IsKey(e string) (i int, ok bool) {
	inner, ok := strings.CutPrefix(e, "[#")
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(strings.TrimSuffix(inner, "]"))
	return i, err == nil
}
