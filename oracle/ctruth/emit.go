package ctruth

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"
)

//go:embed prelude.h
var prelude string

//go:embed rules.txt
var rulesText string

// cops has the C text of each operation; A and B stand for its arguments.
var cops = map[string]string{
	"ctx":         "A = mkctx(); own_ctx(A);",
	"new":         "A = SSL_new(B); own_conn(A);",
	"conn":        "A = mkconn(B, TLS1_2_VERSION); own_conn(A);",
	"conn13":      "A = mkconn(B, TLS1_3_VERSION); own_conn(A);",
	"conn_keep":   "A = mkconn_cb(B, 1, &C); own_conn(A);",
	"conn_leave":  "A = mkconn_cb(B, 0, &C); own_conn(A);",
	"resume_copy": "resume(1, &A, &B); own_conn(B);",
	"resume_move": "resume(0, &A, &B); own_conn(B);",
	"dup_conn":    "A = SSL_dup(B); own_conn(A);",
	"copy_id":     "SSL_copy_session_id(A, B);",
	"get0":        "A = SSL_get0_session(B);",
	"get":         "A = SSL_get_session(B);",
	"get1":        "A = SSL_get1_session(B);",
	"up_ref":      "SSL_SESSION_up_ref(A);",
	"free":        "SSL_SESSION_free(A);",
	"dup":         "A = SSL_SESSION_dup(B);",
	"d2i":         "{ const unsigned char *p = encoded; A = d2i_SSL_SESSION(NULL, &p, encoded_len); }",
	"d2i_into":    "{ const unsigned char *p = encoded; A = d2i_SSL_SESSION(&B, &p, encoded_len); }",
	"d2i_fail":    "{ const unsigned char *p = encoded; A = d2i_SSL_SESSION(&B, &p, 7); }",
	"use":         "use_session(A);",
	"time":        "sink += SSL_SESSION_get_time(A);",
	"set_session": "SSL_set_session(A, B);",
	"clear":       "SSL_clear(A);",
	"shutdown":    "shut(A);",
	"read":        "{ char b[8]; SSL_read(A, b, sizeof b); }",
	"use_conn":    "sink += SSL_version(A);",
	"up_ref_conn": "SSL_up_ref(A); own_conn(A);",
	"free_conn":   "disown(A); SSL_free(A);",
	"use_ctx":     "sink += SSL_CTX_get_timeout(A);",
	"get_ctx":     "A = SSL_get_SSL_CTX(B);",
	"set_ctx":     "SSL_set_SSL_CTX(A, B);",
	"free_ctx":    "disown(A); SSL_CTX_free(A);",
	"handshake":   "handshake(A);",
	"up_ref_ctx":  "SSL_CTX_up_ref(A); own_ctx(A);",
	"flush":       "SSL_CTX_flush_sessions(A, time(NULL) + 100000);",
	"add":         "SSL_CTX_add_session(A, B);",
	"remove":      "SSL_CTX_remove_session(A, B);",
	"freeall":     "free_all();",
}

// Emit writes one C program that runs each rule in a process of its own, and
// prints the rule's name and the process's id.
func Emit(rules []Rule) string {
	var b strings.Builder
	b.WriteString(prelude)
	for i, r := range rules {
		fmt.Fprintf(&b, "\n/* %s */\nstatic void rule%d(void) {\n", r.Name, i)
		b.WriteString(declarations(r))
		for _, op := range r.Ops {
			text := cops[op[0]]
			arg := func(i int) string {
				if i < len(op) {
					if op[i] == "NULL" {
						return "NULL"
					}
					return "v_" + op[i]
				}
				return ""
			}
			text = strings.NewReplacer("(A", "("+arg(1), "A =", arg(1)+" =", "B)", arg(2)+")", "(B", "("+arg(2), "&A", "&"+arg(1), "&B", "&"+arg(2), "&C", "&"+arg(3)).Replace(text)
			fmt.Fprintf(&b, "\t%s\n", text)
		}
		b.WriteString("\tfree_all();\n}\n")
	}
	b.WriteString("\nint main(void) {\n\tprepare();\n")
	for i, r := range rules {
		fmt.Fprintf(&b, "\trun(%q, rule%d);\n", r.Name, i)
	}
	b.WriteString("\treturn 0;\n}\n")
	return b.String()
}

// declarations declares the variables of r: the first letter tells the type.
func declarations(r Rule) string {
	types := map[byte]string{'s': "SSL_SESSION", 't': "SSL_SESSION", 'c': "SSL", 'd': "SSL", 'x': "SSL_CTX", 'y': "SSL_CTX"}
	set := map[string]bool{}
	for _, op := range r.Ops {
		for _, a := range op[1:] {
			if a != "NULL" {
				set[a] = true
			}
		}
	}
	var names []string
	for n := range set {
		names = append(names, n)
	}
	sort.Strings(names)
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintf(&b, "\t%s *v_%s = NULL;\n", types[n[0]], n)
	}
	return b.String()
}
