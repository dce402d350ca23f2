package outputtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/refvet/refvet/internal/format"
	"github.com/refvet/refvet/internal/format/page"
)

// A tab is a page in a real browser. What goes wrong in it fails the test:
// exceptions, what the page's policy forbids, and requests to a network.
type tab struct {
	t   *testing.T
	ctx context.Context
	dir string // for screenshots, or ""
}

var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

func newTab(t *testing.T) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: no browser")
	}
	program := ""
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Fatal("no browser: install one (Debian: apt-get install chromium), or run go test -short")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.WindowSize(1500, 1000))
	if os.Geteuid() == 0 { // where Chromium has no sandbox
		options = append(options, chromedp.NoSandbox)
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("exception in the page: %s, line %d", e.ExceptionDetails.Text, e.ExceptionDetails.LineNumber+1)
		case *log.EventEntryAdded:
			t.Errorf("the browser says: %s", e.Entry.Text)
		case *network.EventRequestWillBeSent:
			if u, err := url.Parse(e.Request.URL); err != nil || u.Scheme != "file" && u.Scheme != "data" {
				t.Errorf("request to the network: %s", e.Request.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return &tab{t, ctx, os.Getenv("REFVET_SCREENSHOTS")}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// open opens the report, at the finding that the fragment names.
func (b *tab) open(file, fragment string) {
	b.t.Helper()
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate((&url.URL{Scheme: "file", Path: file, Fragment: fragment}).String()))
}

// eval evaluates JavaScript.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// want checks the value of a JavaScript expression. A page may take a moment to
// react.
func (b *tab) want(expression, want string) {
	b.t.Helper()
	for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		got := fmt.Sprint(eval[any](b, expression))
		if got == want {
			return
		}
		if time.Since(start) > 3*time.Second {
			b.t.Errorf("%s is %s, want %s", expression, got, want)
			return
		}
	}
}

func (b *tab) press(keys string) { b.t.Helper(); b.do(chromedp.KeyEvent(keys)) }

func (b *tab) click(selector chromedp.CSS) { b.t.Helper(); b.do(chromedp.Click(selector)) }

// filter types into the filter, which has the focus.
func (b *tab) filter(words string) {
	b.t.Helper()
	b.want(`document.activeElement.id`, "filter")
	// The protocol sends the character of a key also where the page has taken
	// the key for itself, which no keyboard does.
	eval[any](b, `document.getElementById("filter").value = ""`)
	b.do(chromedp.SendKeys(chromedp.CSS("#filter"), words))
}

// screenshot saves what is seen, for people to look at.
func (b *tab) screenshot(name string) {
	b.t.Helper()
	if b.dir == "" {
		return
	}
	b.do(chromedp.Sleep(300 * time.Millisecond))
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.dir, name+".png"), png, 0o666); err != nil {
		b.t.Fatal(err)
	}
}

func report(t *testing.T, dir string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	refvet(t, "-C", dir, "-format=html", "-o="+file, "./...")
	return file
}

const (
	shown   = `document.querySelectorAll(".finding:not([hidden])").length`
	current = `document.querySelector(".finding.current")?.id.split("-")[0]`
	isOpen  = `document.querySelectorAll(".finding[open]").length`
	active  = `document.querySelector(".finding.current .step.active")?.dataset.step`
)

