package export

import (
	"slices"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// appendServices appends a file that can stand at /etc/services: services(5). A line is a port and a
// transport; the first name that is no alias is the official one, the others follow as aliases. Rows
// that state no transport are left out, since every line has to.
func appendServices(dst []byte, from *Source, full func([]byte) []byte) []byte {
	dst = append(dst, "# Services by port, from IANA's registry of "+from.Date+".\n"+
		"# Format: services(5). More about each port: "+from.Base+"\n"...)
	for port := range registry.Ports {
		if rows := from.Registry.Assignments(port); slices.ContainsFunc(rows, isNamed) {
			for t := range registry.Unstated {
				dst = appendServiceLine(dst, port, t, rows)
			}
		}
		if port%shardSize == 0 {
			dst = full(dst)
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
	dst = append(dst, official.Service...)
	dst = pad(dst, start+maxServiceName+1)
	dst = strconv.AppendInt(dst, int64(port), 10)
	dst = append(append(dst, '/'), t.String()...)
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

func isNamed(a *registry.Assignment) bool { return a.Service != "" }

// isServiceName reports whether a name can stand in the file: white space and # would end it.
func isServiceName(name string) bool {
	return name != "" && len(name) <= maxServiceName && !strings.ContainsAny(name, " \t#") && name[0] != '/'
}

// pad appends spaces up to a length, and one at least.
func pad(dst []byte, length int) []byte {
	for dst = append(dst, ' '); len(dst) < length; {
		dst = append(dst, ' ')
	}
	return dst
}
