package fix

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// NotePrefix begins the text of a related position that is none: it carries the
// candidates of a finding to the command refvet, as drivers hand on text only.
const NotePrefix = "refvet:candidates "

// A Proposal is what may be tried to clear one finding.
type Proposal struct {
	Sum        string // of the file's content that the candidates are for
	Candidates []Candidate
}

// Encode writes the candidates for src as a note.
func Encode(src *Source, candidates []Candidate) string {
	data, err := json.Marshal(Proposal{Sum(src.Content), candidates})
	if err != nil {
		return ""
	}
	return NotePrefix + base64.StdEncoding.EncodeToString(data)
}

// Decode reads a note without its prefix.
func Decode(note string) (p Proposal, err error) {
	data, err := base64.StdEncoding.DecodeString(note)
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	return p, err
}

// Sum names a file's content.
func Sum(content []byte) string { return fmt.Sprintf("%x", sha256.Sum256(content)) }
