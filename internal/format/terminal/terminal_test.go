package terminal

import (
	"bytes"
	"os"
	"testing"
	"time"
)

func TestWindow(t *testing.T) {
	const long = "\t\tx := 0123456789012345678901234567890123456789 + call(a)"
	for _, test := range []struct {
		line             string
		column, end      int
		room             int
		text, underlined string
	}{
		{"\ts := f(x)", 7, 11, 80, "s := f(x)", "f(x)"},
		{"\ts :=\tf(x)", 7, 11, 80, "s :=    f(x)", "f(x)"},
		{"a(1)", 1, 5, 80, "a(1)", "a(1)"},
		{"\tx(\x1b[31m\u202e)", 2, 4, 80, "x(\uFFFD[31m\uFFFD)", "x("},
		{"x漢字 f()", 9, 12, 80, "x漢字 f()", "() "}, // two columns each: runes are not columns
		{long, 51, 58, 24, "789 + call(a)", "call(a)"},
	} {
		text, from, to := window(test.line, test.column, test.end, test.room)
		cells := []rune(text + "     ")
		if text != test.text || string(cells[from:to]) != test.underlined && test.line[0] != 'x' {
			t.Errorf("window(%q, %d, %d, %d) = %q, %d, %d: %q; want %q: %q", test.line, test.column, test.end, test.room,
				text, from, to, string(cells[from:to]), test.text, test.underlined)
		}
	}
	if _, from, to := window("x漢字 f()", 9, 12, 80); from != 6 || to != 9 {
		t.Errorf("wide characters: columns %d to %d, want 6 to 9", from, to)
	}
}

func TestProgress(t *testing.T) {
	now := time.Now()
	var out bytes.Buffer
	p := &Progress{screen: Screen{Width: 30}, start: now, now: func() time.Time { return now }, stop: make(chan struct{}), out: &out}
	p.show() // too early
	now = now.Add(1500 * time.Millisecond)
	p.Done(7)
	p.show()
	p.show() // nothing new
	p.Write([]byte("message\n"))
	p.show()
	p.Close()
	p.show() // too late
	const line, gone = "refvet: 7 packages done, 1 s", "\r\x1b[K"
	if want := line + gone + "message\n" + line + gone; out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
	if NewProgress(&out) != nil {
		t.Error("progress for what is no terminal")
	}
	file, err := os.Create(t.TempDir() + "/f")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, ok := Detect(file); ok {
		t.Error("a file is taken for a terminal")
	}
}
