// Package passes lists refvet's checks, for drivers.
//
// The engine, package analyzer, is not on the list: it reports nothing itself,
// and drivers run it because each check requires it.
package passes

import (
	"github.com/refvet/refvet/passes/borrowescape"
	"github.com/refvet/refvet/passes/contract"
	"github.com/refvet/refvet/passes/crosscontext"
	"github.com/refvet/refvet/passes/leak"
	"github.com/refvet/refvet/passes/nullresult"
	"github.com/refvet/refvet/passes/overrelease"
	"github.com/refvet/refvet/passes/useafterrelease"
	"golang.org/x/tools/go/analysis"
)

// All has every check, in the order of the classes of package finding. None is left out: each
// of them is on unless the user turns it off.
var All = []*analysis.Analyzer{
	useafterrelease.Analyzer,
	leak.Analyzer,
	overrelease.Analyzer,
	crosscontext.Analyzer,
	nullresult.Analyzer,
	contract.Analyzer,
	borrowescape.Analyzer,
}
