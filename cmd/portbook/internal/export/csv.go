package export

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/facts"
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
	var b bytes.Buffer
	for port, line := range d.lines(&b, first, first+shardSize-1, func(p *facts.Port) { b.Write(appendRow(b.AvailableBuffer(), p)) }) {
		dst = appendPort(dst, "", port, line)
	}
	return dst
}

func appendRow(dst []byte, p *facts.Port) []byte {
	dst = append(appendPort(dst, "", p.Number, ","), p.Status.String()...)
	for t := range registry.Unstated {
		dst = append(append(dst, ','), p.Statuses[t].String()...)
	}
	var services, programs []string
	for _, a := range p.Assignments {
		if a.Service != "" {
			services = append(services, strings.TrimSuffix(a.Service+"/"+a.Transport.String(), "/")) // ssh/tcp
		}
	}
	dst = appendCell(appendCell(dst, strings.Join(services, " ")), p.Description)
	for _, port := range [...]int{p.First, p.Last, p.Previous, p.Next} {
		if dst = append(dst, ','); port >= 0 {
			dst = strconv.AppendInt(dst, int64(port), 10)
		}
	}
	for _, u := range p.Programs() {
		programs = append(programs, u.Name)
	}
	blocked, essay := "", ""
	if p.Blocked {
		blocked = "yes"
	}
	if p.Essay != nil {
		essay = p.Essay.Name
	}
	dst = appendCell(appendCell(appendCell(dst, strings.Join(programs, "; ")), blocked), essay)
	return append(dst, "\r\n"...)
}

// appendCell appends a comma and a cell, in quotes where it needs them.
func appendCell(dst []byte, cell string) []byte {
	dst = append(dst, ',')
	if !strings.ContainsAny(cell, "\",\r\n") {
		return append(dst, cell...)
	}
	return append(append(append(dst, '"'), strings.ReplaceAll(cell, `"`, `""`)...), '"')
}
