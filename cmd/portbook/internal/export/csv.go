package export

import (
	"bytes"
	"encoding/csv"
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
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	row := func(p *facts.Port) string {
		b.Reset()
		_ = w.Write(cells(p)) // a bytes.Buffer does not fail
		w.Flush()
		return b.String()
	}
	first := shard * shardSize
	for i, row := range d.lines(first, first+shardSize-1, row) {
		dst = appendPort(dst, "", first+i, row)
	}
	return dst
}

// cells are the row of a port.
func cells(p *facts.Port) []string {
	row := []string{strconv.Itoa(p.Number), p.Status.String()}
	for t := range registry.Unstated {
		row = append(row, p.Statuses[t].String())
	}
	var services, programs []string
	for _, a := range p.Assignments {
		if a.Service != "" {
			services = append(services, strings.TrimSuffix(a.Service+"/"+a.Transport.String(), "/")) // ssh/tcp
		}
	}
	for _, u := range p.Programs() {
		programs = append(programs, u.Name)
	}
	row = append(row, strings.Join(services, " "), p.Description)
	for _, port := range []int{p.First, p.Last, p.Previous, p.Next} {
		row = append(row, strings.TrimPrefix(strconv.Itoa(port), "-1")) // no port
	}
	blocked, essay := "", ""
	if p.Blocked {
		blocked = "yes"
	}
	if p.Essay != nil {
		essay = p.Essay.Name
	}
	return append(row, strings.Join(programs, "; "), blocked, essay)
}
