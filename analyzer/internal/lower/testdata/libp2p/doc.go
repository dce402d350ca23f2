// Package libp2p makes a real wrapper of OpenSSL available to tests.
package libp2p

import _ "github.com/libp2p/go-openssl"
