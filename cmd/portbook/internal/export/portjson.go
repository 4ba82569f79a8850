package export

import (
	"slices"
	"strconv"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// AppendJSON appends the port as the API and the data files have it: the object that schema.json calls port.
func (p *Port) AppendJSON(dst []byte) []byte {
	return p.appendMembers(strconv.AppendInt(append(dst, objectStart...), int64(p.Number), 10))
}

// objectStart is what stands before the number of a port.
const objectStart = `{"number":`

// appendMembers appends what stands behind it.
func (p *Port) appendMembers(dst []byte) []byte {
	o := object{json: dst, begun: true}
	o.text("status", p.Status.String())
	o.text("service", p.Service)
	o.text("description", p.Description)
	o.text("title", p.Title)
	block := o.object("block")
	block.number("first", p.First)
	block.number("last", p.Last)
	o.close(&block)
	p.transports(&o)
	if p.Previous >= 0 {
		o.number("previous", p.Previous)
	}
	if p.Next >= 0 {
		o.number("next", p.Next)
	}
	p.assignments(&o)
	list(&o, "uses", p.Uses, appendUse)
	o.is("browserBlocked", p.Blocked)
	list(&o, "advice", p.Advice, appendAdvice)
	if e := p.Essay; e != nil {
		essay := o.object("essay")
		essay.text("name", e.Name)
		essay.text("tagline", e.Tagline)
		essay.text("updated", e.Updated)
		o.close(&essay)
	}
	return o.end()
}

func (p *Port) transports(o *object) {
	if len(p.Transports) == 0 {
		return
	}
	all := o.object("transports")
	for _, t := range p.Transports {
		name := t.Transport.String()
		if t.Transport == registry.Unstated {
			name = "unstated"
		}
		one := all.object(name)
		one.text("status", t.Status.String())
		one.texts("services", t.Services)
		all.close(&one)
	}
	o.close(&all)
}

// assignments writes the rows of the registry, without those that say no more than the status does.
func (p *Port) assignments(o *object) {
	if len(p.Assignments) == 0 || len(p.Assignments) == 1 && saysNoMore(p.Assignments[0]) {
		return // nine ports in ten
	}
	rows := p.Assignments // mostly all of them
	if i := slices.IndexFunc(rows, saysNoMore); i >= 0 {
		rows = slices.DeleteFunc(slices.Clone(rows), saysNoMore)
	}
	list(o, "assignments", rows, appendAssignment)
}

// appendAssignment appends a row of the registry with all columns that have a value.
func appendAssignment(dst []byte, a *registry.Assignment) []byte {
	o := newObject(dst)
	o.text("service", a.Service)
	if a.First != a.Last {
		o.number("first", a.First)
		o.number("last", a.Last)
	}
	o.text("transport", a.Transport.String())
	o.text("description", a.Description)
	people := registry.People(a.Assignee)
	o.texts("assignee", people)
	if a.Contact != a.Assignee { // mostly it is the same
		people = registry.People(a.Contact)
	}
	o.texts("contact", people)
	o.text("registered", a.Registered)
	o.text("modified", a.Modified)
	o.texts("references", references(a.Reference))
	o.text("serviceCode", a.ServiceCode)
	o.text("unauthorized", a.Unauthorized)
	o.text("notes", a.Notes)
	return o.end()
}

// references lists a row's references: what can be read under its address, unless that is an RFC's.
func references(cell string) []string {
	var texts []string
	for _, r := range registry.References(cell) {
		texts = append(texts, r.Text)
	}
	return texts
}

func appendUse(dst []byte, u Use) []byte {
	o := newObject(dst)
	o.text("name", u.Name)
	o.text("what", u.What)
	o.text("transport", u.Transport)
	o.text("relation", u.Relation)
	o.text("source", u.Source)
	return o.end()
}

func appendAdvice(dst []byte, a Advice) []byte {
	o := newObject(dst)
	o.text("transport", a.Transport)
	o.text("text", a.Text)
	o.text("source", a.Source)
	return o.end()
}
