// Package lower turns a package into SSA in which C calls look as they were
// written.
//
// What enters is an [analysis.Pass], whose files cgo has processed: every
// C.f(x) with a pointer in it has become a call of a function literal that
// checks the pointer first. What leaves is an SSA package built from a copy of
// the syntax in which those literals are undone, so that locals are SSA values
// again and deferred C functions are static callees; and the answers to what
// only the syntax knows: what C function a call calls, how the programmer
// wrote it, what a value is called, and at which line and column it stands.
//
// The pass's files and type information are shared with other analyzers: they
// must not be changed here, so what has to be changed is copied first. What is
// not recognised stays as cgo left it, which is still correct Go.
//
// Nothing here knows what any C function does. Do not add such knowledge: it
// belongs in the catalog.
package lower
