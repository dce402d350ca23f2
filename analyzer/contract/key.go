package contract

import (
	"strconv"
	"strings"
)

// Key is the path element that stands for the element of a list or map that
// parameter i picks.
func Key(i int) string { return "[#" + strconv.Itoa(i) + "]" }

// IsKey reports whether the path element e begins with a [Key], of which parameter,
// and what of the element follows: a field of it.
func IsKey(e string) (i int, field string, ok bool) {
	inner, ok := strings.CutPrefix(e, "[#")
	if !ok {
		return 0, "", false
	}
	num, field, ok := strings.Cut(inner, "]")
	i, err := strconv.Atoi(num)
	return i, field, ok && err == nil
}
