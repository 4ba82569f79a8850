package content

import (
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/content/placeholder"
)

// plainWords are the words that the program uses as they are.
var plainWords = []string{
	"and", "others", "crumb-ports", "crumb-port", "helpful-yes", "helpful-partly", "helpful-no",
	"status-not-listed", "status-assigned", "status-unassigned", "status-reserved", "status-de-registered", "status-dynamic",
	"range-system", "range-user", "range-dynamic",
	"transport-tcp", "transport-udp", "transport-sctp", "transport-dccp", "transport-unstated", "transport-all",
	"change-assigned", "change-removed", "change-renamed", "change-status",
	"change-assigned-note", "change-removed-note", "change-renamed-note", "change-status-note",

	"list-blocks-hint", "list-transports-hint", "list-services-hint", "list-without-port-hint", "list-essays-hint", "list-uses-hint",
	"list-browser-blocked-hint", "list-rfcs-hint", "list-newest-hint", "list-blocks-large", "list-blocks-small", "list-blocks-alone",
	"list-no-port", "list-transport-ports", "list-transport-tcp", "list-transport-udp", "list-transport-sctp", "list-transport-dccp",
	"block-clients", "list-column-block", "list-column-size", "list-column-between", "list-column-alone", "list-column-letter",
	"list-column-names", "list-column-some", "list-column-name", "list-column-use", "list-column-blocked", "list-column-rfc",
	"list-column-defines", "list-column-date", "list-column-essay", "list-column-updated", "port", "services", "row-service",
	"row-description", "row-transport", "row-service-code", "use-registered", "use-unofficial",
}

// A wordUse is a word, or several, of pages that list something: KEY, or KEY-PART for each of some parts. Values are the
// placeholders that they may use besides those that are the same everywhere.
type wordUse struct {
	key    string
	parts  []string
	list   bool // they may hold numbers of a list
	values []int
}

func (u wordUse) keys() []string {
	if u.parts == nil {
		return []string{u.key}
	}
	var keys []string
	for _, part := range u.parts {
		keys = append(keys, u.key+"-"+part)
	}
	return keys
}

var (
	ends      = []int{placeholder.Range, placeholder.RangeFirst, placeholder.RangeLast, placeholder.Thousand} // of what a page lists
	headParts = []string{"title", "description"}
	pageParts = []string{"title", "description", "lead"}
)

var wordUses = []wordUse{
	{"thousand", headParts, false, ends},
	{"ports", pageParts, false, ends},
	{"range-system", pageParts, false, ends},
	{"range-user", pageParts, false, ends},
	{"range-dynamic", pageParts, false, ends},
	{"changes", pageParts, false, ends},
	{"update", headParts, false, ends},

	{"list-blocks", pageParts, true, []int{placeholder.ListItems, placeholder.ListPorts, placeholder.ListLarge, placeholder.ListLargest}},
	{"list-block", pageParts, true, []int{
		placeholder.BlockFirst, placeholder.BlockLast, placeholder.BlockSize, placeholder.ListRank,
		placeholder.ListItems, placeholder.Range,
	}},
	{"list-transports", pageParts, true, []int{placeholder.ListRest}},
	{"list-transport", pageParts, true, []int{placeholder.ListTransport, placeholder.ListItems, placeholder.ListRest}},
	{"list-services", pageParts, true, []int{placeholder.ListItems}},
	{"list-letter", pageParts, true, []int{placeholder.ListLetter, placeholder.ListItems, placeholder.ListPorts}},
	{"list-without-port", pageParts, true, []int{placeholder.ListItems}},
	{"list-essays", pageParts, true, []int{placeholder.ListItems}},
	{"list-uses", pageParts, true, []int{placeholder.ListItems, placeholder.ListPorts, placeholder.ListRest}},
	{"list-browser-blocked", pageParts, true, []int{placeholder.ListItems, placeholder.ListRest}},
	{"list-rfcs", pageParts, true, []int{placeholder.ListItems, placeholder.ListPorts, placeholder.ListRest}},
	{"list-newest", pageParts, true, []int{placeholder.ListItems, placeholder.ListNewest, placeholder.ListRest}},
	{"list-transport-alone", nil, true, []int{placeholder.ListTransport}},
	{"list-transport-all", nil, true, []int{placeholder.ListTransport}},
	{"map-text", nil, true, []int{placeholder.ListItems}},
	{"years-text", nil, true, []int{placeholder.ListItems, placeholder.ListRest, placeholder.ListNewest, placeholder.ListYear, placeholder.ListMost}},
}

// ProgramWords lists the keys of content/words.yaml that this package demands; templates and other packages use more.
func ProgramWords() []string {
	keys := slices.Clone(plainWords)
	for _, u := range wordUses {
		keys = append(keys, u.keys()...)
	}
	return keys
}
