/* What the rules of package ctruth rest on: two contexts' worth of TLS in
   memory, with a certificate made at run time. */
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/evp.h>
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile long sink;
static SSL_CTX *server_ctx;
static unsigned char *encoded;
static long encoded_len;

/* What the rule at hand owns. */
static struct { void *p; int conn; } owned[64];
static int n_owned;
static struct { SSL *client, *server; } pairs[32];
static int n_pairs;

static void own_conn(SSL *c) { owned[n_owned].p = c; owned[n_owned++].conn = 1; }
static void own_ctx(SSL_CTX *x) { owned[n_owned].p = x; owned[n_owned++].conn = 0; }

static void disown(void *p) {
	for (int i = 0; i < n_owned; i++)
		if (owned[i].p == p) { owned[i] = owned[--n_owned]; return; }
}

static void free_all(void) {
	for (int i = 0; i < n_owned; i++) if (owned[i].conn) SSL_free(owned[i].p);
	for (int i = 0; i < n_owned; i++) if (!owned[i].conn) SSL_CTX_free(owned[i].p);
	n_owned = 0;
	for (int i = 0; i < n_pairs; i++) SSL_free(pairs[i].server);
	n_pairs = 0;
}

static SSL_CTX *mkctx(void) { return SSL_CTX_new(TLS_client_method()); }

static void die(const char *what) {
	fprintf(stderr, "ctruth: %s failed\n", what);
	ERR_print_errors_fp(stderr);
	exit(70);
}

/* Connects c, a new client, to s, a new server. */
static void shake(SSL *c, SSL *s, int version) {
	BIO *a, *b;
	if (!BIO_new_bio_pair(&a, 1 << 16, &b, 1 << 16)) die("BIO_new_bio_pair");
	SSL_set_bio(c, a, a);
	SSL_set_bio(s, b, b);
	SSL_set_max_proto_version(c, version);
	SSL_set_connect_state(c);
	SSL_set_accept_state(s);
	for (int i = 0; i < 20; i++) {
		int rc = SSL_do_handshake(c), rs = SSL_do_handshake(s);
		if (rc == 1 && rs == 1) break;
		if (i == 19) die("handshake");
	}
}

/* A client of x that is connected to a server. */
static SSL *mkconn(SSL_CTX *x, int version) {
	SSL *c = SSL_new(x), *s = SSL_new(server_ctx);
	shake(c, s, version);
	pairs[n_pairs].client = c;
	pairs[n_pairs++].server = s;
	return c;
}

/* Connects c, if it is not connected yet. */
static void handshake(SSL *c) {
	if (SSL_get_rbio(c)) { SSL_do_handshake(c); return; }
	SSL *s = SSL_new(server_ctx);
	shake(c, s, TLS1_2_VERSION);
	pairs[n_pairs].client = c;
	pairs[n_pairs++].server = s;
}

/* A clean shutdown both ways. */
static void shut(SSL *c) {
	SSL_shutdown(c);
	for (int i = 0; i < n_pairs; i++)
		if (pairs[i].client == c) { SSL_shutdown(pairs[i].server); SSL_shutdown(pairs[i].server); }
	SSL_shutdown(c);
}

static int keep_new;
static SSL_SESSION *new_session;
static int on_new(SSL *c, SSL_SESSION *s) { new_session = s; return keep_new; }

/* mkconn, where the new-session callback hands out the session. */
static SSL *mkconn_cb(SSL_CTX *x, int keep, SSL_SESSION **s) {
	keep_new = keep;
	SSL_CTX_set_session_cache_mode(x, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(x, on_new);
	SSL *c = mkconn(x, TLS1_2_VERSION);
	SSL_CTX_sess_set_new_cb(x, NULL);
	*s = new_session;
	new_session = NULL;
	return c;
}

static SSL_CTX *mkserver(void);
static int copy_got;
static SSL_SESSION *got_session;
static SSL_SESSION *on_get(SSL *c, const unsigned char *id, int n, int *copy) { *copy = copy_got; return got_session; }

/* A server's session s, with a reference of ours, and a server connection d
   that resumed it through the get-session callback. */
static void resume(int copy, SSL_SESSION **s, SSL **d) {
	SSL_CTX *y = mkserver(), *x = mkctx();
	SSL_CTX_set_options(y, SSL_OP_NO_TICKET);
	SSL_CTX_set_session_cache_mode(y, SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_set_session_id_context(y, (const unsigned char *)"t", 1);
	SSL *c1 = SSL_new(x), *d1 = SSL_new(y);
	shake(c1, d1, TLS1_2_VERSION);
	SSL_SESSION *mine = SSL_get1_session(c1);
	got_session = *s = SSL_get1_session(d1);
	shut(c1);
	SSL_shutdown(d1); SSL_shutdown(d1); SSL_shutdown(c1);
	SSL_free(c1); SSL_free(d1);
	copy_got = copy;
	SSL_CTX_sess_set_get_cb(y, on_get);
	SSL *c2 = SSL_new(x);
	*d = SSL_new(y);
	SSL_set_session(c2, mine);
	SSL_SESSION_free(mine);
	shake(c2, *d, TLS1_2_VERSION);
	if (!SSL_session_reused(*d)) die("resumption");
	got_session = NULL;
	SSL_free(c2);
	SSL_CTX_free(x); SSL_CTX_free(y);
}

static void use_session(const SSL_SESSION *s) {
	unsigned int n;
	const unsigned char *id = SSL_SESSION_get_id(s, &n);
	sink += SSL_SESSION_is_resumable(s) + SSL_SESSION_get_protocol_version(s);
	if (n > 0) sink += id[0];
}

static EVP_PKEY *key;
static X509 *cert;

static SSL_CTX *mkserver(void) {
	SSL_CTX *y = SSL_CTX_new(TLS_server_method());
	if (SSL_CTX_use_certificate(y, cert) != 1) die("certificate");
	if (SSL_CTX_use_PrivateKey(y, key) != 1) die("key");
	return y;
}

static void prepare(void) {
	key = EVP_EC_gen("P-256");
	cert = X509_new();
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), -3600);
	X509_gmtime_adj(X509_getm_notAfter(cert), 86400);
	X509_set_pubkey(cert, key);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(cert), "CN", MBSTRING_ASC, (const unsigned char *)"t", -1, -1, 0);
	X509_set_issuer_name(cert, X509_get_subject_name(cert));
	if (!X509_sign(cert, key, EVP_sha256())) die("X509_sign");
	server_ctx = mkserver();
	SSL_CTX *x = mkctx();
	SSL *c = mkconn(x, TLS1_2_VERSION);
	encoded_len = i2d_SSL_SESSION(SSL_get0_session(c), &encoded);
	if (encoded_len <= 0) die("i2d_SSL_SESSION");
	SSL_free(c);
	SSL_CTX_free(x);
	SSL_free(pairs[0].server);
	n_pairs = 0;
}

/* Each rule has a process of its own, so that one may crash. */
static void run(const char *name, void (*rule)(void)) {
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		struct rlimit cpu = {8, 8}; /* a list that bites its tail never ends */
		setrlimit(RLIMIT_CPU, &cpu);
		rule();
		SSL_CTX_free(server_ctx);
		OPENSSL_free(encoded);
		X509_free(cert);
		EVP_PKEY_free(key);
		exit(0);
	}
	int status;
	waitpid(pid, &status, 0);
	printf("%s %d %d\n", name, (int)pid, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
}
