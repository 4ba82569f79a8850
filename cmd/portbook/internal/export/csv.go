package export

import (
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// csvHeader names the columns of ports.csv; content/pages/data-files.md describes them.
const csvHeader = "port,status,tcp,udp,sctp,dccp,services,description,block_first,block_last,previous,next,uses,browser_blocked,essay\r\n"

// appendCSV appends one row a port: RFC 4180, with header, in UTF-8.
func appendCSV(dst []byte, from *Source, full func([]byte) []byte) []byte {
	dst = append(dst, csvHeader...)
	var p Port
	for first := 0; first < registry.Ports; first += shardSize {
		dst = full(from.appendPorts(dst, first, first+shardSize-1, "", func(dst []byte, port int) []byte {
			from.fill(&p, port) // rows have no title
			return p.appendRow(dst, from.Registry)
		}))
	}
	return dst
}

// appendRow appends what stands behind the number in the row of a port.
func (p *Port) appendRow(dst []byte, r *registry.Registry) []byte {
	dst = append(append(dst, ','), p.Status.String()...)
	for t := range registry.Unstated {
		dst = append(append(dst, ','), r.StatusOf(p.Number, t).String()...)
	}
	dst = appendCell(append(dst, ','), p.serviceList())
	dst = appendCell(append(dst, ','), p.Description)
	for _, n := range [...]int{p.First, p.Last, p.Previous, p.Next} {
		if dst = append(dst, ','); n >= 0 {
			dst = strconv.AppendInt(dst, int64(n), 10)
		}
	}
	dst = appendCell(append(dst, ','), p.useNames())
	if dst = append(dst, ','); p.Blocked {
		dst = append(dst, "yes"...)
	}
	if dst = append(dst, ','); p.Essay != nil {
		dst = appendCell(dst, p.Essay.Name)
	}
	return append(dst, "\r\n"...)
}

// serviceList is all services with their transports: "ssh/tcp ssh/udp"; names have no spaces.
func (p *Port) serviceList() string {
	var names []string
	for _, a := range p.Assignments {
		if a.Service == "" {
			continue
		}
		name := a.Service
		if a.Transport != registry.Unstated {
			name += "/" + a.Transport.String()
		}
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// useNames is what else is known to use the port, each name once: "Minecraft Java Edition; Other".
func (p *Port) useNames() string {
	var names []string
	for i, u := range p.Uses {
		if i == 0 || u.Name != p.Uses[i-1].Name {
			names = append(names, u.Name)
		}
	}
	return strings.Join(names, "; ")
}

// appendCell appends a cell of a CSV file, in quotes where it needs them.
func appendCell(dst []byte, cell string) []byte {
	if !strings.ContainsAny(cell, "\",\r\n") {
		return append(dst, cell...)
	}
	dst = append(dst, '"')
	dst = append(dst, strings.ReplaceAll(cell, `"`, `""`)...)
	return append(dst, '"')
}
