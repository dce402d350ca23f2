package catalog

import (
	"slices"
	"strings"
	"testing"

	"github.com/refvet/refvet/analyzer/contract"
)

// What was measured of OpenSSL 3.0: the NULL behaviour of a parameter.
var (
	toleratesNull = map[string]string{
		"SSL_SESSION": `SSL_SESSION_free SSL_SESSION_get_time SSL_SESSION_set_time SSL_SESSION_get_timeout
			SSL_SESSION_set_timeout SSL_SESSION_print i2d_SSL_SESSION PEM_write_bio_SSL_SESSION
			SSL_CTX_remove_session SSL_set_session SSL_SESSION_print_fp SSL_SESSION_print_keylog PEM_write_SSL_SESSION
			SSL_get_time SSL_set_time SSL_get_timeout SSL_set_timeout i2d_SSL_SESSION_bio`,
		"SSL":     `SSL_free`,
		"SSL_CTX": `SSL_CTX_free SSL_new SSL_set_SSL_CTX`,
	}
	crashesOnNull = map[string]string{
		"SSL_SESSION": `SSL_SESSION_up_ref SSL_SESSION_dup SSL_SESSION_get_id SSL_SESSION_get0_id_context
			SSL_SESSION_get_compress_id SSL_SESSION_get0_hostname SSL_SESSION_get0_alpn_selected SSL_SESSION_get0_cipher
			SSL_SESSION_get0_peer SSL_SESSION_get0_ticket SSL_SESSION_get0_ticket_appdata SSL_SESSION_has_ticket
			SSL_SESSION_get_ticket_lifetime_hint SSL_SESSION_get_max_early_data SSL_SESSION_get_protocol_version
			SSL_SESSION_set_protocol_version SSL_SESSION_set1_id SSL_SESSION_set1_id_context SSL_SESSION_is_resumable
			SSL_SESSION_get_master_key SSL_SESSION_set1_master_key SSL_SESSION_get_ex_data SSL_CTX_add_session
			SSL_SESSION_set1_hostname SSL_SESSION_set1_alpn_selected SSL_SESSION_set_cipher SSL_SESSION_set_max_early_data
			SSL_SESSION_get_max_fragment_length SSL_SESSION_set_ex_data SSL_SESSION_set1_ticket_appdata
			SSL_SESSION_get_app_data SSL_SESSION_set_app_data`,
		"SSL":     `SSL_clear SSL_get_session SSL_get0_session SSL_get1_session SSL_set_session`,
		"SSL_CTX": `SSL_CTX_flush_sessions SSL_CTX_up_ref`,
	}
)

func TestNull(t *testing.T) {
	c := defaultCatalog(t)
	check := func(table map[string]string, what string, is func(contract.Effect) bool) {
		for kind, names := range table {
			for _, name := range strings.Fields(names) {
				if e, ok := useOf(get(t, c, name), kind); !ok || !is(e) {
					t.Errorf("%s: NULL %s is not said to be %s: %q", name, kind, what, Short(c.C(name)))
				}
			}
		}
	}
	check(toleratesNull, "tolerated", func(e contract.Effect) bool { return e.Tolerant && !e.Crash })
	check(crashesOnNull, "a crash", func(e contract.Effect) bool { return e.Crash && !e.Tolerant })
}

// TestNullOfSessions checks that nothing is left unsaid of sessions.
func TestNullOfSessions(t *testing.T) {
	c := defaultCatalog(t)
	for _, name := range c.Names() {
		found := c.C(name)
		if found == nil {
			continue
		}
		if e, ok := useOf(found, "SSL_SESSION"); ok && !e.Crash && !e.Tolerant {
			t.Errorf("%s does not say what a NULL session does: write nonnull or tolerates", name)
		}
	}
}

// useOf returns the use of the first parameter of a kind, if all rows agree.
func useOf(c *contract.Contract, kind string) (contract.Effect, bool) {
	i := slices.IndexFunc(c.Params, func(v contract.Var) bool { return v.Kind == kind })
	if i < 0 || len(c.Rows) == 0 {
		return contract.Effect{}, false
	}
	var found []contract.Effect
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			if e.Op == contract.OpUse && e.X.Path.Root == contract.Param && e.X.Path.Index == i {
				found = append(found, e)
			}
		}
	}
	for _, e := range found {
		if e.Crash != found[0].Crash || e.Tolerant != found[0].Tolerant {
			return e, false
		}
	}
	if len(found) != len(c.Rows) {
		return contract.Effect{}, false
	}
	return found[0], true
}

