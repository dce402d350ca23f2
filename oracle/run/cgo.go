package run

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// What stands before a program that is written through cgo. Its length shifts
// the lines.
const cgoHead = `package p

// #cgo pkg-config: openssl
// #include <openssl/ssl.h>
import "C"
`

var (
	callsGo   = regexp.MustCompile(`\bossl\.(Flip|Pick|More|Fail|ErrOpen)\b`)
	cgoCalls  = regexp.MustCompile(`\bossl\.(SSL\w*)`)
	decodes   = regexp.MustCompile(`\bossl\.D2i_SSL_SESSION\((&\w+|nil), nil\)`)
	modelOnly = regexp.MustCompile(`\bossl\.(SSL_dup|SSL_copy_session_id)\b`)
)

// cgoText writes a program as C-calling Go with the same lines (after the head);
// ok is false where it has a part in package w.
func cgoText(p *Checked) (text string, ok bool) {
	if p.Wrap != "" || modelOnly.MatchString(p.Main) {
		return "", false
	}
	text = callsGo.ReplaceAllString(p.Main, "opaque.$1")
	for _, r := range [][2]string{
		{"ossl.SSL_CTX_new()", "C.SSL_CTX_new(C.TLS_method())"},
		{"ossl.SSL_get_version(", "C.SSL_version("},
	} {
		text = strings.ReplaceAll(text, r[0], r[1])
	}
	text = decodes.ReplaceAllString(text, "C.d2i_SSL_SESSION($1, nil, 0)")
	text = regexp.MustCompile(`ossl\.SSL_read\((.*), nil\)`).ReplaceAllString(text, "C.SSL_read($1, nil, 0)")
	text = regexp.MustCompile(`ossl\.I2d_SSL_SESSION\(([^()]*(?:\([^()]*\))?[^()]*)\)`).ReplaceAllString(text, "C.i2d_SSL_SESSION($1, nil)")
	text = strings.ReplaceAll(text, "Time() int64", "Time() C.long")
	text = strings.ReplaceAll(text, "age() int64", "age() C.long")
	text = cgoCalls.ReplaceAllString(text, "C.$1")
	text = strings.Replace(text, "ossl \""+modelPath+"\"", "opaque \""+modelPath+"\"", 1)
	if strings.Contains(text, "ossl.") {
		return "", false
	}
	return strings.Replace(text, "package p\n", cgoHead, 1), true
}

// SeeC writes programs of the batch through cgo, each into a package of its own,
// and runs refvet on them; the reports are moved to where the batch has them.
func (b *Batch) SeeC(ctx context.Context, which []int) (*Sight, error) {
	dir, err := os.MkdirTemp("", "oracle")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := writeModel(filepath.Join(dir, "see"), true); err != nil {
		return nil, err
	}
	n := 0
	for _, i := range which {
		if b.Programs[i] == nil {
			continue
		}
		text, ok := cgoText(b.Programs[i])
		if !ok {
			continue
		}
		n++
		text = strings.ReplaceAll(text, "QQ", "_"+ID(i))
		if err := write(filepath.Join(dir, "see", "batch", "c"+ID(i), ID(i)+".go"), text); err != nil {
			return nil, err
		}
	}
	if n == 0 {
		return &Sight{}, nil
	}
	s, err := (&Batch{Dir: dir, Programs: b.Programs}).See(ctx)
	if err != nil {
		return nil, err
	}
	shift := strings.Count(cgoHead, "\n") - 1
	var reports []Report
	for _, r := range s.Reports {
		if r.Class == "nullresult" && r.Kind != "session" {
			continue // the model always has the memory for a connection or a context
		}
		file, num, _ := strings.Cut(r.At, ":")
		l, err := strconv.Atoi(num)
		if err != nil {
			return nil, err
		}
		r.At = fmt.Sprintf("p/%s:%d", filepath.Base(file), l-shift)
		reports = append(reports, r)
	}
	s.Reports = reports
	return s, nil
}
