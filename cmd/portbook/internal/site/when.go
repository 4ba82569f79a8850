package site

import (
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

// keys returns the keys that are answered by features of fixed names, with their values.
func (w *When) keys() []whenKey {
	return []whenKey{
		{"status", w.Status}, {"tcp", w.TCP}, {"udp", w.UDP}, {"sctp", w.SCTP}, {"dccp", w.DCCP},
		{"range", w.Range}, {"services", w.Services}, {"kind", w.Kind}, {"has", w.Has}, {"in", w.In},
	}
}

type whenKey struct {
	key    string
	values frontmatter.Texts
}

// A condition is a When in terms of facets: it holds for a port that meets each of all, and for which
// none of not holds.
type condition struct {
	all []Facets
	not []condition
}

// holds reports whether the condition holds for ports of these facets.
func (c *condition) holds(f Facets) bool {
	for _, any := range c.all {
		if !f.meets(any) {
			return false
		}
	}
	for i := range c.not {
		if c.not[i].holds(f) {
			return false
		}
	}
	return true
}

// compile turns a When into a condition, and gives every list of ports a feature of its own.
func (f *features) compile(file string, w *When) (condition, fault.List) {
	var c condition
	var faults fault.List
	for _, k := range w.keys() {
		if len(k.values) > 0 {
			any, wrong := f.anyOf(file, k)
			faults = append(faults, wrong...)
			c.all = append(c.all, any)
		}
	}
	if len(w.Ports) > 0 {
		any, wrong := f.listed(file, w.Ports)
		faults = append(faults, wrong...)
		c.all = append(c.all, any)
	}
	wrong := f.essay(file, w.Essay, &c)
	faults = append(faults, wrong...)
	if w.Not != nil {
		not, wrong := f.compile(file, w.Not)
		faults = append(faults, wrong...)
		c.not = append(c.not, not)
	}
	return c, faults
}

func (f *features) anyOf(file string, k whenKey) (any Facets, faults fault.List) {
	for _, v := range k.values {
		bit, ok := f.index[k.key+"="+v.Source]
		if !ok {
			faults.Add(file, v.Line, fmt.Sprintf("%s cannot be %q", k.key, v.Source), f.valueAdvice(k.key, v.Source))
			continue
		}
		any.set(bit)
	}
	return any, faults
}

// valueAdvice names the value that was probably meant, or all there are.
func (f *features) valueAdvice(key, value string) string {
	var known []string
	for name := range f.index {
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

func (f *features) listed(file string, list frontmatter.Texts) (any Facets, faults fault.List) {
	ports := new(registry.PortSet)
	var name []string
	for _, v := range list {
		if err := ports.AddList(v.Source); err != nil {
			faults.Add(file, v.Line, err.Error(), "")
			continue
		}
		name = append(name, v.Source)
	}
	bit, err := f.addSet("ports="+strings.Join(name, ","), ports)
	if err != nil {
		faults.Add(file, list[0].Line, err.Error(), "use fewer different lists of ports, or a facts table and `in`")
		return any, faults
	}
	any.set(bit)
	return any, faults
}

func (f *features) essay(file string, values frontmatter.Texts, c *condition) (faults fault.List) {
	var has Facets
	has.set(f.bit("essay", "true"))
	asked := map[string]bool{}
	for _, v := range values {
		asked[v.Source] = true
		if v.Source != "true" && v.Source != "false" {
			faults.Add(file, v.Line, fmt.Sprintf("essay cannot be %q", v.Source), "use true or false")
		}
	}
	switch {
	case asked["true"] && !asked["false"]:
		c.all = append(c.all, has)
	case asked["false"] && !asked["true"]:
		c.not = append(c.not, condition{all: []Facets{has}})
	}
	return faults
}