// TestSessionEnds checks what ends a session that was borrowed from a
// connection: exactly these functions, and whether surely.
func TestSessionEnds(t *testing.T) {
	c := defaultCatalog(t)
	want := map[string]string{
		"SSL_free": "release", "BIO_free": "",
		"SSL_clear": "may", "SSL_set_session": "replace", "SSL_copy_session_id": "replace",
		"SSL_CTX_flush_sessions": "home",
	}
	for _, name := range strings.Fields(`SSL_read SSL_read_ex SSL_peek SSL_peek_ex SSL_read_early_data SSL_write SSL_write_ex
		SSL_write_early_data SSL_sendfile SSL_shutdown SSL_do_handshake SSL_connect SSL_accept SSL_stateless DTLSv1_listen
		SSL_renegotiate SSL_renegotiate_abbreviated`) {
		want[name] = "may"
	}
	for _, name := range c.Names() {
		found := c.C(name)
		if found == nil {
			continue
		}
		if got := sessionEnd(found); got != want[name] {
			t.Errorf("%s: the end of the connection's session is %q, want %q", name, got, want[name])
		}
	}
}

func sessionEnd(c *contract.Contract) string {
	how := ""
	for _, row := range c.Rows {
		for _, e := range row.Effects {
			ofConnection := e.X.Path.Root == contract.Param && c.Params[e.X.Path.Index].Kind == "SSL"
			switch {
			case (e.Op == contract.OpEnd || e.Op == contract.OpSet) && e.Slot == "session" && e.May:
				how = "may"
			case e.Op == contract.OpEnd && e.Slot == "session":
				how = "must"
			case e.Op == contract.OpSet && e.Slot == "session" && ofConnection:
				how = "replace"
			case e.Op == contract.OpEndHome && e.May:
				how = "home"
			case e.Op == contract.OpRelease && ofConnection:
				how = "release"
			}
		}
	}
	return how
}

// TestGround asserts the remaining facts, as contracts in one line.
func TestGround(t *testing.T) {
	c := defaultCatalog(t)
	for name, want := range map[string]string{
		"SSL_CTX_add_session":       "nonnull ctx; nonnull session; samecontext session, ctx; end ctx.cache may; hold session in ctx.cache on result == 1",
		"SSL_CTX_remove_session":    "tolerates session; samecontext session, ctx if session != nil; end ctx.cache may if session != nil",
		"SSL_get_SSL_CTX":           "nonnull ssl; borrow result from ssl.ctx; ensures result",
		"SSL_get_peer_certificate":  "tolerates s; own result nullable",
		"SSL_get0_peer_certificate": "tolerates s; borrow result from s.session nullable",
		"SSL_copy_session_id":       "nonnull to; nonnull from; samecontext from.session, to; hold from.session in to.session on result == 1",
		"SSL_CTX_set_cert_store":    "transfer store to ctx",
		"SSL_get_wbio":              "borrow result from s nullable",
	} {
		if got := Short(get(t, c, name)); got != strings.ReplaceAll(want, "end ctx.cache may if session != nil", "end ctx.cache if session != nil may") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	d2i := c.C("d2i_SSL_SESSION")
	var kinds []string
	for _, row := range d2i.Rows {
		kinds = append(kinds, namer{d2i}.clauses(row.If, row.On))
	}
	want := []string{" if a == nil", " if a != nil, *a == nil", " if a != nil, *a != nil on result != nil", " if a != nil, *a != nil on result == nil"}
	if !slices.Equal(kinds, want) {
		t.Errorf("the cases of d2i_SSL_SESSION are %q, want %q", kinds, want)
	}
	if fresh := d2i.Rows[1].Results[0]; fresh.Path.Root != contract.Fresh || len(d2i.Rows[1].Effects) != 4 {
		t.Errorf("with *a == NULL the result is not one fresh object that *a is too: %+v", d2i.Rows[1])
	}
	if cb := c.Callback("new_session_cb"); cb == nil || Short(cb) == "" {
		t.Error("the contract of a new-session callback is missing")
	}
}
