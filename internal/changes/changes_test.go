package changes

import (
	"path/filepath"
	"reflect"
	"testing"
)

const diff = `diff --git a/a.go b/a.go
index 1..2 100644
--- a/a.go
+++ b/a.go
@@ -3 +3,2 @@ func F() {
-	f()
+	g()
+	h()
@@ -10,2 +10,0 @@ func F() {
--- SQL, not a file
-	g()
@@ -20,3 +18 @@
-1
-2
-3
+++ not a file either
diff --git a/sub dir/b.go b/sub dir/b.go
new file mode 100644
--- /dev/null
+++ b/sub dir/b.go	
@@ -0,0 +1,2 @@
+package b
+
diff --git a/c.go b/c.go
deleted file mode 100644
--- a/c.go
+++ /dev/null
@@ -1 +0,0 @@
-package c
`

func TestParse(t *testing.T) {
	root := t.TempDir()
	got := parse([]byte(diff), root)
	a, b := filepath.Join(root, "a.go"), filepath.Join(root, "sub dir", "b.go")
	want := Set{
		a: {Changed: []Range{{3, 4}, {18, 18}}, Removed: []int{10, 18}},
		b: {Changed: []Range{{1, 2}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, want %v", got[a], got[b], want)
	}
	for line, want := range []bool{2: false, 3: true, 4: true, 5: false, 18: true, 19: false} {
		if got.Has(a, line) != want {
			t.Errorf("line %d: got %v", line, !want)
		}
	}
	if !got.Removed(a, 5, 12) || got.Removed(a, 5, 10) || got.Removed(b, 1, 9) || got.Has("elsewhere.go", 1) {
		t.Error("removed lines: wrong")
	}
}
