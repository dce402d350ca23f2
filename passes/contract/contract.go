package contract

import (
	_ "embed"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/passes/internal/check"
)

//go:embed doc.go
var page string

// Analyzer reports the findings of class [finding.Contract].
var Analyzer = check.New(finding.Contract, page)
