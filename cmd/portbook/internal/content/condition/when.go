package condition

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
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

// A Vocabulary is the tags that the conditions of a site may ask for, by number.
type Vocabulary struct {
	bits map[string]map[string]int // by key of `when`, then by value
	sets []*registry.PortSet       // the ports of the tags that facts tables and lists of ports make; they follow the fixed ones
}

// NewVocabulary returns the tags of Keys.
func NewVocabulary() *Vocabulary {
	v := &Vocabulary{bits: map[string]map[string]int{"in": {}, "ports": {}}}
	for _, k := range keys {
		v.bits[k.Name] = k.bits
	}
	return v
}

// Add makes a tag of a set of ports, as a value of the key "in" or "ports"; equal values share it. It is an error when
// there are too many.
func (v *Vocabulary) Add(key, value string, ports *registry.PortSet) (bit int, err error) {
	if bit, ok := v.bits[key][value]; ok {
		return bit, nil
	}
	if bit = fixed + len(v.sets); bit >= len(Tags{})*64 {
		return 0, errors.New("there are more conditions on single ports than the program can hold")
	}
	v.bits[key][value] = bit
	v.sets = append(v.sets, ports)
	return bit, nil
}

// Compile turns a When of a file into a condition, and makes a tag of every list of ports. It adds what is wrong to faults.
func (v *Vocabulary) Compile(file string, w *When, faults *fault.List) (compiled Condition) {
	fields := reflect.ValueOf(*w)
	for i := range fields.NumField() {
		values, _ := fields.Field(i).Interface().(frontmatter.Texts)
		switch key := fields.Type().Field(i).Tag.Get("yaml"); {
		case len(values) == 0:
		case key == "ports":
			compiled.all = append(compiled.all, v.listed(file, values, faults))
		default:
			compiled.all = append(compiled.all, v.anyOf(file, key, values, faults))
		}
	}
	if w.Not != nil {
		not := v.Compile(file, w.Not, faults)
		compiled.not = &not
	}
	return compiled
}

// anyOf returns the tags of which a port must have one to meet the values of a key.
func (v *Vocabulary) anyOf(file, key string, values frontmatter.Texts, faults *fault.List) (any Tags) {
	for _, value := range values {
		bit, ok := v.bits[key][value.Source]
		if !ok {
			faults.Add(file, value.Line, fmt.Sprintf("%s cannot be %q", key, value.Source), v.valueAdvice(key, value.Source))
			continue
		}
		any.set(bit)
	}
	return any
}

// valueAdvice names the value that was probably meant, or all there are.
func (v *Vocabulary) valueAdvice(key, value string) string {
	known := slices.Sorted(maps.Keys(v.bits[key]))
	if len(known) == 0 {
		return "there are no facts tables"
	}
	return cmp.Or(fault.DidYouMean(value, known), "use "+strings.Join(known, ", "))
}

// listed returns the tag of a list of ports.
func (v *Vocabulary) listed(file string, list frontmatter.Texts, faults *fault.List) (tags Tags) {
	ports := new(registry.PortSet)
	var name []string
	for _, item := range list {
		if err := ports.AddList(item.Source); err != nil {
			faults.Add(file, item.Line, err.Error(), "")
			continue
		}
		name = append(name, item.Source)
	}
	bit, err := v.Add("ports", strings.Join(name, ","), ports)
	if err != nil {
		faults.Add(file, list[0].Line, err.Error(), "use fewer different lists of ports, or a facts table and `in`")
		return tags
	}
	tags.set(bit)
	return tags
}
