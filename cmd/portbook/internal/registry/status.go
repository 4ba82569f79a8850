package registry

import "strings"

// Status is what the registry says of a port, of one transport of a port, or in one row.
type Status uint8

// The statuses of RFC 6335 section 6, and three more that the file itself makes necessary.
const (
	NotListed    Status = iota // no row speaks of it
	Assigned                   // given to a service
	Unassigned                 // open to applications for assignment
	Reserved                   // held back by IANA
	Deregistered               // was assigned once: also removed, deprecated, de-commissioned
	Dynamic                    // never assigned, by its number alone
)

var statusNames = [...]string{"not-listed", "assigned", "unassigned", "reserved", "de-registered", "dynamic"}

// String is the status as a word for URLs and data: "not-listed", "assigned", "unassigned",
// "reserved", "de-registered" or "dynamic".
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return ""
}

// wordings maps the beginnings of descriptions, in lower case, to the status they state.
// IANA's file has no column for the status; a row without a service name tells it in words.
var wordings = []struct {
	prefix string
	status Status
}{
	{"unassigned", Unassigned}, // also "Unassigned [was netstat]", "Unassigned (FRP-Released 12/7/00)"
	{"(unassigned)", Unassigned},
	{"possibly used", Unassigned}, // 1008/udp: a rumour, not an assignment
	{"reserved", Reserved},        // also "Reserved - IANA"
	{"iana reserved", Reserved},
	{"removed", Deregistered},
	{"de-registered", Deregistered},
	{"deregistered", Deregistered},
	{"de-assigned", Deregistered},
	{"deprecated", Deregistered},
	{"de-commissioned", Deregistered},
	{"decommissioned", Deregistered},
	{"decomissioned", Deregistered}, // the file's own spelling, 1783
}

// statusOfRow is the status that one row states. A row with a service name is an assignment,
// whatever its description says. Without a name the description decides; one that is not in
// the table ("any private mail system") describes a use that the number is assigned to.
func statusOfRow(service, description string) Status {
	if service != "" {
		return Assigned
	}
	for _, w := range wordings {
		if hasPrefixFold(description, w.prefix) {
			return w.status
		}
	}
	return Assigned
}

// hasPrefixFold is strings.HasPrefix without regard to case; prefix is ASCII.
func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
