package fix

import (
	"reflect"
	"testing"
)

func TestMerge(t *testing.T) {
	for _, test := range []struct {
		a, b []Edit
		want string // of "abcdef"; "" if they do not go together
	}{
		{[]Edit{{1, 1, "X"}}, []Edit{{3, 5, "Y"}}, "aXbcYf"},
		{[]Edit{{3, 5, "Y"}}, []Edit{{1, 1, "X"}}, "aXbcYf"},
		{[]Edit{{1, 1, "X"}}, []Edit{{1, 3, ""}}, "aXdef"},
		{[]Edit{{1, 3, ""}}, []Edit{{1, 1, "X"}}, "aXdef"},
		{[]Edit{{1, 3, ""}}, []Edit{{3, 3, "X"}}, "aXdef"},
		{[]Edit{{1, 1, "X"}}, []Edit{{1, 1, "Y"}}, ""},
		{[]Edit{{1, 3, "X"}}, []Edit{{1, 3, "X"}}, ""},
		{[]Edit{{1, 4, ""}}, []Edit{{3, 5, ""}}, ""},
		{[]Edit{{1, 4, ""}}, []Edit{{2, 2, "X"}}, ""},
		{nil, []Edit{{0, 0, "X"}, {6, 6, "Y"}}, "XabcdefY"},
		{nil, []Edit{{6, 7, ""}}, ""},
	} {
		got := ""
		if all, ok := Merge(test.a, test.b); ok {
			content, _ := Apply([]byte("abcdef"), all)
			got = string(content)
		}
		if got != test.want {
			t.Errorf("%v, %v: got %q, want %q", test.a, test.b, got, test.want)
		}
	}
}

func TestEncode(t *testing.T) {
	src := &Source{Name: "a.go", Content: []byte("package a\n")}
	want := []Candidate{{"m", "a.go", []Edit{{1, 2, "<\"\n; x.go:1:2: \xff"}}}}
	p, err := Decode(Encode(src, want)[len(NotePrefix):])
	want[0].Edits[0].New = "<\"\n; x.go:1:2: \ufffd" // Go files are UTF-8
	if err != nil || !reflect.DeepEqual(p.Candidates, want) || p.Sum != Sum(src.Content) {
		t.Errorf("got %+v, %v", p, err)
	}
	if _, err := Decode("{}"); err == nil {
		t.Error("no error for what Encode did not write")
	}
}
