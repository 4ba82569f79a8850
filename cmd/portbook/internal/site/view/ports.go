package view

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// A Service is what texts say of the services of one port.
type Service struct {
	*registry.Assignment                    // the primary one
	Names                string             // of all: ssh; or, where transports differ: exec (tcp), comsat and biff (udp)
	On                   history.Transports // those with a service
	index                int                // among the ports that have a service
}

// newService spells out the names of a port, aliases left out.
func newService(primary *registry.Assignment, rows []*registry.Assignment, index int) *Service {
	s := &Service{Assignment: primary, Names: primary.Service, index: index}
	differ := false
	for _, a := range rows {
		if a.Service == "" {
			continue
		}
		if a.Transport != registry.Unstated {
			s.On |= 1 << a.Transport
		}
		differ = differ || a.Service != primary.Service && !a.Alias()
	}
	if differ {
		s.Names = listServices(rows)
	}
	return s
}

// listServices names every service with its transports, in file order: exec (tcp), comsat (udp).
func listServices(rows []*registry.Assignment) string {
	var names []string
	transports := map[string][]string{}
	for _, a := range rows {
		if a.Service == "" || a.Alias() {
			continue
		}
		if !slices.Contains(names, a.Service) {
			names = append(names, a.Service)
		}
		if a.Transport != registry.Unstated {
			transports[a.Service] = append(transports[a.Service], a.Transport.String())
		}
	}
	for i, name := range names {
		if t := transports[name]; len(t) > 0 {
			names[i] = name + " (" + strings.Join(t, ", ") + ")"
		}
	}
	return strings.Join(names, ", ")
}

// A Block is a run of ports of one headline status.
type Block struct {
	First, Last int
	Size        string // 1,024
	index       int    // among all blocks
}

// Ports is how many ports a block has.
func (b *Block) Ports() int { return b.Last - b.First + 1 }

// Slug is a block in addresses: 29170-29998.
func (b *Block) Slug() string { return Decimal(b.First) + "-" + Decimal(b.Last) }

// DescribePorts spells out, once, what pages say of many ports: services, blocks.
func (c *Common) DescribePorts() {
	c.Services, c.blockOf = make([]*Service, registry.Ports), make([]*Block, registry.Ports)
	services := 0
	for port := range registry.Ports {
		if first, last := c.Registry.Block(port); first == port {
			c.Blocks = append(c.Blocks, &Block{first, last, WithCommas(last - first + 1), len(c.Blocks)})
		}
		c.blockOf[port] = c.Blocks[len(c.Blocks)-1]
		if primary := c.Registry.Primary(port); primary != nil {
			c.Services[port] = newService(primary, c.Registry.Assignments(port), services)
			services++
		}
	}
}

// BlockOf is the block that a port lies in.
func (c *Common) BlockOf(port int) *Block { return c.blockOf[port] }

// A Thousand is the ports of one list: 8000 to 8999; the last one is shorter.
type Thousand struct {
	First, Last int
	Slug        string // in addresses: 8000-8999
	Name        string // in links: 8000–8999
}

// Thousands are all of them; that of a port is at port/1000.
var Thousands = func() (list [(registry.Ports + 999) / 1000]Thousand) {
	for i := range list {
		first, last := i*1000, min(i*1000+999, registry.Ports-1)
		f, l := strconv.Itoa(first), strconv.Itoa(last)
		list[i] = Thousand{first, last, f + "-" + l, f + "–" + l}
	}
	return list
}()

// numbers are the spellings of all ports.
type numbers struct{ decimal, hex, bytes []string }

// spelt spells all ports, when first asked for. The texts of a kind share one string: they are many, and short.
var spelt = sync.OnceValue(func() *numbers {
	return &numbers{
		spell(func(dst []byte, port int) []byte { return strconv.AppendInt(dst, int64(port), 10) }),
		spell(func(dst []byte, port int) []byte {
			return appendByte(appendByte(append(dst, "0x"...), port>>8), port&255)
		}),
		spell(func(dst []byte, port int) []byte { return appendByte(append(appendByte(dst, port>>8), ' '), port&255) }),
	}
})

func spell(number func(dst []byte, port int) []byte) []string {
	all := make([]byte, 0, registry.Ports*len("0x0000"))
	var ends [registry.Ports]int
	for port := range ends {
		all = number(all, port)
		ends[port] = len(all)
	}
	text, start := string(all), 0
	list := make([]string, registry.Ports)
	for port, end := range ends {
		list[port], start = text[start:end], end
	}
	return list
}

// appendByte appends a byte in hexadecimal.
func appendByte(dst []byte, b int) []byte {
	const digits = "0123456789abcdef"
	return append(dst, digits[b>>4], digits[b&15])
}

// Decimal is a port as text.
func Decimal(port int) string { return spelt().decimal[port] }

// WithCommas writes a number with separators: 42,444.
func WithCommas(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
