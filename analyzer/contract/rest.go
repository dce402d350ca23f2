package contract

import (
	"slices"
	"strconv"
	"strings"
)

// Rest is the path element that stands for any of the elements of a list from
// index n on: which of them is not known.
func Rest(n int64) string { return "[" + strconv.FormatInt(n, 10) + ":]" }

// IsRest reports whether the path element e is a [Rest], and from which index on.
func IsRest(e string) (n int64, ok bool) {
	inner, ok := strings.CutSuffix(e, ":]")
	if !ok || !strings.HasPrefix(inner, "[") {
		return 0, false
	}
	n, err := strconv.ParseInt(inner[1:], 10, 64)
	return n, err == nil
}

// List cuts p at its first [Rest]: it returns the path of the list, and from which
// index on p speaks of its elements.
func (p Path) List() (list Path, n int64, ok bool) {
	at := slices.IndexFunc(p.Elems, func(e string) bool { _, rest := IsRest(e); return rest })
	if at < 0 {
		return p, 0, false
	}
	n, _ = IsRest(p.Elems[at])
	p.Elems = p.Elems[:at:at]
	return p, n, true
}
