package history

import (
	"encoding/json"
	"io"
)

// The report as JSON. Names of keys are those of the YAML files where both have them.
type jsonReport struct {
	From    string       `json:"from"` // date of the older state, "" when unknown
	To      string       `json:"to"`
	Changes []jsonChange `json:"changes"`
	Names   []jsonChange `json:"names"` // service names without a port
}

type jsonChange struct {
	Kind       string   `json:"kind"`
	First      *int     `json:"first,omitempty"`
	Last       *int     `json:"last,omitempty"`
	Transports []string `json:"transports"`
	Service    string   `json:"service,omitempty"`
	From       string   `json:"from,omitempty"`
	To         string   `json:"to,omitempty"`
}

// WriteJSON writes the report for a program: the same changes in the same order as WriteText, with
// all texts in full.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(jsonReport{r.OldDate, r.NewDate, jsonChanges(r.Ports), jsonChanges(r.Names)})
}

func jsonChanges(list []Change) []jsonChange {
	out := make([]jsonChange, len(list))
	for i, c := range list {
		out[i] = jsonChange{Kind: c.Kind.String(), Transports: c.Transports.Names(), Service: c.Service, From: c.From, To: c.To}
		if c.First >= 0 {
			first, last := c.First, c.Last
			out[i].First, out[i].Last = &first, &last
		}
	}
	return out
}
