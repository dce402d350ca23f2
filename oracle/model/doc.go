// Package model is what refvet's oracle believes about OpenSSL's sessions: the
// session API under its C names, over objects, slots, references and home
// contexts, which notes every use of what the code has no right to.
//
// Two notions are kept apart, as in the design. Permission is what refvet is
// judged by: a handle carries the right that it was got with, and an object the
// references that the code still owes. Memory is what the real library would
// do: a count for each object. Package ctruth compares the second with libssl
// under valgrind, and checks that a memory error is always a permission error.
//
// Generated programs import this package in place of cgo. What a real run
// leaves open (does this read replace the session? is there memory for a new
// one?) is asked of [Pick], so that a driver can try every answer. Nothing here
// may import more than it must: the package is analysed with each program.
package model
