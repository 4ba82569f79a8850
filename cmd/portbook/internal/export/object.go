package export

import (
	"github.com/portbook/portbook/cmd/portbook/internal/facts"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
)

// An object is a port as schemas.json describes it. Members that are empty are left out, so that it says what is known
// and nothing else.
type object struct {
	Number         int            `json:"number"`
	Status         string         `json:"status"`
	Service        string         `json:"service,omitempty"`
	Description    string         `json:"description,omitempty"`
	Title          string         `json:"title,omitempty"` // only where it says more than number and status
	Block          span           `json:"block"`
	Transports     transports     `json:"transports,omitzero"` // none where all have the status of the port
	Previous       neighbour      `json:"previous,omitzero"`
	Next           neighbour      `json:"next,omitzero"`
	Assignments    []assignment   `json:"assignments,omitempty"`
	Uses           []facts.Use    `json:"uses,omitempty"`
	BrowserBlocked bool           `json:"browserBlocked,omitempty"`
	Advice         []facts.Advice `json:"advice,omitempty"`
	Essay          *facts.Essay   `json:"essay,omitempty"`
}

// A neighbour is a port, or -1 where there is none.
type neighbour int

// IsZero is for encoding/json.
func (n neighbour) IsZero() bool { return n < 0 }

type transports struct {
	TCP      *transport `json:"tcp,omitempty"`
	UDP      *transport `json:"udp,omitempty"`
	SCTP     *transport `json:"sctp,omitempty"`
	DCCP     *transport `json:"dccp,omitempty"`
	Unstated *transport `json:"unstated,omitempty"`
}

type transport struct {
	Status   string   `json:"status"`
	Services []string `json:"services,omitempty"`
}

// An assignment is a row of the registry.
type assignment struct {
	Service      string   `json:"service,omitempty"`
	*span                 // of a row that covers several ports
	Transport    string   `json:"transport,omitempty"`
	Description  string   `json:"description,omitempty"`
	Assignee     []string `json:"assignee,omitempty"`
	Contact      []string `json:"contact,omitempty"`
	Registered   string   `json:"registered,omitempty"`
	Modified     string   `json:"modified,omitempty"`
	References   []string `json:"references,omitempty"` // what can be read under their addresses, unless those are of RFCs
	ServiceCode  string   `json:"serviceCode,omitempty"`
	Unauthorized string   `json:"unauthorized,omitempty"`
	Notes        string   `json:"notes,omitempty"`
}

// object is a port in JSON.
func (d *Data) object(p *facts.Port) string {
	o := object{
		Number: p.Number, Status: p.Status.String(), Service: p.Service, Description: p.Description,
		Block: span{p.First, p.Last}, Previous: neighbour(p.Previous), Next: neighbour(p.Next),
		Uses: p.Uses, BrowserBlocked: p.Blocked, Advice: p.Advice, Essay: p.Essay,
	}
	if p.Service != "" || p.Essay != nil {
		o.Title = d.Title(p.Number)
	}
	if !p.IsPlain() {
		o.Transports = transports{
			TCP: newTransport(p, registry.TCP), UDP: newTransport(p, registry.UDP), SCTP: newTransport(p, registry.SCTP),
			DCCP: newTransport(p, registry.DCCP), Unstated: newTransport(p, registry.Unstated),
		}
	}
	for _, a := range p.Assignments {
		if !saysNoMore(a) {
			o.Assignments = append(o.Assignments, newAssignment(a))
		}
	}
	return inJSON(&o)
}

// newTransport is what the registry says of a transport of a port; nil when it does not list that.
func newTransport(p *facts.Port, t registry.Transport) *transport {
	if p.Statuses[t] == registry.NotListed {
		return nil
	}
	return &transport{p.Statuses[t].String(), p.Services(t)}
}

// saysNoMore reports whether a row says no more than that its ports are unassigned.
func saysNoMore(a *registry.Assignment) bool {
	return a.Status == registry.Unassigned && a.AnyTransport && len(a.Description) == len("Unassigned") &&
		a.Assignee == "" && a.Contact == "" && a.Registered == "" && a.Modified == "" && a.Reference == "" &&
		a.ServiceCode == "" && a.Unauthorized == "" && a.Notes == ""
}

func newAssignment(a *registry.Assignment) assignment {
	row := assignment{
		Service: a.Service, Transport: a.Transport.String(), Description: a.Description,
		Assignee: registry.People(a.Assignee), Contact: registry.People(a.Contact), Registered: a.Registered,
		Modified: a.Modified, ServiceCode: a.ServiceCode, Unauthorized: a.Unauthorized, Notes: a.Notes,
	}
	if a.First != a.Last {
		row.span = &span{a.First, a.Last}
	}
	for _, r := range registry.References(a.Reference) {
		row.References = append(row.References, r.Text)
	}
	return row
}
