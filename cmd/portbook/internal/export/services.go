package export

import (
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// appendServices appends a file that can stand at /etc/services: services(5). A line is a port and a
// transport; the first name that is no alias is the official one, the others follow as aliases. Rows
// that state no transport are left out, since every line has to.
func (d *Data) appendServices(dst []byte, shard int) []byte {
	if shard == 0 {
		dst = append(dst, "# Services by port, from IANA's registry of "+d.Date+".\n"+
			"# Format: services(5). More about each port: "+d.Base+"\n"...)
	}
	for port := shard * shardSize; port < (shard+1)*shardSize; port++ {
		for t := range registry.Unstated {
			if d.Registry.StatusOf(port, t) == registry.Assigned {
				dst = appendServiceLine(dst, port, t, d.Registry.Assignments(port))
			}
		}
	}
	return dst
}

// maxServiceName is the length of service names by RFC 6335 section 5.1; longer ones would be cut by some readers.
const maxServiceName = 15

func appendServiceLine(dst []byte, port int, t registry.Transport, rows []*registry.Assignment) []byte {
	var room [8]*registry.Assignment // mostly enough
	fitting := room[:0]
	for _, a := range rows {
		if a.Transport == t && isServiceName(a.Service) {
			fitting = append(fitting, a)
		}
	}
	if len(fitting) == 0 {
		return dst
	}
	first := max(0, slices.IndexFunc(fitting, func(a *registry.Assignment) bool { return !a.Alias() }))
	official, start := fitting[first], len(dst)
	dst = pad(append(dst, official.Service...), start+maxServiceName+1)
	dst = append(appendPort(dst, "", port, "/"), t.String()...)
	for i, a := range slices.Delete(fitting, first, first+1) {
		if i == 0 {
			dst = pad(dst, start+maxServiceName+len("65535/sctp "))
		}
		dst = append(append(dst, ' '), a.Service...)
	}
	if about := official.Summary(); about != "" {
		dst = append(append(dst, "  # "...), about...)
	}
	return append(dst, '\n')
}

// isServiceName reports whether a name can stand in the file: white space and # would end it.
func isServiceName(name string) bool {
	return name != "" && len(name) <= maxServiceName && !strings.ContainsAny(name, " \t#") && name[0] != '/'
}

// pad appends spaces up to a length.
func pad(dst []byte, length int) []byte {
	return append(dst, strings.Repeat(" ", max(0, length-len(dst)))...)
}
