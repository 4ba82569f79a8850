package lists

import (
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/export"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// History is what changed in the registry, for the feed.
func (l *Lists) History() export.History {
	v := l.main
	values := v.NewValues()
	h := export.History{Title: v.Filled("changes-title", values), Subtitle: v.Filled("changes-lead", values), Path: "changes/"}
	for _, u := range l.Content.Updates {
		setUpdate(values, u)
		h.Updates = append(h.Updates, export.Update{
			Date: u.To, Path: u.Path(), Title: v.Filled("update-title", values), Summary: changeSummary(v, u),
		})
	}
	return h
}

// changeSummary says in plain text what an update changed: "Assigned: 4480 agtp, 4794 veroce. Other
// name: …". Of many ports of a kind it gives the number.
func changeSummary(v *view.View, u *content.Update) string {
	const most = 20
	var parts []string
	for k := history.Assigned; k.OfNumber(); k++ {
		list := history.OfKind(u.Changes, k)
		var ports []string
		for _, c := range list {
			ports = append(ports, changeInWords(c))
		}
		if len(list) > most {
			ports = []string{view.WithCommas(history.CountPorts(list))}
		}
		if len(list) > 0 {
			parts = append(parts, v.Word("change-"+k.String())+": "+strings.Join(ports, ", ")+".")
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
