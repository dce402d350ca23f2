package ctruth

import (
	"fmt"
	"strings"
)

// nulls has, for functions that take a session, a connection or a context, a
// call with NULL, and whether that crashes.
var nulls = []struct {
	call  string
	crash bool
}{
	{"SSL_SESSION_free(NULL)", false},
	{"SSL_SESSION_get_time(NULL)", false},
	{"SSL_SESSION_set_time(NULL, 1)", false},
	{"SSL_SESSION_get_timeout(NULL)", false},
	{"SSL_SESSION_set_timeout(NULL, 1)", false},
	{"SSL_SESSION_print(bio, NULL)", false},
	{"i2d_SSL_SESSION(NULL, NULL)", false},
	{"PEM_write_bio_SSL_SESSION(bio, NULL)", false},
	{"SSL_CTX_remove_session(ctx, NULL)", false},
	{"SSL_set_session(ssl, NULL)", false},
	{"SSL_free(NULL)", false},
	{"SSL_CTX_free(NULL)", false},
	{"SSL_new(NULL)", false},
	{"SSL_SESSION_up_ref(NULL)", true},
	{"SSL_SESSION_dup(NULL)", true},
	{"SSL_SESSION_get_id(NULL, &n)", true},
	{"SSL_SESSION_get0_id_context(NULL, &n)", true},
	{"SSL_SESSION_get_compress_id(NULL)", true},
	{"SSL_SESSION_get0_hostname(NULL)", true},
	{"SSL_SESSION_get0_alpn_selected(NULL, &p, &len)", true},
	{"SSL_SESSION_get0_cipher(NULL)", true},
	{"SSL_SESSION_get0_peer(NULL)", true},
	{"SSL_SESSION_get0_ticket(NULL, &p, &len)", true},
	{"SSL_SESSION_get0_ticket_appdata(NULL, &v, &len)", true},
	{"SSL_SESSION_has_ticket(NULL)", true},
	{"SSL_SESSION_get_ticket_lifetime_hint(NULL)", true},
	{"SSL_SESSION_get_max_early_data(NULL)", true},
	{"SSL_SESSION_get_protocol_version(NULL)", true},
	{"SSL_SESSION_set_protocol_version(NULL, 771)", true},
	{"SSL_SESSION_set1_id(NULL, (unsigned char *)\"a\", 1)", true},
	{"SSL_SESSION_set1_id_context(NULL, (unsigned char *)\"a\", 1)", true},
	{"SSL_SESSION_is_resumable(NULL)", true},
	{"SSL_SESSION_get_master_key(NULL, buf, 8)", true},
	{"SSL_SESSION_set1_master_key(NULL, buf, 8)", true},
	{"SSL_SESSION_get_ex_data(NULL, 0)", true},
	{"SSL_CTX_add_session(ctx, NULL)", true},
	{"SSL_clear(NULL)", true},
	{"SSL_get_session(NULL)", true},
	{"SSL_get1_session(NULL)", true},
	{"SSL_set_session(NULL, NULL)", true},
	{"SSL_CTX_flush_sessions(NULL, 0)", true},
	{"SSL_CTX_up_ref(NULL)", true},
}

// emitNulls writes a program that makes each call in a process of its own.
func emitNulls() string {
	var b strings.Builder
	b.WriteString(prelude)
	for i, n := range nulls {
		fmt.Fprintf(&b, `
static void null%d(void) {
	unsigned int n; size_t len; const unsigned char *p; void *v; unsigned char buf[8] = {0};
	SSL_CTX *ctx = mkctx(); SSL *ssl = SSL_new(ctx); BIO *bio = BIO_new(BIO_s_mem());
	own_ctx(ctx); own_conn(ssl);
	%s;
	BIO_free(bio);
	free_all();
}
`, i, n.call)
	}
	b.WriteString("\nint main(void) {\n\tprepare();\n")
	for i := range nulls {
		fmt.Fprintf(&b, "\trun(\"null%d\", null%d);\n", i, i)
	}
	b.WriteString("\treturn 0;\n}\n")
	return b.String()
}
