package lower

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// collect lists the functions to be analysed.
func (p *Package) collect() {
	p.exports = make(map[string]*ssa.Function)
	p.addTree(&p.Funcs, p.SSA.Func("init"))
	for _, file := range p.Files {
		if declaresCgo(file) {
			continue
		}
		for _, decl := range file.Decls {
			syntax, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			obj, _ := p.Info.Defs[syntax.Name].(*types.Func)
			fn := p.SSA.Prog.FuncValue(obj)
			if fn == nil {
				continue
			}
			p.addTree(&p.Funcs, fn)
			if name := exportName(syntax.Doc); name != "" {
				p.exports[name] = fn
			}
		}
	}
	p.collectInstances()
}

// addTree adds fn and the function literals within.
func (p *Package) addTree(list *[]*ssa.Function, fn *ssa.Function) {
	if fn == nil {
		return
	}
	*list = append(*list, fn)
	for _, anon := range fn.AnonFuncs {
		p.addTree(list, anon)
	}
}

// collectInstances follows mentions of functions from Funcs.
func (p *Package) collectInstances() {
	seen := make(map[*ssa.Function]bool)
	visit := func(fn *ssa.Function) {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				for _, operand := range instr.Operands(nil) {
					callee, ok := (*operand).(*ssa.Function)
					if !ok || seen[callee] {
						continue
					}
					seen[callee] = true
					if _, _, c := CFunc(callee); !c && callee.Origin() != nil && callee.Origin().Pkg == p.SSA {
						p.addTree(&p.Instances, callee)
					}
				}
			}
		}
	}
	for _, fn := range p.Funcs {
		visit(fn)
	}
	for i := 0; i < len(p.Instances); i++ {
		visit(p.Instances[i])
	}
}

// Exported returns the Go function that C knows as name, or nil.
func (p *Package) Exported(name string) *ssa.Function { return p.exports[name] }

func exportName(doc *ast.CommentGroup) string {
	if doc == nil {
		return ""
	}
	for _, comment := range doc.List {
		if name, ok := strings.CutPrefix(comment.Text, "//export "); ok {
			return strings.TrimSpace(name)
		}
	}
	return ""
}
