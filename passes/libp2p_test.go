package passes_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var updateLibp2p = flag.Bool("update-libp2p", false, "rewrite testdata/libp2p/findings.golden, keeping its judgements")

// TestLibp2p runs refvet on a real wrapper of OpenSSL. Each finding there is
// judged by a person: the golden file has a line "# true: reason" or "# false:
// reason" above it.
func TestLibp2p(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses a module of the module cache")
	}
	const module = "../testdata/libp2p"
	golden := filepath.Join(module, "findings.golden")
	got := findings(runRefvet(t, module, "github.com/libp2p/go-openssl"))
	judged := readJudged(t, golden)

	var text strings.Builder
	text.WriteString(goldenHeader)
	for _, f := range got {
		judgement := judged.judgements[f.head()]
		if judgement == "" {
			judgement = "# unjudged"
			if !*updateLibp2p {
				t.Errorf("not judged:\n%s", f)
			}
		}
		fmt.Fprintf(&text, "\n%s\n%s", judgement, f)
	}
	if *updateLibp2p {
		if err := os.WriteFile(golden, []byte(text.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !t.Failed() && text.String() != judged.text {
		t.Errorf("%s differs from what refvet finds now:\n%s\nrun: go test ./passes -run Libp2p -update-libp2p; then judge what is new", golden, text.String())
	}
}

const goldenHeader = `# What refvet finds in github.com/libp2p/go-openssl v0.1.0, each finding judged.
# Made by: go test ./passes -run Libp2p -update-libp2p
`

// A textFinding is the lines of one finding as refvet prints it.
type textFinding []string

func (f textFinding) head() string   { return f[0] }
func (f textFinding) String() string { return strings.Join(f, "\n") + "\n" }

var modulePath = regexp.MustCompile(`[^\s:]*github\.com/libp2p/go-openssl@v0\.1\.0/`)

// findings splits refvet's output, with paths relative to the module.
func findings(output string) (list []textFinding) {
	for line := range strings.Lines(modulePath.ReplaceAllString(output, "")) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "\t") && len(list) > 0 {
			list[len(list)-1] = append(list[len(list)-1], line)
		} else {
			list = append(list, textFinding{line})
		}
	}
	return list
}

// judged is a golden file.
type judged struct {
	text       string
	judgements map[string]string // by head line
}

func readJudged(t *testing.T, file string) judged {
	data, err := os.ReadFile(file)
	if err != nil && !(*updateLibp2p && errors.Is(err, os.ErrNotExist)) {
		t.Fatal(err)
	}
	j := judged{string(data), make(map[string]string)}
	var comment []string
	for line := range strings.Lines(j.text) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "#"):
			comment = append(comment, line)
		case line == "":
			comment = nil
		case !strings.HasPrefix(line, "\t"):
			if len(comment) > 0 && (strings.HasPrefix(comment[0], "# true: ") || strings.HasPrefix(comment[0], "# false: ")) {
				j.judgements[line] = strings.Join(comment, "\n")
			}
			comment = nil
		}
	}
	return j
}

// runRefvet builds refvet, runs it in dir and returns what it prints.
func runRefvet(t *testing.T, dir string, args ...string) string {
	t.Helper()
	return runBinary(t, buildRefvet(t), append([]string{"-C", dir}, args...)...)
}

func buildRefvet(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "refvet")
	if out, err := exec.Command("go", "build", "-o", bin, "../cmd/refvet").CombinedOutput(); err != nil {
		t.Fatalf("cannot build refvet: %v\n%s", err, out)
	}
	return bin
}

// runBinary runs refvet, which must not be in trouble.
func runBinary(t *testing.T, bin string, args ...string) string {
	t.Helper()
	var stderr strings.Builder
	cmd := exec.Command(bin, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		t.Fatalf("%v: %v\n%s", cmd, err, stderr.String())
	}
	return string(out)
}
