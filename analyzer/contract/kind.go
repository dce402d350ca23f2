package contract

// A Kind describes a counted (or lent) object, from a stub file's type.
type Kind struct {
	Name  string // as the C type is called
	Word  string // what messages call it: "session"
	Free  string // the function that gives a reference back, for messages
	UpRef string // the function that takes one, or ""
	Slots []Slot
	// Optional: there may be none, as an ordinary answer and not for want of
	// memory, because a slot that holds it may be empty.
	Optional bool
	// Home: the object is a context, to which others belong: the kind of a slot
	// named home of some other kind.
	Home bool
}

// A Slot is a place in an object that holds a reference of its own.
type Slot struct {
	Name string
	Kind string
	Many bool
	// NonNull: the slot of a live object is never empty.
	NonNull bool
}

// Slot returns the slot of k named name, or nil.
func (k *Kind) Slot(name string) *Slot {
	if k == nil {
		return nil
	}
	for i := range k.Slots {
		if k.Slots[i].Name == name {
			return &k.Slots[i]
		}
	}
	return nil
}
