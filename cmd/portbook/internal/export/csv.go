package export

import (
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/page"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// csvHeader names the columns of ports.csv; content/pages/data-files.md describes them.
const csvHeader = "port,status,tcp,udp,sctp,dccp,services,description,block_first,block_last,previous,next,uses,browser_blocked,essay\r\n"

// appendCSV appends one row a port: RFC 4180, with header, in UTF-8.
func (d *Data) appendCSV(dst []byte, shard int) []byte {
	if shard == 0 {
		dst = append(dst, csvHeader...)
	}
	first := shard * shardSize
	for port, line := range d.lines(first, first+shardSize-1, appendRow) {
		dst = appendPort(dst, "", port, line)
	}
	return dst
}

func appendRow(dst []byte, p *page.Port) []byte {
	dst = append(appendPort(dst, "", p.Number, ","), p.Status.String()...)
	for t := range registry.Unstated {
		dst = append(append(dst, ','), p.Statuses[t].String()...)
	}
	dst = appendCell(dst, serviceList(p))
	dst = appendCell(dst, p.Description)
	for _, port := range [...]int{p.First, p.Last, p.Previous, p.Next} {
		if dst = append(dst, ','); port >= 0 {
			dst = strconv.AppendInt(dst, int64(port), 10)
		}
	}
	dst = appendCell(dst, programList(p))
	if dst = append(dst, ','); p.Blocked {
		dst = append(dst, "yes"...)
	}
	if p.Essay != nil {
		return append(appendCell(dst, p.Essay.Name), "\r\n"...)
	}
	return append(dst, ",\r\n"...)
}

// serviceList is all services with their transports: "ssh/tcp ssh/udp"; names have no spaces.
func serviceList(p *page.Port) string {
	var names []string
	for _, a := range p.Assignments {
		if a.Service != "" {
			names = append(names, strings.TrimSuffix(a.Service+"/"+a.Transport.String(), "/"))
		}
	}
	return strings.Join(names, " ")
}

// programList is what else is known to use the port, each name once: "Minecraft Java Edition; Other".
func programList(p *page.Port) string {
	var names []string
	for _, u := range p.Programs() {
		names = append(names, u.Name)
	}
	return strings.Join(names, "; ")
}

// appendCell appends a comma and a cell, in quotes where it needs them.
func appendCell(dst []byte, cell string) []byte {
	dst = append(dst, ',')
	if !strings.ContainsAny(cell, "\",\r\n") {
		return append(dst, cell...)
	}
	return append(append(append(dst, '"'), strings.ReplaceAll(cell, `"`, `""`)...), '"')
}
