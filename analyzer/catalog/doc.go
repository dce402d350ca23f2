// Package catalog reads contracts: from the embedded stub files about OpenSSL
// and the standard library, from a team's own stub files, and from directives
// on a user's own functions. What enters is text; what leaves is
// [contract.Contract] values and the index over them. It must not import
// go/ssa or go/analysis: what a call does to a state is package transfer's.
//
// # Stub files
//
// A stub file is Go syntax: declarations without bodies, with directives in
// their doc comments. "package C" makes it one about C functions; in any other
// file, a line
//
//	//refvet:package net/http
//
// gives the import path of the declarations that follow it. Types declared as
//
//	//refvet:object connection free=SSL_free up_ref=SSL_up_ref
//	type SSL struct { session *SSL_SESSION; ctx *SSL_CTX }
//
// are kinds of objects, their fields the slots ([]*T: any number of objects). A
// *T of such a type is a handle. Without free= the object is only ever lent.
// "//refvet:shim prefix X_" and "//refvet:shim suffix _x" say how C shims rename
// functions, and "//refvet:convention Get1* own result" what the name of an
// interface method promises. Function types and interface methods are declared as in Go.
//
// # Directives
//
//	//refvet:VERB OPERANDS [if COND{, COND}] [on COND{, COND}] [may]
//
//	own P [from B.slot] [as KIND] [nullable|nonnull]
//	borrow P from B[.slot] [as KIND] [nullable|nonnull]
//	alias P = Q [nullable]
//	release P        retain P         transfer P to B[.slot]
//	hold P in B.slot store P = V      clear P
//	end B.slot       endhome C        context P = Q    unbound P
//	samecontext P, Q nonnull P        tolerates P      use P   unused P
//	keep P           keepalive P      havoc P          sync
//	call F [now|maybe|later] [with V{, V}]
//	finalizer P = F  finalizer P = nil  cleanup P = F [with V{, V}]
//	noreturn         pure             nothing          ensures P
//	blocks           (may wait for what another goroutine does)
//	kind P as KIND   (P is a handle of KIND, where its type does not say so)
//	equal R = A, B   (the result R is whether A and B are the same value)
//	sum R = A, V     (the result R is the integer A plus V)
//	add P by V       (the integer P becomes P plus V)
//
// A path is a receiver, parameter or result name, "recv", "param0", "result",
// "result1", "call0" (what the first call directive returned) or "@pkg/path.Var", then fields,
// slots, "[n]", ".*"; "*a" is what the out-parameter a points to. A value is a
// path, "&path", nil, an integer, true, false, nonnil, "func:NAME" or "_" (not
// known). "new:path" is what is at the path once the effects before have
// happened; other paths mean what was there on entry. A condition is "P == nil", "P > 0" and so on, "P", "!P", "P is
// pkg/path.ErrX" or "P is not pkg/path.ErrX".
//
// # Rows
//
// The conditions form a decision tree, entry conditions first, in which a
// condition is asked only where a directive still depends on it. Its leaves are
// the rows. The way round in which an "on" condition is written first is the
// success; rows of the other way are Fail. The other way of "on result == 1" is a
// result of 0, as OpenSSL's manual pages have it, unless another condition names a
// third case; where a failure may be negative, write "on result > 0". "nothing" does nothing, and so can
// name a case, or say which way round is the success. "ensures P" adds to its
// rows that P is not nil.
//
// "borrow P from B.slot" loads the slot where the slot holds objects of P's
// kind; where it holds another kind (a certificate within ssl.session), P lies
// within the slot's occupant.
package catalog
