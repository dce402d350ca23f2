package lower

import (
	"fmt"
	"go/ast"
	"reflect"
	"sort"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// fingerprint prints everything that Build must not change: the syntax with
// its positions, and the type information.
func fingerprint(pass *analysis.Pass) string {
	var b strings.Builder
	for _, file := range pass.Files {
		ast.Fprint(&b, nil, file, func(name string, _ reflect.Value) bool { return name != "Obj" && name != "Scope" })
	}
	info := pass.TypesInfo
	var lines []string
	add := func(n ast.Node, what any) {
		lines = append(lines, fmt.Sprintf("%p %v", n, what))
	}
	for n, v := range info.Types {
		add(n, v.Type)
	}
	for n, v := range info.Defs {
		add(n, v)
	}
	for n, v := range info.Uses {
		add(n, v)
	}
	for n, v := range info.Implicits {
		add(n, v)
	}
	for n, v := range info.Selections {
		add(n, v)
	}
	for n, v := range info.Instances {
		add(n, v.Type)
	}
	sort.Strings(lines)
	for _, init := range info.InitOrder {
		lines = append(lines, fmt.Sprintf("%p %v", init.Rhs, init.Lhs))
	}
	fmt.Fprintf(&b, "%d %d\n", len(info.Scopes), len(info.FileVersions))
	return b.String() + strings.Join(lines, "\n")
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "- " + x[i] + "\n+ " + y[i]
		}
	}
	return fmt.Sprintf("%d lines, then %d", len(x), len(y))
}
