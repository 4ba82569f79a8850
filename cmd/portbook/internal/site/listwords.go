package site

import (
	"slices"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
)

// Words of lists may use numbers of the list, which no other text has. They stand behind the
// placeholders of ports, so that the values of both lie in one slice.
const (
	vCount      = valueCount + iota // how many things the page lists
	vPorts                          // how many ports those are
	vRest                           // how many it leaves out, or sets apart: its word says which
	vLarge                          // blocks that have a page
	vLargest                        // ports of the largest block
	vRank                           // place of a block among all, by size
	vTransport                      // TCP
	vLetter                         // A
	vNewestDate                     // YYYY-MM-DD
	vYear                           // the year of most assignments
	vMost                           // assignments of that year
	listValueCount
)

// listPlaceholders are the names of those numbers, in their order.
var listPlaceholders = [...]markdown.Name{safe("count"), safe("ports"), safe("rest"), safe("large"), safe("largest"), safe("rank"),
	text("transport"), text("letter"), text("newest"), text("year"), safe("most")}

// listVocabulary is the vocabulary of words of lists.
func listVocabulary() *markdown.Vocabulary {
	return markdown.NewVocabulary(append(vocabulary().Names(), listPlaceholders[:]...)...)
}

// A listText is one or several words of lists: KEY, or with pages set KEY-title, KEY-description and
// KEY-lead. Values are the placeholders that they may use besides those that are the same everywhere.
type listText struct {
	key    string
	pages  bool
	values []int
}

var listTexts = []listText{
	{"list-blocks", true, []int{vCount, vPorts, vLarge, vLargest}},
	{"list-block", true, []int{vBlockFirst, vBlockLast, vBlockSize, vRank, vCount, vRange}},
	{"list-transports", true, []int{vRest}},
	{"list-transport", true, []int{vTransport, vCount, vRest}},
	{"list-services", true, []int{vCount}},
	{"list-letter", true, []int{vLetter, vCount, vPorts}},
	{"list-without-port", true, []int{vCount}},
	{"list-essays", true, []int{vCount}},
	{"list-uses", true, []int{vCount, vPorts, vRest}},
	{"list-browser-blocked", true, []int{vCount, vRest}},
	{"list-rfcs", true, []int{vCount, vPorts, vRest}},
	{"list-newest", true, []int{vCount, vNewestDate, vRest}},
	{"list-transport-alone", false, []int{vTransport}},
	{"list-transport-all", false, []int{vTransport}},
	{"map-text", false, []int{vCount}},
	{"years-text", false, []int{vCount, vRest, vNewestDate, vYear, vMost}},
}

// listPlainWords are the words of lists that the program uses as they are.
var listPlainWords = []string{"list-blocks-hint", "list-transports-hint", "list-services-hint", "list-without-port-hint",
	"list-essays-hint", "list-uses-hint", "list-browser-blocked-hint", "list-rfcs-hint", "list-newest-hint",
	"list-blocks-large", "list-blocks-small", "list-blocks-alone", "list-no-port", "list-transport-ports", "list-transport-tcp", "list-transport-udp", "list-transport-sctp", "list-transport-dccp", "block-clients",
	"list-column-block", "list-column-size", "list-column-between", "list-column-alone", "list-column-letter", "list-column-names",
	"list-column-some", "list-column-name", "list-column-use", "list-column-blocked", "list-column-rfc", "list-column-defines",
	"list-column-date", "list-column-essay", "list-column-updated", "port", "services", "row-service", "row-description",
	"row-transport", "row-service-code", "use-registered", "use-unofficial"}

// keys lists the words.
func (t listText) keys() []string {
	if !t.pages {
		return []string{t.key}
	}
	return []string{t.key + "-title", t.key + "-description", t.key + "-lead"}
}

// listWordKeys lists all words of lists that the program uses.
func listWordKeys() []string {
	keys := slices.Clone(listPlainWords)
	for _, t := range listTexts {
		keys = append(keys, t.keys()...)
	}
	return keys
}

// checkListWords reports words of lists that are missing, and placeholders in them that have no value.
func (l *loader) checkListWords(loc *locale) {
	for _, key := range listPlainWords {
		loc.words.must(key, &l.faults)
	}
	c := markdown.Compiler{Vocabulary: listVocabulary()}
	names := c.Vocabulary.Names()
	loc.lists = map[string]*markdown.Fragment{}
	for _, t := range listTexts {
		for _, key := range t.keys() {
			loc.words.must(key, &l.faults)
			text := loc.words.texts[key]
			f, faults := c.Plain(loc.words.file, text.Line, text.Source)
			l.faults = append(l.faults, faults...)
			loc.lists[key] = f
			for _, i := range f.Uses() {
				if everywhere := i >= vSite && i < valueCount; !everywhere && !slices.Contains(t.values, i) {
					l.faults.Add(loc.words.file, text.Line, "{"+names[i].Name+"} has no meaning in "+key, "")
				}
			}
		}
	}
}

// escapes tells of each placeholder of pages whether its values have to be escaped.
func escapes() []bool {
	list := make([]bool, listValueCount)
	for i, name := range listVocabulary().Names() {
		list[i] = !name.Safe
	}
	return list
}
