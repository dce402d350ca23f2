package model

import "fmt"

// note shows a call to World.Note, in the words of package ctruth's scripts:
// the operation, and the variables, NULL among them, that it is about.
func note(op string, args ...any) {
	if cur.Note == nil || cur.muted {
		return
	}
	line := []string{op}
	for _, a := range args {
		name := "NULL"
		if h := handleOf(a); h != nil {
			name = fmt.Sprintf("%c%d", "scx"[h.o.kind], h.id)
		}
		line = append(line, name)
	}
	cur.Note(line)
}
