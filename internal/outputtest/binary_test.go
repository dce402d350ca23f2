package outputtest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "refvet-output-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	binary = filepath.Join(dir, "refvet")
	build := exec.Command("go", "build", "-o", binary, "./cmd/refvet")
	build.Dir = "../.."
	code := 1
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v: %v\n%s", build, err, out)
	} else {
		code = m.Run()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// refvet runs the built binary, which must find something, and returns what it
// writes to standard output.
func refvet(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(binary, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Fatalf("%v: %v, want exit code 1\n%s", cmd, err, &stderr)
	}
	return stdout.String()
}

// hostileSource has names, strings and comments that try to break out of each
// format.
const hostileSource = `package hostile

// #include <openssl/ssl.h>
import "C"

// Ключ is an identifier that is not ASCII.
func Ключ(ßession map[string]*C.SSL) {
	ß := C.SSL_get1_session(ßession["</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"])
	_ = "%25::error::\"'&amp;[link](1) ${{ x }} {{.}} \x1b[31m" // --> </template></details>
	if ß == nil {
		return
	}
	println(/* <!-- */ "😀", "a\tb", ` + "`</pre>`" + `)
}

func Kept(ssl *C.SSL) {
	C.SSL_get1_session(ssl) //refvet:ignore leak "it" ends [soon](1) </script>
}

type M map[string]*C.SSL_SESSION

func Field(ssl *C.SSL) {
	m := struct{ a [1]*C.SSL_SESSION }{}; m.a[0] = C.SSL_get1_session(ssl); C.SSL_SESSION_free(m.a[0]); C.SSL_SESSION_free(m.a[0])
}
`

// hostileModule makes a module of hostileSource, in files with hostile names.
func hostileModule(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":                   "module example.com/hostile\n\ngo 1.26\n",
		"h/a%41 & 'b'+#[1](2)ä.go": hostileSource,
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
