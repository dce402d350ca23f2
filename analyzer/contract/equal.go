package contract

import "reflect"

// Equal reports whether c and d say the same.
func (c *Contract) Equal(d *Contract) bool {
	return c.Partial == d.Partial && len(c.Rows) == len(d.Rows) &&
		(len(c.Rows) == 0 || reflect.DeepEqual(stripVias(c.Rows), stripVias(d.Rows)))
}

// stripVias leaves out where effects happen, which recursion would make longer
// in each round.
func stripVias(rows []Row) []Row {
	out := make([]Row, len(rows))
	for i, r := range rows {
		out[i] = r
		out[i].Effects = make([]Effect, len(r.Effects))
		for j, e := range r.Effects {
			e.Via = nil
			out[i].Effects[j] = e
		}
	}
	return out
}

// Touches reports whether a call can change or lend a reference, or needs a good
// handle.
func (c *Contract) Touches() bool {
	for _, r := range c.Rows {
		for _, e := range r.Effects {
			switch e.Op {
			case OpNew:
				if e.Kind != "" {
					return true
				}
			case OpUse, OpRetain, OpRelease, OpSet, OpEnd, OpEndHome, OpLend, OpHome, OpSameHome, OpFinalizer, OpCleanup:
				return true
			}
		}
	}
	return false
}
