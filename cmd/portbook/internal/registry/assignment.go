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
}

// Alias reports whether the notes call the name an alias, a duplicate or historic, as IANA does
// for www beside http and for names such as z39.50 that break the rules of RFC 6335 section 5.1.
func (a *Assignment) Alias() bool {
	return strings.Contains(a.Notes, "is an alias to ") || strings.Contains(a.Notes, "is a duplicate of the ") ||
		strings.Contains(a.Notes, "is now historic")
}

// Widespread reports whether the notes say that the row records an unassigned but widespread use:
// such a name, for example cddbp at 888, is in the registry without being assigned.
func (a *Assignment) Widespread() bool { return strings.Contains(a.Notes, "unassigned but widespread") }

// Withdrawn reports whether the row, or its notes, say that an assignment was taken back: it is
// Deregistered, or a note says "De-assigned on 2025-02-13" or "This entry has been removed on".
func (a *Assignment) Withdrawn() bool {
	notes := strings.ToLower(a.Notes)
	return a.Status == Deregistered || strings.Contains(notes, "de-assigned on") || strings.Contains(notes, "has been removed on")
}

// Summary is the description in one line and without the sentence that IANA adds to a name which
// replaces one that broke the rules; "" when nothing remains.
func (a *Assignment) Summary() string {
	text, _, _ := strings.Cut(a.Description, "IANA assigned this well-formed service name")
	return oneLine(text)
}
