package check

// A rule is one kind of fault. Its find is given everything and calls add for each fault it sees.
type rule struct {
	name   string
	level  Level
	finds  string // for people: what it complains of
	find   func(c *corpus, add add)
	loaded bool // needs a site that was loaded without faults
}

// add reports a fault, as fault.List.Add does; report does so for the text at hand.
type (
	add    func(file string, line int, problem, advice string)
	report func(line int, problem, advice string)
)

// rules lists all there are. Each fault is the business of one of them only.
var rules = []rule{
	{"anchors", Error, "a link to a place (#id) that its page does not have", anchors, true},
	{"questions", Error, "a page that asks the same question twice", questions, true},
	{"words", Error, "a word that nothing uses, or that only a locale has", unusedWords, false},
	{"untranslated", Error, "a word that a locale does not translate", untranslated, false},
	{"headings", Error, "a heading that skips a level", each(headings), false},
	{"footnotes", Error, "a footnote that is missing, or to which nothing refers", each(footnotes), false},
	{"sources", Error, "an essay without sources, a source without an address", each(sources), false},
	{"other-port", Error, "the number of another port where the text's own should stand", each(otherPort), false},
	{"related", Error, "a related port that is the essay's own, or named twice", each(related), false},

	{"unwritten", Warning, "what portbook new left to be written", each(unwritten), false},
	{"tagline", Warning, "a tagline that is long, ends like a sentence or repeats the name", each(taglines), false},
	{"title", Warning, "a title that search engines would cut off", each(titles), false},
	{"description", Warning, "a description that is too short or too long for search engines", each(descriptions), false},
	{"length", Warning, "an essay of very few or very many words", each(length), false},
	{"paragraphs", Warning, "a wall of text", each(paragraphs), false},
	{"passive", Warning, "a paragraph in which nobody does anything", each(passive), false},
	{"command-port", Warning, "a command with the number of another port", each(commandPorts), false},
	{"claims", Warning, "a common claim about ports that is not true", each(claims), false},
}

// each makes a rule about the whole of one about single texts.
func each(find func(t *text, report report)) func(c *corpus, add add) {
	return func(c *corpus, add add) {
		for _, t := range c.texts {
			find(t, func(line int, problem, advice string) { add(t.file, line, problem, advice) })
		}
	}
}
