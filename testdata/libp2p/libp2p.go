// Package libp2p depends on a real wrapper of OpenSSL, so that refvet can be run
// on it: see passes/libp2p_test.go.
package libp2p

import _ "github.com/libp2p/go-openssl"
