package borrowescape

import (
	_ "embed"

	"github.com/refvet/refvet/analyzer/finding"
	"github.com/refvet/refvet/passes/internal/check"
)

//go:embed doc.go
var page string

// Analyzer reports the findings of class [finding.BorrowEscape].
var Analyzer = check.New(finding.BorrowEscape, page)
