package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/refvet/refvet/analyzer/finding"
)

// A Reading is what the words of a step say. Drivers hand on text only (go vet
// -json has a position and a message for each related position), so that what
// shows steps in another form must read them back; it is done here, beside the
// words themselves.
type Reading struct {
	Kind   finding.StepKind
	Object string // as worded: "s", or "the session" where it has no name
	Call   string // or ""
	Count  int    // references owed after the step; -1 where it means nothing
	Text   string // the words without the count
}

// Read reads what [words] wrote. It reports whether the text is of its making.
func Read(text string) (Reading, bool) {
	r := Reading{Kind: finding.Inside, Count: -1, Text: text}
	if g := owed().FindStringSubmatch(text); g != nil {
		r.Text = strings.TrimSuffix(text, g[0])
		r.Count, _ = strconv.Atoi(g[1])
	}
	for _, p := range patterns() {
		if g := p.text.FindStringSubmatch(r.Text); g != nil {
			r.Kind = p.kind
			if i := p.text.SubexpIndex("object"); i > 0 {
				r.Object = g[i]
			}
			if i := p.text.SubexpIndex("call"); i > 0 {
				r.Call = g[i]
			}
			return r, true
		}
	}
	return r, false
}

// Possible reports whether a finding of the check with this message rests on an
// effect that may fail to happen.
func Possible(check, message string) bool {
	open := strings.LastIndexByte(message, '(')
	return check != string(finding.Contract) && open >= 0 && strings.HasPrefix(message[open:], "(possible ")
}

var owed = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(` \((\d+) references? owed\)$`) })

type pattern struct {
	kind finding.StepKind
	text *regexp.Regexp
}

// patterns are made when they are first asked for: a vettool never does.
var patterns = sync.OnceValue(makePatterns)

func makePatterns() []pattern {
	list := []pattern{{finding.Used, overReleased.pattern()}}
	for _, p := range escapes {
		list = append(list, pattern{finding.Stored, p.pattern()})
	}
	for kind, p := range phrases {
		list = append(list, pattern{kind, p.pattern()})
	}
	// Longer ones first: "{object} stored here" is also the end of others.
	slices.SortFunc(list, func(a, b pattern) int {
		if n := len(b.text.String()) - len(a.text.String()); n != 0 {
			return n
		}
		return strings.Compare(a.text.String(), b.text.String())
	})
	return list
}

// pattern returns a regular expression for what words makes of p.
func (p phrase) pattern() *regexp.Regexp {
	text := regexp.QuoteMeta(string(p))
	text = strings.NewReplacer(
		`\[`, `(?:`, `\]`, `)?`,
		`\{object\}`, `(?P<object>.+?)`, `\{call\}`, `(?P<call>.+?)`,
	).Replace(text)
	return regexp.MustCompile(`^` + text + `$`)
}
