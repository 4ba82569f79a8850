package check

import "bytes"

// A link is an attribute by which a page refers to a place.
type link struct {
	to  []byte // as written
	tag int    // offset in the page
}

// readHTML lists the ids of a page of ours, and its links. It takes a fraction of the time of a parser of HTML, which
// would be most of what checking a folder takes, and may do so because our pages have < and > in no attribute.
func readHTML(page []byte) (ids map[string]bool, links []link) {
	ids = map[string]bool{}
	for at := 0; ; {
		open := bytes.IndexByte(page[at:], '<')
		if open < 0 {
			return ids, links
		}
		at += open
		tag, _, _ := bytes.Cut(page[at:], []byte(">"))
		for name, value, rest := nextAttribute(tag); name != nil; name, value, rest = nextAttribute(rest) {
			switch string(name) {
			case "id":
				ids[string(value)] = true
			case "href", "src", "action":
				links = append(links, link{value, at})
			}
		}
		at += len(tag)
	}
}

// nextAttribute cuts the next attribute that has a value from what is left of a tag; the name is nil if there is none.
func nextAttribute(tag []byte) (name, value, rest []byte) {
	equals := bytes.IndexByte(tag, '=')
	if equals < 0 {
		return nil, nil, nil
	}
	name, rest = tag[:equals], tag[equals+1:]
	name = name[bytes.LastIndexAny(name, " \t\n")+1:]
	if len(rest) > 0 && rest[0] == '"' {
		value, rest, _ = bytes.Cut(rest[1:], []byte(`"`))
		return name, value, rest
	}
	end := bytes.IndexAny(rest, " \t\n")
	if end < 0 {
		end = len(rest)
	}
	return name, rest[:end], rest[end:]
}
