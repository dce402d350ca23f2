package analyzer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/refvet/refvet/analyzer/catalog"
)

var (
	stubFiles string
	stubHash  string
)

func init() {
	Analyzer.Flags.StringVar(&stubFiles, "stubs", "", "comma-separated stub `files` that add contracts or replace them")
	Analyzer.Flags.StringVar(&stubHash, "stubshash", "", "`hash` of the stub files' contents, a part of go vet's cache key")
}

var (
	catalogMu  sync.Mutex
	catalogFor string
	catalogIs  *catalog.Catalog
	catalogErr error
)

// loadCatalog returns the embedded catalog with the user's stub files over it.
// It is read once a process; the flags are set before any pass runs.
func loadCatalog() (*catalog.Catalog, error) {
	catalogMu.Lock()
	defer catalogMu.Unlock()
	key := stubFiles + "\x00" + stubHash
	if catalogIs == nil && catalogErr == nil || catalogFor != key {
		catalogFor = key
		catalogIs, catalogErr = readCatalog()
	}
	return catalogIs, catalogErr
}

func readCatalog() (*catalog.Catalog, error) {
	cat, err := catalog.Default()
	if err != nil || stubFiles == "" {
		return cat, err
	}
	var all []*catalog.Stubs
	for _, name := range strings.Split(stubFiles, ",") {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("-stubs: %w", err)
		}
		s, err := catalog.ParseFile(name, src)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return cat.With(all...)
}

// HashStubs returns the hash of the contents of the named files, for -stubshash.
func HashStubs(files []string) (string, error) {
	h := sha256.New()
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%d %s\n", len(src), src)
	}
	return hex.EncodeToString(h.Sum(nil)[:12]), nil
}
