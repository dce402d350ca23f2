// Package bench measures the engine: see also the script std in this directory.
package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
)

// BenchmarkEngine measures functions per second, and bytes allocated for each
// function, as a package doubles in size. Both must stay about the same: the
// engine's time grows linearly with the code.
func BenchmarkEngine(b *testing.B) {
	for functions := 100; functions <= 1600; functions *= 2 {
		b.Run(fmt.Sprintf("functions=%d", functions), func(b *testing.B) {
			pkgs := load(b, functions)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				analyse(b, pkgs)
			}
			runtime.ReadMemStats(&after)
			total := float64(functions) * float64(b.N)
			b.ReportMetric(total/b.Elapsed().Seconds(), "functions/s")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/total, "B/function")
		})
	}
}

// TestGenerated checks that what the benchmark measures is work: the generated
// code has a finding in one shape of function, and in no other.
func TestGenerated(t *testing.T) {
	const functions = 2 * len(shapes)
	for _, f := range analyse(t, load(t, functions)) {
		if f != 2 {
			t.Errorf("%d findings in %d functions, want 2", f, functions)
		}
	}
}

// analyse runs the engine on pkgs and returns the number of findings in each.
func analyse(t testing.TB, pkgs []*packages.Package) (findings []int) {
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, root := range graph.Roots {
		if root.Err != nil {
			t.Fatal(root.Err)
		}
		findings = append(findings, len(root.Result.(*analyzer.Result).Findings))
	}
	return findings
}

// load writes a cgo package with that many functions, and loads it.
func load(t testing.TB, functions int) []*packages.Package {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/generated\n\ngo 1.26\n", "g.go": generate(functions)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	pkgs, err := packages.Load(&packages.Config{Dir: dir, Mode: packages.LoadAllSyntax | packages.NeedModule}, ".")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the generated package does not load")
	}
	return pkgs
}

// generate returns a file in which the shapes take turns.
func generate(functions int) string {
	var b strings.Builder
	b.WriteString(header)
	for i := range functions {
		fmt.Fprintf(&b, "\nfunc f%d(%s\n", i, strings.ReplaceAll(shapes[i%len(shapes)], "PREVIOUS", fmt.Sprintf("f%d", i-1)))
	}
	return b.String()
}

const header = `package generated

/*
#cgo pkg-config: openssl
#include <openssl/ssl.h>
*/
import "C"

import "errors"

type conn struct {
	ssl     *C.SSL
	session *C.SSL_SESSION
}
`

// shapes are functions from their parameters on; PREVIOUS is the one before.
var shapes = [...]string{
	// An owned result.
	`ssl *C.SSL) *C.SSL_SESSION {
	return C.SSL_get1_session(ssl)
}`,
	// A helper's result, with a deferred free.
	`ssl *C.SSL) (int64, error) {
	s := PREVIOUS(ssl)
	if s == nil {
		return 0, errors.New("no session")
	}
	defer C.SSL_SESSION_free(s)
	return int64(C.SSL_SESSION_get_time(s)), nil
}`,
	// A leak on one path.
	`ssl *C.SSL, n int) (int64, error) {
	s := C.SSL_get1_session(ssl)
	if s == nil {
		return 0, errors.New("no session")
	}
	if n > 3 {
		return 0, errors.New("too many")
	}
	t := C.SSL_SESSION_get_time(s)
	C.SSL_SESSION_free(s)
	return int64(t), nil
}`,
	// Loops and branches.
	`conns []*conn) (sum int64) {
	for i, c := range conns {
		for j := 0; j < i; j++ {
			s := C.SSL_get1_session(c.ssl)
			switch {
			case s == nil:
				continue
			case j%2 == 0:
				sum += int64(C.SSL_SESSION_get_time(s))
			case j%3 == 0:
				C.SSL_set_session(c.ssl, s)
			}
			C.SSL_SESSION_free(s)
		}
	}
	return sum
}`,
	// A constructor, whose error path frees.
	`ctx *C.SSL_CTX, fd int) (_ *conn, err error) {
	ssl := C.SSL_new(ctx)
	if ssl == nil {
		return nil, errors.New("no memory")
	}
	defer func() {
		if err != nil {
			C.SSL_free(ssl)
		}
	}()
	if C.SSL_set_fd(ssl, C.int(fd)) != 1 {
		return nil, errors.New("no descriptor")
	}
	if C.SSL_connect(ssl) != 1 {
		return nil, errors.New("no handshake")
	}
	return &conn{ssl, C.SSL_get1_session(ssl)}, nil
}`,
	// A user of the constructor, and of fields.
	`ctx *C.SSL_CTX, fd int) error {
	c, err := PREVIOUS(ctx, fd)
	if err != nil {
		return err
	}
	if c.session != nil {
		C.SSL_SESSION_free(c.session)
		c.session = nil
	}
	C.SSL_free(c.ssl)
	return nil
}`,
	// No reference at all.
	`values []int) (sum int) {
	for i, v := range values {
		if v > sum && i%2 == 0 {
			sum += v
		} else if v < 0 {
			sum -= v
		}
	}
	return sum
}`,
	// Another one.
	`name string) (string, error) {
	if name == "" {
		return "", errors.New("no name")
	}
	out := make([]byte, 0, len(name))
	for _, r := range name {
		if r < 128 {
			out = append(out, byte(r))
		}
	}
	return string(out), nil
}`,
}
