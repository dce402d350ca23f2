// Package os stands for the real one in programs that the oracle runs.
package os

import "github.com/refvet/refvet/oracle/model"

// Exit ends the run, and nothing that follows happens.
func Exit(int) {
	model.Mute()
	model.Stop()
}
