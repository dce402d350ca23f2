package catalog

import (
	"regexp"
	"strings"
)

// cDeclarations splits preprocessed C into declarations, without bodies and
// attributes.
func cDeclarations(text string) []string {
	var flat strings.Builder
	depth := 0
	for _, c := range text {
		switch {
		case c == '{':
			depth++
		case c == '}':
			depth--
			if depth == 0 {
				flat.WriteByte(';')
			}
		case depth == 0:
			flat.WriteRune(c)
		}
	}
	attribute := regexp.MustCompile(`__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)`)
	var out []string
	for d := range strings.SplitSeq(attribute.ReplaceAllString(flat.String(), ""), ";") {
		out = append(out, strings.Join(strings.Fields(d), " "))
	}
	return out
}

var (
	plainFunction    = regexp.MustCompile(`^(.*?)(\w+) ?\((.*)\)$`)
	functionOfFunc   = regexp.MustCompile(`^(.*?)\( ?\* ?(\w+) ?\((.*?)\) ?\) ?\((.*)\)$`) // int (*f(A a))(B)
	functionPointer  = regexp.MustCompile(`^(.*?)\( ?\* ?(\w*) ?\) ?\((.*)\)$`)            // int (*cb)(B)
	trailingName     = regexp.MustCompile(`^(.*?)(\w+)$`)
	writableIndirect = regexp.MustCompile(`\*`)
)

// cFunction reads the declaration of one function.
func cFunction(d string) (cFunc, bool) {
	d = strings.TrimPrefix(d, "extern ")
	if strings.HasPrefix(d, "typedef") || strings.HasPrefix(d, "static") || !strings.Contains(d, "(") {
		return cFunc{}, false
	}
	var f cFunc
	var params string
	if m := functionOfFunc.FindStringSubmatch(d); m != nil {
		f.name, params, f.result = m[2], m[3], funcType(m[1], m[4])
	} else if m := plainFunction.FindStringSubmatch(d); m != nil {
		f.name, params, f.result = m[2], m[3], goType(m[1])
	}
	for _, p := range splitTop(params) {
		if p == "void" {
			continue
		}
		f.params = append(f.params, cParam(p))
		f.outs = append(f.outs, writable(p))
	}
	return f, f.name != ""
}

// cParam returns the type of a parameter declaration, its name left out.
func cParam(p string) string {
	if m := functionPointer.FindStringSubmatch(p); m != nil {
		return funcType(m[1], m[3])
	}
	m := trailingName.FindStringSubmatch(p)
	if m == nil || strings.Trim(strings.NewReplacer("const", "", "struct", "").Replace(m[1]), " ") == "" ||
		m[2] == "int" || m[2] == "long" || m[2] == "char" {
		return goType(p)
	}
	return goType(m[1])
}

func funcType(result, params string) string {
	var types []string
	for _, p := range splitTop(params) {
		if p != "void" {
			types = append(types, cParam(p))
		}
	}
	text := "func(" + strings.Join(types, ", ") + ")"
	if r := goType(result); r != "" {
		text += " " + r
	}
	return text
}

// goType writes a C type as stub files do.
func goType(c string) string {
	stars := strings.Count(c, "*")
	words := strings.Fields(strings.ReplaceAll(c, "*", " "))
	var base []string
	for _, w := range words {
		if w != "const" && w != "struct" && w != "extern" {
			base = append(base, w)
		}
	}
	name := strings.Join(base, " ")
	if short, ok := shortTypes[name]; ok {
		name = short
	}
	if name == "void" {
		if stars == 0 {
			return ""
		}
		return strings.Repeat("*", stars-1) + "unsafe.Pointer"
	}
	return strings.Repeat("*", stars) + name
}

var shortTypes = map[string]string{
	"unsigned int": "uint", "unsigned": "uint", "unsigned long": "ulong", "unsigned char": "uchar",
	"ssl_st": "SSL", "ssl_ctx_st": "SSL_CTX", "ssl_session_st": "SSL_SESSION", "evp_pkey_st": "EVP_PKEY",
}

// writable reports whether a function can write plain data, or a handle,
// through the parameter: it is a pointer to a pointer or to unnamed or basic
// data that is not const.
func writable(p string) bool {
	if functionPointer.MatchString(p) || !strings.Contains(p, "*") {
		return false
	}
	indirections := len(writableIndirect.FindAllString(p, -1))
	if indirections > 1 {
		return true
	}
	basic := regexp.MustCompile(`^(void|char|unsigned char|int|unsigned int|unsigned|long|size_t|u?int\d+_t) ?\*`)
	return basic.MatchString(p)
}

// splitTop splits at the commas outside of parentheses.
func splitTop(s string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range s {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			out = append(out, strings.TrimSpace(s[from:i]))
			from = i + 1
		}
	}
	if rest := strings.TrimSpace(s[from:]); rest != "" {
		out = append(out, rest)
	}
	return out
}
