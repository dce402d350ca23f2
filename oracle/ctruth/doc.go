// Package ctruth holds package model against libssl. A rule is a short script;
// it is run on the model, and, as a C function, by the real library under
// valgrind. The model must predict every memory error and every leak, and a
// memory error is always a permission violation. The other way is shown with an
// adversarial epilogue: everything else is freed before the last operation.
//
// The rules are in rules.txt, the C code that scripts rest on in prelude.h.
package ctruth
