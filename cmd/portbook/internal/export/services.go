package export

import (
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
	official, aliases := namesFor(rows, t)
	if official == nil {
		return dst
	}
	start := len(dst)
	dst = pad(append(dst, official.Service...), start+maxServiceName+1)
	dst = append(appendPort(dst, "", port, "/"), t.String()...)
	if len(aliases) > 0 {
		dst = pad(dst, start+maxServiceName+1+len("65535/sctp "))
		dst = append(dst, strings.Join(aliases, " ")...)
	}
	if about := official.Summary(); about != "" {
		dst = append(append(dst, "  # "...), about...)
	}
	return append(dst, '\n')
}

// namesFor returns the row whose name is the official one of a transport, or nil, and the other names.
func namesFor(rows []*registry.Assignment, t registry.Transport) (official *registry.Assignment, aliases []string) {
	fits := func(a *registry.Assignment) bool { return a.Transport == t && isServiceName(a.Service) }
	for _, a := range rows {
		if fits(a) && (official == nil || official.Alias() && !a.Alias()) {
			official = a
		}
	}
	for _, a := range rows {
		if a != official && fits(a) {
			aliases = append(aliases, a.Service)
		}
	}
	return official, aliases
}

// isServiceName reports whether a name can stand in the file: white space and # would end it.
func isServiceName(name string) bool {
	return name != "" && len(name) <= maxServiceName && !strings.ContainsAny(name, " \t#") && name[0] != '/'
}

// pad appends spaces up to a length, and one at least.
func pad(dst []byte, length int) []byte {
	return append(dst, strings.Repeat(" ", max(1, length-len(dst)))...)
}
