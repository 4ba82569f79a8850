package content

import "strings"

// plainWords are the words that the program uses as they are.
const plainWords = `and others crumb-ports crumb-port helpful-yes helpful-partly helpful-no block-clients port services
status-not-listed status-assigned status-unassigned status-reserved status-de-registered status-dynamic
range-system range-user range-dynamic transport-tcp transport-udp transport-sctp transport-dccp transport-unstated transport-all
change-assigned change-removed change-renamed change-status change-assigned-note change-removed-note change-renamed-note change-status-note
list-blocks-hint list-transports-hint list-services-hint list-without-port-hint list-essays-hint list-uses-hint list-browser-blocked-hint
list-rfcs-hint list-newest-hint list-blocks-large list-blocks-small list-blocks-alone list-no-port list-transport-ports
list-transport-tcp list-transport-udp list-transport-sctp list-transport-dccp list-column-block list-column-size list-column-between
list-column-alone list-column-letter list-column-names list-column-some list-column-name list-column-use list-column-blocked
list-column-rfc list-column-defines list-column-date list-column-essay list-column-updated
row-service row-description row-transport row-service-code use-registered use-unofficial`

// pageWords are the words of pages that list something, by page: which (pages have a title, a description and perhaps a
// lead), and the names of the placeholders that they may hold besides those that have the same value everywhere.
var pageWords = []struct{ page, words, values string }{
	{"thousand", head, ends},
	{"ports", head + " lead", ends},
	{"range-system", head + " lead", ends},
	{"range-user", head + " lead", ends},
	{"range-dynamic", head + " lead", ends},
	{"changes", head + " lead", ends},
	{"update", head, ends},
	{"list-blocks", head + " lead", "count ports large largest"},
	{"list-block", head + " lead", "block-first block-last block-size rank count range"},
	{"list-transports", head + " lead", "rest"},
	{"list-transport", head + " lead", "transport count rest"},
	{"list-transport", "alone all", "transport"},
	{"list-services", head + " lead", "count"},
	{"list-letter", head + " lead", "letter count ports"},
	{"list-without-port", head + " lead", "count"},
	{"list-essays", head + " lead", "count"},
	{"list-uses", head + " lead", "count ports rest"},
	{"list-browser-blocked", head + " lead", "count rest"},
	{"list-rfcs", head + " lead", "count ports rest"},
	{"list-newest", head + " lead", "count newest rest"},
	{"map", "text", "count"},
	{"years", "text", "count rest newest year most"},
}

const (
	head = "title description"
	ends = "range range-first range-last thousand" // of what a page lists
)

// ProgramWords lists the keys of content/words.yaml that this package demands; templates and other packages use more.
func ProgramWords() []string {
	keys := strings.Fields(plainWords)
	for _, p := range pageWords {
		for _, word := range strings.Fields(p.words) {
			keys = append(keys, p.page+"-"+word)
		}
	}
	return keys
}
