package registry

import "strings"

// Assignment is one row of the registry as the file states it; nothing in it is concluded from
// other rows. Texts are trimmed, their lines end in LF, and broken bytes are U+FFFD.
type Assignment struct {
	Line         int       // line of the file on which the row begins, 1-based
	First, Last  int       // the ports it covers, both inclusive; -1 when it has no port number
	Service      string    // service name; "" for unassigned and reserved rows
	Transport    Transport // Unstated when the cell is empty
	AnyTransport bool      // no service and no transport: the status counts for every transport
	Status       Status    // what the row says: see wordings
	Description  string    // may have several lines
	Assignee     string    // bracketed keys: see People
	Contact      string    // bracketed keys: see People
	Registered   string    // YYYY-MM-DD or YYYY-MM, or "": a month has no day to show
	Modified     string    // as Registered
	Reference    string    // bracketed references: see References
	ServiceCode  string    // DCCP only: decimal of four ASCII letters
	Unauthorized string    // known use without assignment
	Notes        string    // may have several lines

	summary string // what Summary returns, or "" when that is not known
}

// Alias reports whether the notes call the name an alias, a duplicate or historic, as IANA does
// for www beside http and for names such as z39.50 that break the rules of RFC 6335 section 5.1.
func (a *Assignment) Alias() bool {
	return a.Notes != "" && (strings.Contains(a.Notes, aliasPhrase) ||
		strings.Contains(a.Notes, duplicatePhrase) || strings.Contains(a.Notes, "is now historic"))
}

const (
	aliasPhrase     = `is an alias to `
	duplicatePhrase = `is a duplicate of the `
)

// AliasOf is the name that the notes of an alias send the reader to, or "" when they name none.
func (a *Assignment) AliasOf() string {
	for _, phrase := range []string{aliasPhrase, duplicatePhrase} {
		if _, rest, ok := strings.Cut(a.Notes, phrase+`"`); ok {
			name, _, _ := strings.Cut(rest, `"`)
			return name
		}
	}
	return ""
}

// Widespread reports whether the notes say that the row records an unassigned but widespread use:
// such a name, for example cddbp at 888, is in the registry without being assigned.
func (a *Assignment) Widespread() bool {
	return a.Notes != "" && strings.Contains(a.Notes, "unassigned but widespread")
}

// wellFormed begins the sentence that IANA puts into the description of a name that replaces one
// which broke the rules.
const wellFormed = "IANA assigned this well-formed service name"

// Summary is the description in one line and without IANA's remark on the form of the name;
// "" when nothing remains.
func (a *Assignment) Summary() string {
	if a.summary != "" || a.Description == "" {
		return a.summary
	}
	text, _, _ := strings.Cut(a.Description, wellFormed)
	return oneLine(text)
}

// conflict reports whether IANA marked the row as colliding with an earlier use: shilp at 2049.
func (a *Assignment) conflict() bool {
	return a.Notes != "" && strings.Contains(a.Notes, "NOTE Conflict")
}

// Withdrawn reports whether the row, or its notes, say that an assignment was taken back: it is
// Deregistered, or a note says "De-assigned on 2025-02-13" or "This entry has been removed".
func (a *Assignment) Withdrawn() bool {
	if a.Status == Deregistered {
		return true
	}
	notes := strings.ToLower(a.Notes)
	return strings.Contains(notes, "de-assigned on") || strings.Contains(notes, "has been removed on")
}
