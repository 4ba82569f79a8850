package export

import (
	"fmt"
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
	var names []string // the official one first
	var official *registry.Assignment
	for _, a := range rows {
		switch {
		case a.Transport != t || !isServiceName(a.Service):
			continue
		case official == nil, official.Alias() && !a.Alias():
			official = a
			names = slices.Insert(names, 0, a.Service)
		default:
			names = append(names, a.Service)
		}
	}
	if official == nil {
		return dst
	}
	line := fmt.Sprintf("%-16s%d/%s", official.Service, port, t) // names have at most 15 letters, ports and transports 10
	if len(names) > 1 {
		line = fmt.Sprintf("%-26s %s", line, strings.Join(names[1:], " "))
	}
	if about := official.Summary(); about != "" {
		line += "  # " + about
	}
	return append(append(dst, line...), '\n')
}

// isServiceName reports whether a name can stand in the file: white space and # would end it.
func isServiceName(name string) bool {
	return name != "" && len(name) <= maxServiceName && !strings.ContainsAny(name, " \t#") && name[0] != '/'
}
