package registry

import "strings"

// Status is what the registry says of a port, of one transport of a port, or in one row.
type Status uint8

// The statuses of RFC 6335 section 6, and three more that the file itself makes necessary.
const (
	NotListed    Status = iota // no row covers it
	Assigned                   // to a service
	Unassigned                 // open to applications for assignment
	Reserved                   // held back by IANA
	Deregistered               // was assigned once: also removed, deprecated, de-commissioned
	Dynamic                    // never assigned, because of its number
)

var statusNames = [...]string{"not-listed", "assigned", "unassigned", "reserved", "de-registered", "dynamic"}

// String is the status as a word for URLs and data: "not-listed", "assigned", "unassigned",
// "reserved", "de-registered" or "dynamic".
func (s Status) String() string { return statusNames[s] }

// wordings are the beginnings of descriptions, in lower case, that state a status. IANA's file has
// no column for the status; a row without a service name states it in words.
var wordings = map[Status][]string{
	// Also "Unassigned [was netstat]"; and 1008/udp, a rumour rather than an assignment.
	Unassigned: {"unassigned", "(unassigned)", "possibly used"},
	Reserved:   {"reserved", "iana reserved"},
	// One is spelt as at 1783.
	Deregistered: {
		"removed", "de-registered", "deregistered", "de-assigned", "deprecated", "de-commissioned", "decommissioned", "decomissioned",
	},
}

// statusOfRow is the status that one row states. A row with a service name is an assignment,
// whatever its description says. Without a name the description decides; one that is not in
// the table ("any private mail system") describes a use that the number is assigned to.
func statusOfRow(service, description string) Status {
	if service != "" {
		return Assigned
	}
	description = strings.ToLower(description)
	for status, beginnings := range wordings {
		for _, beginning := range beginnings {
			if strings.HasPrefix(description, beginning) {
				return status
			}
		}
	}
	return Assigned
}
