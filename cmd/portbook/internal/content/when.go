package content

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/frontmatter"
	"github.com/portbook/portbook/cmd/portbook/internal/fault"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// A When is the condition in a text's front matter. Keys are joined by and, the values of a key by
// or; an empty When always holds.
type When struct {
	Status   frontmatter.Texts `yaml:"status"`   // headline status
	TCP      frontmatter.Texts `yaml:"tcp"`      // status for TCP
	UDP      frontmatter.Texts `yaml:"udp"`      // status for UDP
	SCTP     frontmatter.Texts `yaml:"sctp"`     // status for SCTP
	DCCP     frontmatter.Texts `yaml:"dccp"`     // status for DCCP
	Range    frontmatter.Texts `yaml:"range"`    // system, user, dynamic
	Services frontmatter.Texts `yaml:"services"` // none, one, several, differ (by transport)
	Kind     frontmatter.Texts `yaml:"kind"`     // what is special about the registry's rows
	Has      frontmatter.Texts `yaml:"has"`      // what there is to say
	In       frontmatter.Texts `yaml:"in"`       // facts tables that list the port, by name or slug
	Ports    frontmatter.Texts `yaml:"ports"`    // ports and spans: 8080, 6000-6063
	Essay    frontmatter.Texts `yaml:"essay"`    // true or false
	Not      *When             `yaml:"not"`      // holds when this does not
}

// keys returns the keys that are answered by tags of fixed names, with their values.
func (w *When) keys() []whenKey {
	return []whenKey{
		{"status", w.Status},
		{"tcp", w.TCP},
		{"udp", w.UDP},
		{"sctp", w.SCTP},
		{"dccp", w.DCCP},
		{"range", w.Range},
		{"services", w.Services},
		{"kind", w.Kind},
		{"has", w.Has},
		{"in", w.In},
		{"essay", w.Essay},
	}
}

type whenKey struct {
	key    string
	values frontmatter.Texts
}

// A Condition is a When in terms of tags. The zero Condition always holds.
type Condition struct {
	all []Tags     // it holds for a port that meets each of these,
	not *Condition // and for which this does not hold; nil for nothing
}

// Holds reports whether the condition holds for ports of these tags.
func (c *Condition) Holds(t Tags) bool {
	for _, any := range c.all {
		if !t.meets(any) {
			return false
		}
	}
	return c.not == nil || !c.not.Holds(t)
}

// A conditions compiles conditions. It numbers all tags: the fixed ones, and those that facts tables and lists of ports
// make.
type conditions struct {
	bits map[string]int // by name
	sets []portSet      // the ports of those that are not fixed
}

// A portSet is the ports that have a tag.
type portSet struct {
	bit   int
	ports *registry.PortSet
}

func newConditions() *conditions {
	c := &conditions{bits: map[string]int{}}
	for _, k := range keys {
		for value, bit := range k.bits {
			c.bits[k.Name+"="+value] = bit
		}
	}
	return c
}

// addSet gives a set of ports a tag; equal names share it.
func (c *conditions) addSet(name string, ports *registry.PortSet) (bit int, err error) {
	if bit, ok := c.bits[name]; ok {
		return bit, nil
	}
	bit = len(c.bits)
	if bit >= len(Tags{})*64 {
		return 0, errors.New("there are more conditions on single ports than the program can hold")
	}
	c.bits[name] = bit
	c.sets = append(c.sets, portSet{bit, ports})
	return bit, nil
}

// tags returns the tags of a port.
func (c *conditions) tags(p *port) (tags Tags) {
	for _, k := range keys {
		for _, value := range k.of(p) {
			tags.set(k.bits[value])
		}
	}
	for _, s := range c.sets {
		if s.ports.Has(p.number) {
			tags.set(s.bit)
		}
	}
	return tags
}

// compile turns a When of a file into a condition, and gives every list of ports a tag of its own.
func (c *conditions) compile(file string, w *When) (Condition, fault.List) {
	var compiled Condition
	var faults fault.List
	for _, k := range w.keys() {
		if len(k.values) > 0 {
			compiled.all = append(compiled.all, c.anyOf(file, k, &faults))
		}
	}
	if len(w.Ports) > 0 {
		compiled.all = append(compiled.all, c.listed(file, w.Ports, &faults))
	}
	if w.Not != nil {
		not, wrong := c.compile(file, w.Not)
		compiled.not, faults = &not, append(faults, wrong...)
	}
	return compiled, faults
}

// anyOf returns the tags of which a port must have one to meet the values of a key.
func (c *conditions) anyOf(file string, k whenKey, faults *fault.List) (any Tags) {
	for _, v := range k.values {
		bit, ok := c.bits[k.key+"="+v.Source]
		if !ok {
			faults.Add(file, v.Line, fmt.Sprintf("%s cannot be %q", k.key, v.Source), c.valueAdvice(k.key, v.Source))
			continue
		}
		any.set(bit)
	}
	return any
}

// valueAdvice names the value that was probably meant, or all there are.
func (c *conditions) valueAdvice(key, value string) string {
	var known []string
	for name := range c.bits {
		if v, ok := strings.CutPrefix(name, key+"="); ok {
			known = append(known, v)
		}
	}
	slices.Sort(known)
	if a := fault.DidYouMean(value, known); a != "" {
		return a
	}
	if len(known) == 0 {
		return "there are no facts tables"
	}
	return "use " + strings.Join(known, ", ")
}

// listed returns the tag of a list of ports.
func (c *conditions) listed(file string, list frontmatter.Texts, faults *fault.List) (tags Tags) {
	ports := new(registry.PortSet)
	var name []string
	for _, v := range list {
		if err := ports.AddList(v.Source); err != nil {
			faults.Add(file, v.Line, err.Error(), "")
			continue
		}
		name = append(name, v.Source)
	}
	bit, err := c.addSet("ports="+strings.Join(name, ","), ports)
	if err != nil {
		faults.Add(file, list[0].Line, err.Error(), "use fewer different lists of ports, or a facts table and `in`")
		return tags
	}
	tags.set(bit)
	return tags
}
