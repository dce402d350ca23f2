// Package outputtest tests output formats with a schema and a browser, which
// the module of refvet itself has no need of.
package outputtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // has the official schema
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// officialSchema returns the schema of SARIF 2.1.0, with errata 01, as OASIS
// publishes it. The module that ships it keeps it in a constant of its own.
func officialSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	const pkg = "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", pkg).Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == "schema" {
			text, err = strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		}
		return true
	})
	if err != nil || !strings.Contains(text, "sarif-schema-2.1.0.json") {
		t.Fatalf("no schema of SARIF 2.1.0 in %s: %v", pkg, err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestSARIF validates what the built binary writes about the example, and about
// code that is made to break it.
func TestSARIF(t *testing.T) {
	schema := officialSchema(t)
	if schema.Validate(map[string]any{"version": "2.1.0", "runs": []any{map[string]any{}}}) == nil {
		t.Fatal("the schema accepts a run without a tool")
	}
	hostile := hostileModule(t)
	for name, args := range map[string][]string{
		"example":    {"-C", "../../testdata/example"},
		"hostile":    {"-C", hostile},
		"suppressed": {"-C", hostile, "-baseline", oneKnown(t, hostile)},
	} {
		t.Run(name, func(t *testing.T) {
			out := refvet(t, append(args, "-format=sarif", "./...")...)
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%v", err)
			}
			checkLinks(t, doc)
			want := map[string][]string{
				"hostile":    {`inSource: "it" ends [soon](1) </script>`},
				"suppressed": {"external: known: in the baseline known.json", `inSource: "it" ends [soon](1) </script>`},
			}[name]
			if got := suppressions(doc); !slices.Equal(got, want) {
				t.Errorf("suppressions: got %q, want %q", got, want)
			}
		})
	}
}

// oneKnown writes a baseline of one finding of the hostile module, and returns its
// name.
func oneKnown(t *testing.T, module string) string {
	t.Helper()
	file := filepath.Join(module, "known.json")
	cmd := exec.Command(binary, "-C", module, "-overrelease", "-write-baseline", file, "./...")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, out)
	}
	return file
}

// suppressions returns the kinds and justifications of all suppressions, in order.
func suppressions(doc any) (list []string) {
	for _, r := range at(doc, "runs", 0, "results").([]any) {
		if s, ok := at(r, "suppressions", 0).(map[string]any); ok {
			list = append(list, s["kind"].(string)+": "+s["justification"].(string))
		}
	}
	slices.Sort(list)
	return list
}

// checkLinks checks what the schema cannot: that each result has a flow, and a
// link to each of its steps, and that it names its rule.
func checkLinks(t *testing.T, doc any) {
	t.Helper()
	run := at(doc, "runs", 0)
	rules := at(run, "tool", "driver", "rules").([]any)
	results := at(run, "results").([]any)
	if len(results) == 0 {
		t.Fatal("no results")
	}
	for _, r := range results {
		index, _ := strconv.Atoi(string(at(r, "ruleIndex").(interface{ String() string }).String()))
		if got, want := at(rules[index], "id"), at(r, "ruleId"); got != want {
			t.Errorf("rule index %d is %v, not %v", index, got, want)
		}
		text := at(r, "message", "text").(string)
		steps := at(r, "codeFlows", 0, "threadFlows", 0, "locations").([]any)
		for i, s := range steps {
			if link := "](" + strconv.Itoa(i+1) + ")"; !strings.Contains(text, link) {
				t.Errorf("no link %s in %q", link, text)
			}
			related := at(r, "relatedLocations", i)
			if !reflect.DeepEqual(at(related, "physicalLocation"), at(s, "location", "physicalLocation")) {
				t.Errorf("step %d of %q is not its related location", i+1, text)
			}
			if base := at(related, "physicalLocation", "artifactLocation", "uriBaseId"); base != nil && at(run, "originalUriBaseIds", base.(string)) == nil {
				t.Errorf("uriBaseId %v is not explained", base)
			}
		}
	}
}

// at walks a JSON document; nil where there is no such thing.
func at(v any, keys ...any) any {
	for _, k := range keys {
		switch k := k.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[k]
		case int:
			list, _ := v.([]any)
			if k >= len(list) {
				return nil
			}
			v = list[k]
		}
	}
	return v
}
