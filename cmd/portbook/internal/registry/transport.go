package registry

// Transport is a transport that has port numbers, as the registry's third column names it.
type Transport uint8

// The transports of the registry. Unstated stands for the rows that name a service but no
// transport, such as boe-cms at 6400: they must not be read as "tcp and udp".
const (
	TCP Transport = iota
	UDP
	SCTP
	DCCP
	Unstated
)

// Transports is the number of real transports: TCP, UDP, SCTP and DCCP are 0 to Transports-1.
const Transports = 4

var transportNames = []string{TCP: "tcp", UDP: "udp", SCTP: "sctp", DCCP: "dccp", Unstated: ""}

// String is the transport as the file writes it, "tcp", "udp", "sctp" or "dccp"; "" for Unstated.
func (t Transport) String() string { return transportNames[t] }
