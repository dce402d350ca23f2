// Package run is the oracle's harness: it builds batches of generated programs
// with the hooks of package model, runs them with every answer to their open
// questions, runs refvet on the same text without the hooks, and compares.
package run
