package main

// A variant is one way for control or for a handle to flow.
type variant struct {
	name  string
	sign  sig    // what the variant itself needs
	moves bool   // starts with $ACQ: the handle is not a parameter
	bad   string // of all checks but leak
	good  string
	leak  string // the bad body of leak; bad if ""

	// only has the bodies of checks that need their own; "" falls back.
	only map[string]bodies
}

// bodies are those of one check in one variant.
type bodies struct {
	sign      sig
	bad, good string
	moves     bool
}

// A sig is a part of a signature.
type sig struct {
	params string // in addition to those of the check
	result string
}

func (v variant) body(check string, bad bool) string {
	own := v.only[check]
	switch {
	case bad && own.bad != "":
		return own.bad
	case !bad && own.good != "":
		return own.good
	case !bad:
		return v.good
	case check == "leak" && v.leak != "":
		return v.leak
	}
	return v.bad
}

func (v variant) sig(check string) sig {
	if own := v.only[check]; own.sign != (sig{}) {
		return own.sign
	}
	return v.sign
}

// variants returns all variants, in the order in which they are written.
func variants() []variant {
	var all []variant
	for _, vs := range [][]variant{control, loops(), exits(), moves(), actions(), helpers(), defers, owners, outcomes} {
		all = append(all, vs...)
	}
	return all
}