// TestPage uses the report of the example as a person would.
func TestPage(t *testing.T) {
	file := report(t, "../../testdata/example")
	b := newTab(t)
	b.open(file, "")
	b.want(shown, "7")
	b.want(isOpen, "0")
	b.want(`document.querySelectorAll(".step").length`, "0") // nothing is laid out that is not seen
	b.screenshot("list")

	// Keys: findings, steps.
	b.press("j")
	b.want(current, "useafterrelease")
	b.press(kb.Enter)
	b.want(isOpen, "1")
	b.want(active, "<nil>")
	b.press("n")
	b.want(active, "1")
	b.press("n")
	b.want(active, "2")
	b.want(`location.hash`, "#"+eval[string](b, `document.querySelector(".finding.current").id`)+".2")
	b.want(`document.querySelector(".note.active .words").textContent`, "borrow ended here by c.Close")
	b.want(`document.querySelector(".note.active .state").textContent`, "gone")
	b.want(`Array.from(document.querySelectorAll(".code .lit"), e => e.textContent).join("")`, "c.Close()")
	b.want(`document.querySelectorAll(".arrow").length`, "4")
	b.want(`document.querySelectorAll(".arrow.lit").length`, "1")
	b.screenshot("step")
	b.press("p")
	b.want(active, "1")
	b.press("p")
	b.want(active, "1")
	b.press("j")
	b.want(current, "borrowescape")
	b.press("k")
	b.want(current, "useafterrelease")
	b.press(kb.Enter)
	b.want(isOpen, "0")

	// Filter: words, in any order; then groups.
	b.press("/")
	b.filter("CLIENT session1")
	b.want(shown, "1")
	b.want(`document.getElementById("shown").textContent`, "1 of 7")
	b.press(kb.Escape)
	b.press(kb.Escape)
	b.want(shown, "7")
	b.click(`[data-facet=check] [data-value=overrelease]`)
	b.want(shown, "2")
	b.click(`[data-facet=package] [data-value$=client]`)
	b.want(shown, "1")
	b.screenshot("filtered")
	b.press("/")
	b.filter("nothing is like this")
	b.want(shown, "0")
	b.click("#clear")
	b.want(shown, "7")

	// Deep links, to a finding and to a step.
	id := eval[string](b, `document.querySelector("[data-check=overrelease]").id`)
	b.open(file, id)
	b.want(isOpen, "1")
	b.want(current, "overrelease")
	b.screenshot("finding")
	b.click(`.step[data-step="2"] .contract summary`)
	b.screenshot("contract")
	for step, want := range map[string]string{
		"1": "func (c *Conn) Session1() (",
		"2": "//refvet:own result from ssl.session\nfunc SSL_get1_session(",
		"3": "//refvet:release s.ptr\n",
	} {
		if text := eval[string](b, `document.querySelector(".step[data-step='`+step+`'] .contract pre").textContent`); !strings.Contains(text, want) {
			t.Errorf("contract of step %s: got %q, want %q", step, text, want)
		}
	}
	b.open(file, id+".3")
	b.want(active, "3")
	b.want(`(r => r.top > 100 && r.bottom < innerHeight)(document.querySelector(".note.active").getBoundingClientRect())`, "true")
	b.want(`Array.from(document.querySelectorAll(".step .state"), e => e.textContent).join()`, "1 owed,1 owed,0 owed,0 owed,0 owed,0 owed")

	// The source is whole: a line is what it is in the file.
	b.want(`Array.from(document.querySelectorAll(".ln code"), e => e.textContent).includes("\tstarted := s.Started()")`, "true")

	// Light and dark: as the system has it, until someone picks.
	b.want(`document.documentElement.dataset.theme`, "light")
	dark := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, dark); err != nil {
		t.Fatal(err)
	}
	b.want(`document.documentElement.dataset.theme`, "dark")
	b.screenshot("dark")
	b.press("t")
	b.want(`document.documentElement.dataset.theme`, "light")

	b.press("?")
	b.want(`document.getElementById("help").open`, "true")
	b.screenshot("help")
	b.press(kb.Escape)
	b.click("#expand")
	b.want(isOpen, "7")

	b.do(chromedp.EmulateViewport(420, 900, chromedp.EmulateMobile))
	b.open(file, id+".3")
	b.want(`document.documentElement.scrollWidth <= innerWidth`, "true")
	b.screenshot("phone")
}

// TestHostilePage opens a report on code that tries to break out of it.
func TestHostilePage(t *testing.T) {
	file := report(t, hostileModule(t))
	b := newTab(t)
	b.open(file, "")
	b.click("#expand")
	if n := eval[int](b, isOpen); n < 2 {
		t.Errorf("%d findings are open", n)
	}
	b.want(`window.hacked`, "<nil>")
	b.want(`document.querySelectorAll(".finding img, .finding script, .finding pre pre").length`, "0")
	b.want(`document.scripts.length`, "1")
	text := eval[string](b, `Array.from(document.querySelectorAll(".ln code"), e => e.textContent).join("\n")`)
	for _, line := range strings.Split(hostileSource, "\n")[6:10] {
		if !strings.Contains(text, line) {
			t.Errorf("the line is not in the page as it is in the file: %q", line)
		}
	}
	b.screenshot("hostile")
}

// TestManyFindings opens a report with a thousand findings, which must be as
// quick to use as one with ten.
func TestManyFindings(t *testing.T) {
	const count = 1000
	dir := t.TempDir()
	r := &format.Report{Root: dir, Checks: []format.Check{{Name: "leak"}, {Name: "overrelease"}}}
	for i := range count {
		path := filepath.Join(dir, fmt.Sprintf("p%d/f%d.go", i%10, i%50))
		if i < 50 {
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(strings.Repeat("\n", 7)+hostileSource), 0o666)); err != nil {
				t.Fatal(err)
			}
		}
		f := format.Finding{
			Check: r.Checks[i%2].Name, Package: fmt.Sprintf("example.com/p%d", i%10), Message: fmt.Sprintf("session s%d is lost (leak)", i),
			Location: format.Location{Path: path, Line: 15, Column: 7},
		}
		for n := range 6 {
			f.Steps = append(f.Steps, format.Step{Kind: "acquired", Message: "s acquired here", Count: &n, Location: format.Location{Path: path, Line: 14 + n, Column: 2}})
		}
		r.Findings = append(r.Findings, f)
	}
	r.Complete()
	var buf bytes.Buffer
	if err := page.Write(&buf, r); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "report.html")
	if err := os.WriteFile(file, buf.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	start := time.Now()
	b.open(file, r.Findings[count-1].ID+".2")
	b.want(shown, fmt.Sprint(count))
	b.want(active, "2")
	b.want(`document.querySelectorAll(".step").length`, "6")
	loaded := time.Since(start)
	start = time.Now()
	b.press("/")
	b.filter("s999 overrelease")
	b.want(`document.getElementById("filter").value`, "s999 overrelease")
	b.want(shown, "1")
	filtered := time.Since(start)
	t.Logf("%d kB; opened in %v, filtered in %v", buf.Len()/1000, loaded, filtered)
	// Generous, for a machine that is busy with other things.
	if loaded > 20*time.Second || filtered > 5*time.Second {
		t.Error("too slow to use")
	}
	b.screenshot("many")
}
