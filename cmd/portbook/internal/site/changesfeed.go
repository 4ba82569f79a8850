package site

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// exportHistory tells package export what changed in the registry.
func (s *Site) exportHistory(main *locale) export.History {
	v := main.view(s, "")
	values := v.newValues()
	h := export.History{Title: v.phrase("changes-title").Text(values), Subtitle: v.phrase("changes-lead").Text(values), Path: "changes/"}
	for _, u := range s.content.Updates {
		h.Updates = append(h.Updates, export.Update{Date: u.To, Path: u.Path(), Title: v.phrase("update-title").Text(v.updateValues(u)), Summary: v.changeSummary(u)})
	}
	return h
}

// changeSummary says in plain text what an update changed: "Assigned: 4480 agtp, 4794 veroce. Other
// name: …". Of many ports of a kind it gives the number.
func (v *view) changeSummary(u *content.Update) string {
	const most = 20
	var parts []string
	for k := history.Assigned; k.OfNumber(); k++ {
		list := history.OfKind(u.Changes, k)
		var ports []string
		for _, c := range list {
			ports = append(ports, changeInWords(c))
		}
		if len(list) > most {
			ports = []string{thousands(history.CountPorts(list))}
		}
		if len(list) > 0 {
			parts = append(parts, v.locale.Words.Text("change-"+k.String())+": "+strings.Join(ports, ", ")+".")
		}
	}
	return strings.Join(parts, " ")
}

// changeInWords is a change in a few words: "5543 qftest-licserve → qftest-lic-mcp".
func changeInWords(c history.Change) string {
	switch c.Kind {
	case history.Assigned, history.Removed:
		return c.Ports() + " " + c.Service
	case history.Renamed:
		return c.Ports() + " " + c.From + " → " + c.To
	}
	return c.Ports() + " " + strings.ToUpper(c.Transports.String())
}
